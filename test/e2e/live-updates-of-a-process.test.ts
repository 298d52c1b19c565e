import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { EventStream } from '../support/event-stream.js';

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

/** A gateway as it is started without any setting, with `npm test`'s build of it and its embedded bank. */
async function start() {
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      SIMULATOR_PORT: '0',
      SIMULATOR_TRANSACTIONS: '0',
      LOG_LEVEL: 'silent',
    },
  });
  children.push(child);
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  let greeting = '';
  while (!greeting.includes('\n')) greeting += String((await once(child.stdout, 'data'))[0]);
  const [url = '', bankUrl = ''] = greeting.match(/http:\/\/127\.0\.0\.1:\d+/g)!;
  return { url, bankUrl, exit, signal: () => child.kill('SIGTERM') };
}

it('hears of changes at its embedded bank without any setting, and ends its streams at SIGTERM', async () => {
  const gateway = await start();
  const stream = await EventStream.open(gateway.url, 'subscription { clientInvoiceChanged { id status } }');
  const insert = await fetch(`${gateway.bankUrl}/_simulator/insert`, {
    method: 'POST',
    body: JSON.stringify({ resource: 'client_invoices' }),
  });
  const { id } = (await insert.json()) as { id: string };
  const [event] = await stream.first(1);
  expect(event!.result?.data).toEqual({ clientInvoiceChanged: { id, status: 'UNPAID' } });
  gateway.signal();
  expect((await stream.all()).map((one) => one.event)).toEqual(['next', 'complete']);
  expect(await gateway.exit).toBe(0);
});
