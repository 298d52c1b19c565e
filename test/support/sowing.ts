import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';

/** A change to the source of the product. */
export interface Patch {
  /** Below the root of the sowing. */
  readonly file: string;
  /** Must stand there exactly once: a mutant that no longer fits is no test. */
  readonly find: string;
  readonly replace: string;
}

export interface Sowing {
  readonly patches: readonly Patch[];
  /** The folder that all names are below. */
  readonly root: string;
  /** Files that are loaded anew, by their name without its ending; all others are the product's own, so that their classes stay one. */
  readonly isFresh: (name: string) => boolean;
  /** Of the test, for what is not fresh. */
  readonly require: (path: string) => unknown;
}

const compiled = new Map<string, string>();

/** Modules with faults sown into their source, as one object; the files on the disk stay as they are. */
export function sow(names: readonly string[], { patches, root, isFresh, require }: Sowing): object {
  const left = new Set(patches);
  const loaded = new Map<string, Record<string, unknown>>();

  function load(name: string): Record<string, unknown> {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const exports: Record<string, unknown> = {};
    loaded.set(name, exports);
    let source = readFileSync(join(root, `${name}.ts`), 'utf8');
    for (const patch of patches.filter(({ file }) => file === `${name}.ts`)) {
      if (source.split(patch.find).length !== 2) throw new Error(`${patch.file} has not once: ${patch.find}`);
      source = source.replace(patch.find, () => patch.replace);
      left.delete(patch);
    }
    const run = compileFunction(compile(source), ['exports', 'require']) as (
      exports: object,
      require: (path: string) => unknown,
    ) => void;
    run(exports, (path) => requireFrom(name, path));
    return exports;
  }

  function requireFrom(name: string, path: string): unknown {
    if (!path.startsWith('.'))
      return path.startsWith('node:') ? createRequire(__filename)(path) : require(path);
    const target = join(root, dirname(name), path).replace(/\.js$/, '');
    const stem = relative(root, target);
    return isFresh(stem) ? load(stem) : require(target);
  }

  const product = Object.assign({}, ...names.map((name) => load(name))) as object;
  if (left.size > 0) throw new Error(`Never loaded: ${[...left].map(({ file }) => file).join(', ')}`);
  return product;
}

function compile(source: string): string {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const { code } = transformSync(source, {
    jsc: {
      parser: { syntax: 'typescript' },
      target: 'es2022',
      transform: { useDefineForClassFields: false },
    },
    module: { type: 'commonjs' },
  });
  compiled.set(source, code);
  return code;
}
