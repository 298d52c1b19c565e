import { readFileSync } from 'node:fs';
import { startedSimulator, type Caller } from '../../support/simulator-caller.js';

const page = readFileSync('docs/simulator.md', 'utf8');

interface RequestWindow {
  readonly limit: number;
  readonly lengthMs: number;
}

/** As the page has them: `1,000 in 10 s, 10,000 in 10 min`. */
function windowsInWords(windows: readonly RequestWindow[]): string {
  const long = (lengthMs: number) =>
    lengthMs < 60_000 ? `${lengthMs / 1000} s` : `${lengthMs / 60_000} min`;
  return windows
    .map(({ limit, lengthMs }) => `${limit.toLocaleString('en')} in ${long(lengthMs)}`)
    .join(', ');
}

let bank: Caller;
beforeAll(async () => {
  bank = await startedSimulator({
    sizes: { transactions: 0, clients: 1, clientInvoices: 1, supplierInvoices: 1 },
  });
});
afterAll(() => bank.simulator.close());

/** The first cells of the tables under a heading of the page, without backticks. */
function firstCells(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `([^`]+)` /gm)].map(([, cell]) => cell ?? '');
}

it('has every door that docs/simulator.md names', async () => {
  const doors = firstCells('The control door');
  expect(doors.length).toBeGreaterThan(10);
  for (const door of doors) {
    const [method = '', path = ''] = door.split(' ');
    const reply = await bank.control(method, path, method === 'POST' ? {} : undefined);
    expect([door, reply.body]).not.toEqual([door, expect.stringContaining('No such control')]);
  }
});

it('knows every kind of fault that docs/simulator.md names', async () => {
  const kinds = firstCells('Faults').filter((cell) => cell !== 'kind'); // the table's own head
  expect(kinds.length).toBeGreaterThan(10);
  for (const kind of kinds)
    expect([
      kind,
      (await bank.control('POST', 'faults', { kind, match: { path: '/never' } })).status,
    ]).toEqual([kind, 200]);
});

it('has exactly the settings that docs/simulator.md names, with the defaults it tells', async () => {
  await bank.control('POST', 'reset');
  const settings = (await bank.control('GET', 'settings')).body;
  const rows = [...page.matchAll(/^\| `(\w+)` +\| `?(.+?)`? +\|/gm)]
    .filter(([, name]) => firstCells('Settings').includes(name ?? ''))
    .map(([, name, value]) => [name, value]);
  const actual = Object.entries(JSON.parse(settings) as object).map(([name, value]) => [
    name,
    Array.isArray(value) ? windowsInWords(value as RequestWindow[]) : String(value),
  ]);
  expect(new Map(rows as [string, string][])).toEqual(new Map(actual as [string, string][]));
});
