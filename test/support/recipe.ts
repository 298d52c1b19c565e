import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestGateway } from './gateway.js';
import { run } from './tool.js';

/** How a recipe ended. */
export interface Ended {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly problems: string;
}

/** The recipes, compiled into a folder of this suite, so that suites do not write over each other. */
export class RecipeRunner {
  readonly #compiled = mkdtempSync(join(tmpdir(), 'recipes-'));

  constructor() {
    run(process.execPath, 'node_modules/typescript/bin/tsc', '-p', 'recipes', '--outDir', this.#compiled);
    writeFileSync(join(this.#compiled, 'package.json'), '{"type":"module"}');
  }

  /** Runs one to its end, or until `killAfterMs`, when it gets a SIGKILL. */
  run(given: readonly string[], killAfterMs?: number, cwd = this.#compiled): Promise<Ended> {
    const child = spawn(process.execPath, [join(this.#compiled, 'main.js'), ...given], { cwd });
    if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
    return endOf(child);
  }

  close(): void {
    rmSync(this.#compiled, { recursive: true });
  }
}

/** What the guide's own script did: its lines, and the requests it sent to the bank. */
export interface GuideRun extends Ended {
  readonly ids: readonly string[];
  readonly calls: readonly Call[];
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

export const guidePython = process.env['PYTHON'] ?? '/usr/bin/python3';

/** Runs a script of the guide in a folder; `rows` is its variable with the rows, whose ids are told. */
export async function followGuide(
  gateway: TestGateway,
  script: string,
  rows: string,
  cwd: string,
): Promise<GuideRun> {
  const read = (name: string) => readFileSync(join('test/guide', name), 'utf8');
  const tellIds = `print("ids:" + ",".join(row["id"] for row in ${rows}))`;
  const text = [read('prelude.py'), read(script), rows === '' ? '' : tellIds]
    .join('\n')
    .replaceAll('https://thirdparty.qonto.com/v2', `${gateway.bankUrl}/v2`)
    .replaceAll('{your_access_token}', 'demo-token');
  writeFileSync(join(cwd, 'script.py'), text);
  await gateway.control('DELETE requests');
  const env = { PYTHONIOENCODING: 'utf-8' };
  const ended = await endOf(spawn(guidePython, ['-u', 'script.py'], { cwd, env }));
  if (ended.code !== 0) throw new Error(ended.problems);
  const ids = ended.lines.find((line) => line.startsWith('ids:'))?.slice(4);
  return {
    ...ended,
    ids: ids === undefined ? [] : ids.split(',').filter(Boolean),
    calls: await callsOf(gateway),
  };
}

/** What reached the bank since the journal was emptied: `DELETE requests`. */
export async function callsOf(gateway: TestGateway): Promise<readonly Call[]> {
  return (await gateway.control<{ requests: Call[] }>('GET requests')).requests;
}

/** Requests that count at the bank; its file host is another one. */
export function apiCalls(calls: readonly Call[]): readonly Call[] {
  return calls.filter(({ path }) => path.startsWith('/v2/'));
}

/** Ids of the files that were downloaded, in order, with repeats. */
export function downloadedIds(calls: readonly Call[]): readonly string[] {
  return calls.flatMap(({ path }) => /^\/files\/([^/]+)\//.exec(path)?.[1] ?? []);
}

/** SHA-256 of each file in a folder, by name. */
export function hashesIn(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

function endOf(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let [output, problems] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (problems += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, problems, lines: output.split('\n').filter(Boolean) }));
  });
}
