import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { Canaries } from '../support/canaries.js';

const token = 'ory_at_Kx7-vQ2_pL9zW4rT8mN3';
const iban = 'FR7610278060310001029380112';
const secret = `${iban} of Zebulon, Bearer ${token}`;

const canaries = new Canaries();
canaries.addCredential('token', token);
canaries.addContent('iban', iban);
canaries.addContent('name', 'Zebulon');

// `npm test` compiles first.
const crash = pathToFileURL('dist/crash.js').href;

interface Death {
  readonly code: number | null;
  readonly output: string;
  readonly problems: string;
}

/** Runs a program to its end; as soon as it says something on standard output it gets a SIGUSR2. */
async function death(given: readonly string[], environment: Record<string, string> = {}): Promise<Death> {
  const child = spawn(process.execPath, ['--enable-source-maps', ...given], {
    env: { PATH: process.env['PATH'], ...environment },
  });
  let [output, problems] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (output += String(part)));
  child.stdout.once('data', () => child.kill('SIGUSR2'));
  child.stderr.on('data', (part: Buffer) => (problems += String(part)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, problems };
}

const make = `const secret = ${JSON.stringify(secret)};
function failing() { return Object.assign(new TypeError(secret), { code: 'ERR_TOLD', iban: secret, cause: new Error(secret) }); }`;

it.each([
  ['an error that is thrown', 'setTimeout(() => { throw failing(); })'],
  ['a promise that nobody waits for', 'void Promise.reject(failing())'],
  ['an import that fails', 'throw failing()'],
  ['an await at the top that fails', 'await Promise.reject(failing())'],
  [
    'an event that nobody listens to',
    "new (await import('node:events')).EventEmitter().emit('error', failing())",
  ],
])('%s ends the process, which says where it was and not what it said', async (_, statement) => {
  const told = await death([
    '--input-type=module',
    '--eval',
    `import { dieInSilence } from '${crash}'; ${make} dieInSilence(); ${statement}; setTimeout(() => {}, 9e3);`,
  ]);
  expect(told).toMatchObject({ code: 1, output: '' });
  const line = JSON.parse(told.problems) as { defect: Record<string, string> };
  expect(line).toMatchObject({ level: 60, msg: 'crash', defect: { name: 'TypeError', code: 'ERR_TOLD' } });
  expect(line.defect['stack']).toMatch(/^ {4}at failing \(file:\/\/\/.+:\d+:\d+\)\n/);
  expect(canaries.search(told.problems)).toEqual([]);
});

it.each([
  ['a text', 'void Promise.reject(secret)'],
  ['an object', 'void Promise.reject({ message: secret, stack: secret, name: secret })'],
  ['nothing', 'void Promise.reject()'],
  [
    'an error whose name and code are secrets',
    'throw Object.assign(failing(), { name: secret, code: secret })',
  ],
  [
    'an error whose message looks like a stack',
    'throw new Error("\\n    at Zebulon (/" + secret + ":1:1)\\n")',
  ],
  ['an error whose message was changed later', 'throw Object.assign(failing(), { message: "all is well" })'],
  [
    'an error whose stack is a text of its own',
    'throw Object.assign(failing(), { stack: secret + "\\n" + secret })',
  ],
])('ends the process as quietly when it fails with %s', async (_, statement) => {
  const told = await death([
    '--input-type=module',
    '--eval',
    `import { dieInSilence } from '${crash}'; ${make} dieInSilence(); ${statement}; setTimeout(() => {}, 9e3);`,
  ]);
  expect(told).toMatchObject({ code: 1, output: '', problems: expect.stringContaining('"msg":"crash"') });
  expect(canaries.search(told.problems)).toEqual([]);
});

it('an error that cannot be read ends the process without a word', async () => {
  const thrower = 'throw Object.defineProperty(failing(), "message", { get() { throw failing(); } })';
  const told = await death([
    '--input-type=module',
    '--eval',
    `import { dieInSilence } from '${crash}'; ${make} dieInSilence(); ${thrower}`,
  ]);
  expect(told).toEqual({ code: 1, output: '', problems: '' });
});

it('the gateway itself dies like that, whatever its log level', async () => {
  const onSignal = `${make} process.once('SIGUSR2', () => void Promise.reject(failing()))`;
  const told = await death(
    ['--import', `data:text/javascript,${encodeURIComponent(onSignal)}`, 'dist/main.js'],
    {
      PORT: '0',
      SIMULATOR_PORT: '0',
      LOG_LEVEL: 'silent',
      SIMULATOR_TRANSACTIONS: '1',
    },
  );
  expect(told.code).toBe(1);
  expect(told.problems).toContain('"msg":"crash"');
  expect(canaries.search(told.output + told.problems)).toEqual([]);
});
