import { ClientInvoicePdfs } from '../../../src/datasources/qonto/client-invoice-pdf.js';
import type { Attachment } from '../../../src/schema/attachment.js';
import type { ClientInvoice } from '../../../src/schema/client-invoice.js';
import { ClientInvoiceStatus } from '../../../src/schema/client-invoice-kind.js';
import { VirtualTime } from './virtual-time.js';

const file = { id: 'file', url: 'https://files.example/1' } as Attachment;
const invoice = (fields: Partial<ClientInvoice> = {}) =>
  ({ id: 'invoice', status: ClientInvoiceStatus.UNPAID, attachmentId: null, ...fields }) as ClientInvoice;

/** A bank that names the file, and has it, so many seconds from now. */
function house({ namedAt = 0, thereAt = 0, later = invoice({ attachmentId: 'file' }) }) {
  const time = new VirtualTime();
  const asked: string[] = [];
  const pdfs = new ClientInvoicePdfs({
    session: { now: time.clock, wait: (ms) => time.sleep(ms) },
    invoices: {
      byIdAgain: async () => {
        asked.push(`invoice at ${time.clock() / 1000}`);
        return time.clock() >= namedAt * 1000 ? later : invoice();
      },
    },
    attachments: {
      byIdAgain: async () => {
        asked.push(`file at ${time.clock() / 1000}`);
        return time.clock() >= thereAt * 1000 ? file : null;
      },
    },
  });
  return { time, asked, pdfs };
}

async function after<Result>(time: VirtualTime, work: Promise<Result>): Promise<Result> {
  const [result] = await Promise.all([work, time.run()]);
  return result;
}

it('is ready at once when its file was seen', async () => {
  const { pdfs, asked } = house({});
  expect(await pdfs.of(invoice({ attachmentId: 'file' }), file, 25)).toEqual({
    status: 'READY',
    retryAfterSeconds: null,
    attachment: file,
  });
  expect(asked).toEqual([]);
});

it('looks after one second, then every two, first for the invoice, then for the file alone', async () => {
  const { time, pdfs, asked } = house({ namedAt: 4, thereAt: 8 });
  const pdf = await after(time, pdfs.of(invoice(), null, 20));
  expect(pdf.status).toBe('READY');
  expect(asked).toEqual([
    'invoice at 1',
    'invoice at 3',
    'invoice at 5',
    'file at 5',
    'file at 7',
    'file at 9',
  ]);
});

it('looks a last time when the wait is over, and is then still being made: no error', async () => {
  const { time, pdfs, asked } = house({ namedAt: 100 });
  expect(await after(time, pdfs.of(invoice(), null, 4))).toEqual({
    status: 'GENERATING',
    retryAfterSeconds: 5,
    attachment: null,
  });
  expect(asked).toEqual(['invoice at 1', 'invoice at 3', 'invoice at 4']);
});

it('never waits longer than it was told', async () => {
  for (let waitSeconds = 1; waitSeconds <= 25; waitSeconds++) {
    const { time, pdfs, asked } = house({ namedAt: 100 });
    await after(time, pdfs.of(invoice(), null, waitSeconds));
    expect(time.clock()).toBe(waitSeconds * 1000);
    expect(asked.length).toBe(1 + Math.ceil((waitSeconds - 1) / 2));
  }
});

it('does not ask at all without a wait', async () => {
  const { pdfs, asked } = house({});
  expect((await pdfs.of(invoice(), null, 0)).status).toBe('GENERATING');
  expect(asked).toEqual([]);
});

it('waits twice at most', async () => {
  const { time, pdfs } = house({ namedAt: 2, thereAt: 2 });
  const all = await after(time, Promise.all([1, 2, 3].map(() => pdfs.of(invoice(), null, 20))));
  expect(all.map(({ status }) => status)).toEqual(['READY', 'READY', 'GENERATING']);
});

it.each<[string, Partial<ClientInvoice>]>([
  ['a draft', { status: ClientInvoiceStatus.DRAFT }],
  ['a draft that keeps an old file', { status: ClientInvoiceStatus.DRAFT, attachmentId: 'file' }],
  ['a cancelled invoice without a file', { status: ClientInvoiceStatus.CANCELED }],
])('is none for %s, without a question', async (_, fields) => {
  const { pdfs, asked } = house({});
  expect((await pdfs.of(invoice(fields), null, 25)).status).toBe('NONE');
  expect(asked).toEqual([]);
});

it('is none once the invoice is cancelled before it had a file', async () => {
  const { time, pdfs } = house({ later: invoice({ status: ClientInvoiceStatus.CANCELED }) });
  expect((await after(time, pdfs.of(invoice(), null, 25))).status).toBe('NONE');
});
