import { newKey, startedSimulator, type Caller } from '../../support/simulator-caller.js';

interface Attachment {
  readonly id: string;
  readonly file_name: string;
  readonly file_size: string;
  readonly file_content_type: string;
  readonly url: string;
}

const MAGIC: Readonly<Record<string, string>> = { 'application/pdf': '%PDF-', 'image/png': '\x89PNG' };

let bank: Caller;
let attachments: Attachment[];
beforeAll(async () => {
  bank = await startedSimulator({ sizes: { transactions: 150 } });
  const account = (await bank.ask('GET', '/v2/bank_accounts')).textAt('bank_accounts.0.id');
  const path = `/v2/transactions?bank_account_id=${account}&with_attachments=true&includes[]=attachments`;
  const rows = (await bank.ask('GET', path)).listAt('transactions') as { attachments: Attachment[] }[];
  attachments = rows.flatMap((row) => row.attachments);
});
afterAll(() => bank.simulator.close());

async function get(id: string): Promise<Attachment> {
  return (await bank.ask('GET', `/v2/attachments/${id}`)).at('attachment') as Attachment;
}

async function download(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

it('serves files of exactly the size and type it tells, without a credential', async () => {
  expect(new Set(attachments.map((one) => one.file_content_type)).size).toBe(2);
  for (const { url, file_size, file_content_type } of attachments.slice(0, 25)) {
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe(file_content_type);
    const content = Buffer.from(await response.arrayBuffer());
    expect(content.toString('latin1', 0, MAGIC[file_content_type]?.length)).toBe(MAGIC[file_content_type]);
    expect(String(content.length)).toBe(file_size);
  }
});

it('gives the same bytes every time, and the same company to every bank with the same seed', async () => {
  const twin = await startedSimulator({ sizes: { transactions: 150 } });
  try {
    for (const { id, url } of attachments.slice(0, 4)) {
      const again = (await twin.ask('GET', `/v2/attachments/${id}`)).textAt('attachment.url');
      expect((await download(again)).equals(await download(url))).toBe(true);
    }
  } finally {
    await twin.simulator.close();
  }
});

it('gives a new link at every call', async () => {
  const id = attachments[0]?.id ?? '';
  const [one, other] = [await get(id), await get(id)];
  expect(one.url).not.toBe(other.url);
  expect({ ...one, url: '' }).toEqual({ ...other, url: '' });
});

it('lets a link die after 30 minutes of its clock, with the XML of the file host', async () => {
  const { url } = await get(attachments[0]?.id ?? '');
  await bank.control('POST', 'clock', { advanceSeconds: 1_799 });
  expect((await fetch(url)).status).toBe(200);
  await bank.control('POST', 'clock', { advanceSeconds: 2 });
  const dead = await fetch(url);
  expect([dead.status, dead.headers.get('content-type')]).toEqual([403, 'application/xml']);
  expect(await dead.text()).toContain('<Message>Request has expired</Message>');
});

it('takes no link it has not signed', async () => {
  const { url } = await get(attachments[0]?.id ?? '');
  const longer = new URL(url);
  longer.searchParams.set('X-Amz-Expires', '999999');
  expect((await fetch(longer)).status).toBe(403);
  expect((await fetch(url.replace(/Signature=.*/, 'Signature=x'))).status).toBe(403);
});

it('has names as people give them: twice the same, with accents, with a comma', () => {
  const names = attachments.map(({ file_name }) => file_name);
  expect(new Set(names).size).toBeLessThan(names.length);
  expect(names.some((name) => /[é’ü]/.test(name))).toBe(true);
  expect(names.some((name) => name.includes(','))).toBe(true);
});

describe('an upload', () => {
  function upload(content: string, name: string, headers: Record<string, string> = newKey()) {
    const form = new FormData();
    form.set('file', new Blob([content]), name);
    return bank.ask('POST', '/v2/attachments', form, headers);
  }

  it('answers with the id alone, and gives the file back', async () => {
    const reply = await upload('%PDF-1.7 déjà vu', 'Facture n° 12 – été.pdf');
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.at('attachment') as object)).toEqual(['id']);
    const kept = await get(reply.textAt('attachment.id'));
    expect(kept).toMatchObject({
      file_name: 'Facture n° 12 – été.pdf',
      file_content_type: 'application/pdf',
    });
    expect((await download(kept.url)).toString()).toBe('%PDF-1.7 déjà vu');
  });

  it('happens once for one idempotency key', async () => {
    const key = newKey();
    const first = await upload('%PDF-1.7 one', 'one.pdf', key);
    expect((await upload('%PDF-1.7 other', 'other.pdf', key)).body).toBe(first.body);
  });

  it('is refused when it is neither JPEG, PNG nor PDF, whatever its name says', async () => {
    expect((await upload('hello', 'hello.pdf')).status).toBe(422);
  });

  it('is refused when it is no form', async () => {
    expect((await bank.ask('POST', '/v2/attachments', { file: 'x' }, newKey())).status).toBe(400);
  });
});

it('answers 404 for an attachment that does not exist', async () => {
  const id = attachments[0]?.id.replace(/^......../, '00000000') ?? '';
  expect((await bank.ask('GET', `/v2/attachments/${id}`)).status).toBe(404);
});
