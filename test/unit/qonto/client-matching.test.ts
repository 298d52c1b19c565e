import type { Answer, Call } from '../../../src/datasources/qonto/call.js';
import { Clients } from '../../../src/datasources/qonto/client.js';
import type { QontoSession } from '../../../src/datasources/qonto/session.js';
import { GatewayError } from '../../../src/errors.js';
import { ClientMatchKey } from '../../../src/schema/client-input.js';

/** A bank whose filter lets everything through, two clients a page. */
function clientsOf(pages: readonly object[][]) {
  const asked: unknown[] = [];
  const values: string[] = [];
  const send = async ({ query }: Call): Promise<Answer> => {
    const page = Number(query!['page']);
    asked.push(page);
    for (const [name, value] of Object.entries(query!))
      if (name.startsWith('filter')) values.push(String(value));
    const meta = { next_page: page < pages.length ? page + 1 : null };
    return { status: 200, readAt: undefined, body: { clients: pages[page - 1], meta } };
  };
  const session: QontoSession = {
    send,
    meter: { requests: 0, deduplicated: 0, retries: 0 },
    principal: 'p',
    download: () => Promise.reject(new Error('no file')),
    endReadsIn: () => undefined,
    wait: () => Promise.resolve(),
    now: () => 0,
  };
  return {
    asked,
    values,
    clients: new Clients({ session, settings: { cursorSecret: 's', caps: new Map() } }),
  };
}

let id = 0;
const client = (fields: object) => ({
  id: `c${id++}`,
  kind: 'company',
  created_at: '2026-01-01T00:00:00Z',
  ...fields,
});

it('takes no client for the one that is looked for unless the whole value is the same', async () => {
  const near = ['a@b.example.org', 'xa@b.example', 'a@b.exampl', null].map((email) => client({ email }));
  const { clients, asked } = clientsOf([near]);
  expect(await clients.matching(ClientMatchKey.EMAIL, 'a@b.example')).toEqual([]);
  expect(asked).toEqual([1]);
});

it('goes on to the next page while there is no match, and no further', async () => {
  const wanted = client({ vat_number: 'fr123' });
  const twin = client({ vat_number: 'FR123 '.trim() });
  const { clients, asked } = clientsOf([[client({}), client({})], [wanted, twin], [client({})]]);
  const found = await clients.matching(ClientMatchKey.VAT_NUMBER, ' FR123 ');
  expect(found.map((row) => row.id)).toEqual([wanted.id, twin.id]);
  expect(asked).toEqual([1, 2]);
});

it('says that it cannot tell rather than "there is none" when a row cannot be read', async () => {
  const { clients } = clientsOf([[client({ email: 7 })]]);
  await expect(clients.matching(ClientMatchKey.EMAIL, 'a@b.example')).rejects.toBeInstanceOf(GatewayError);
});

it.each([
  [ClientMatchKey.VAT_NUMBER, 'FR 12-345.678', 'fr12345678', ['FR12345678']],
  [ClientMatchKey.VAT_NUMBER, 'FR12345678', 'FR 12 345 678', ['FR12345678']],
  [ClientMatchKey.TAX_IDENTIFICATION_NUMBER, '552 100 554', '552100554', ['552100554']],
  [ClientMatchKey.TAX_IDENTIFICATION_NUMBER, '552\u00a0100\u202f554', '552.100.554', ['552100554']],
])('%s %s finds %s', async (key, value, onFile, asked) => {
  const wanted = client({ vat_number: onFile, tax_identification_number: onFile });
  const { clients, values } = clientsOf([[wanted]]);
  expect((await clients.matching(key, value)).map((row) => row.id)).toEqual([wanted.id]);
  expect(values).toEqual(asked);
});

it('asks for the form given as well, when the compact one is not on file', async () => {
  const { clients, values } = clientsOf([[client({})]]);
  expect(await clients.matching(ClientMatchKey.VAT_NUMBER, ' FR 123 ')).toEqual([]);
  expect(values).toEqual(['FR123', 'FR 123']);
});

it('takes an e-mail address as it is: its dots and hyphens tell people apart', async () => {
  const { clients, values } = clientsOf([[client({ email: 'ab@c.example' })]]);
  expect(await clients.matching(ClientMatchKey.EMAIL, 'a.b@c.example')).toEqual([]);
  expect(values).toEqual(['a.b@c.example']);
});

it('never takes two numbers for the same because nothing is left of them', async () => {
  const { clients, values } = clientsOf([[client({ vat_number: '.' })]]);
  expect(await clients.matching(ClientMatchKey.VAT_NUMBER, '-')).toEqual([]);
  expect(values).toEqual(['-']);
});
