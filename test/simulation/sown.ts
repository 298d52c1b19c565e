import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import type { Product } from './instance.js';

/** A change to the source of the product. */
export interface Patch {
  /** Below `src/datasources`. */
  readonly file: string;
  /** Must stand there exactly once: a mutant that no longer fits is no test. */
  readonly find: string;
  readonly replace: string;
}

const sources = join(__dirname, '../../src/datasources');
const compiled = new Map<string, string>();

/** Files whose rules can be broken; everything else is the product's own, so that its classes stay one. */
const fresh = /^(payments\/[\w-]+|qonto\/(answer|refusal|refusal-table|verdict))$/;

/** The product with faults sown into its source; its files on the disk stay as they are. */
export function sown(patches: readonly Patch[]): Product {
  const left = new Set(patches);
  const loaded = new Map<string, Record<string, unknown>>();

  function load(name: string): Record<string, unknown> {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const exports: Record<string, unknown> = {};
    loaded.set(name, exports);
    let source = readFileSync(join(sources, `${name}.ts`), 'utf8');
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
    if (!path.startsWith('.')) return createRequire(__filename)(path);
    const target = join(sources, dirname(name), path).replace(/\.js$/, '');
    const stem = relative(sources, target);
    return fresh.test(stem) ? load(stem) : require(target);
  }

  const product = {
    ...load('payments/index'),
    ...load('qonto/answer'),
  } as unknown as Product;
  if (left.size > 0) throw new Error(`Never loaded: ${[...left].map(({ file }) => file).join(', ')}`);
  return product;
}

function compile(source: string): string {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const { code } = transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  compiled.set(source, code);
  return code;
}
