import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { hasTool, run } from '../support/tool.js';

/** Both clocks, the bank's and the gateway's, pass only when the gateway sleeps. */
let gateway: TestGateway;
let now = 0;
let slept: number[] = [];
let whenSleeping = async () => {};
beforeAll(async () => {
  gateway = await startGateway(
    {},
    {
      clock: () => now,
      sleep: async (ms, signal) => {
        signal?.throwIfAborted();
        slept.push(ms);
        now += ms;
        await gateway.control('POST clock', { advanceSeconds: ms / 1000 });
        await whenSleeping();
        signal?.throwIfAborted();
      },
    },
  );
});
afterAll(() => gateway.close());
beforeEach(() => {
  slept = [];
  whenSleeping = async () => {};
});

interface Pdf {
  status: string;
  retryAfterSeconds: number | null;
  attachment: { url: string; fileName: string } | null;
}

const finalize = `mutation ($id: ID!, $waitSeconds: WaitSeconds!) {
  finalizeInvoice(input: { id: $id }) {
    clientInvoice { id number status pdf(waitSeconds: $waitSeconds) { status retryAfterSeconds attachment { url fileName } } }
    userErrors { code }
  }
}`;

interface Finalized {
  finalizeInvoice: { clientInvoice: { id: string; number: string; status: string; pdf: Pdf } };
}

it('makes a Factur-X in three operations: client, draft, PDF', async () => {
  const found = await gateway.ask<{ findOrCreateClient: { client: { id: string } } }>(
    `mutation { findOrCreateClient(input: { client: { kind: COMPANY, name: "Acme Corp", email: "contact@acmecorp.com" } }) {
      wasCreated client { id } userErrors { code } } }`,
  );
  const client = found.data.findOrCreateClient.client;
  const { id } = await draft(client.id);
  const { data, calls, errors } = await gateway.ask<Finalized>(finalize, { id, waitSeconds: 20 });
  expect(errors).toEqual([]);
  const { status, number, pdf } = data.finalizeInvoice.clientInvoice;
  expect(status).toBe('UNPAID');
  expect(pdf).toMatchObject({ status: 'READY', retryAfterSeconds: null });
  expect(slept).toEqual([1000, 2000, 2000, 2000, 2000, 2000]);
  const look = `GET /v2/client_invoices/${id}`;
  expect(calls.slice(0, -1)).toEqual([`POST ${look.slice(4)}/finalize`, look, look, look, look, look, look]);
  expect(calls.at(-1)).toMatch(/^GET \/v2\/attachments\//);

  const file = await fetch(pdf.attachment!.url);
  expect(file.headers.get('content-type')).toBe('application/pdf');
  const content = Buffer.from(await file.arrayBuffer());
  expect(content.subarray(0, 5).toString()).toBe('%PDF-');
  expect(content.includes('factur-x.xml')).toBe(true);
  made = { content, number };
});

let made: { content: Buffer; number: string };
const withPoppler = hasTool('pdfinfo', '-v') ? describe : describe.skip;
withPoppler('that PDF', () => {
  it('carries the invoice as XML', () => {
    const xml = embeddedXml(made.content);
    expect(xml).toContain('CrossIndustryInvoice');
    expect(xml).toContain(made.number);
    expect(xml).toContain('<ram:GrandTotalAmount>1800.00</ram:GrandTotalAmount>');
  });
});

it('answers GENERATING when it does not wait, or not long enough, and is found later without waiting', async () => {
  const { id } = await draft();
  const atOnce = await gateway.ask<Finalized>(finalize, { id, waitSeconds: 0 });
  expect(atOnce.data.finalizeInvoice.clientInvoice.pdf).toEqual({
    status: 'GENERATING',
    retryAfterSeconds: 5,
    attachment: null,
  });
  expect(atOnce.calls).toEqual([`POST /v2/client_invoices/${id}/finalize`]);
  expect(slept).toEqual([]);

  const early = await gateway.ask<{ clientInvoice: { pdf: Pdf } }>(
    `{ clientInvoice(id: "${id}") { pdf(waitSeconds: 3) { status } } }`,
  );
  expect(early.data.clientInvoice.pdf.status).toBe('GENERATING');
  expect(early.errors).toEqual([]);
  expect(slept).toEqual([1000, 2000]);
  expect(early.calls).toHaveLength(3);

  await gateway.control('POST clock', { advanceSeconds: 60 });
  const later = await gateway.ask<{ clientInvoice: { pdf: Pdf; attachment: object } }>(
    `{ clientInvoice(id: "${id}") { pdf { status attachment { fileName } } attachment { fileName } } }`,
  );
  expect(later.data.clientInvoice.pdf.status).toBe('READY');
  expect(later.calls).toHaveLength(2);
});

it('waits on when the invoice names a file that is not there yet', async () => {
  await gateway.control('POST settings', { invoiceFileLagSeconds: 3 });
  const { id } = await draft();
  const { data, calls, errors } = await gateway.ask<Finalized>(finalize, { id, waitSeconds: 20 });
  await gateway.control('POST settings', { invoiceFileLagSeconds: 0 });
  expect(errors).toEqual([]);
  expect(data.finalizeInvoice.clientInvoice.pdf.status).toBe('READY');
  expect(calls.filter((call) => call.startsWith('GET /v2/attachments/'))).toHaveLength(2);
});

it('waits for two PDFs of an operation and tells the others to ask again', async () => {
  const ids = [];
  for (let index = 0; index < 4; index++) {
    const { id } = await draft();
    await gateway.ask(finalize, { id, waitSeconds: 0 });
    ids.push(id);
  }
  const aliases = ids.map(
    (id, index) => `i${index}: clientInvoice(id: "${id}") { pdf(waitSeconds: 25) { status } }`,
  );
  const { data } = await gateway.ask<Record<string, { pdf: Pdf }>>(`{ ${aliases.join(' ')} }`);
  const statuses = Object.values(data).map(({ pdf }) => pdf.status);
  expect(statuses.filter((status) => status === 'READY')).toHaveLength(2);
  expect(statuses.filter((status) => status === 'GENERATING')).toHaveLength(2);
});

it('has no PDF for a draft, and asks for none', async () => {
  const { id } = await draft();
  const { data, calls } = await gateway.ask<{ clientInvoice: { pdf: Pdf } }>(
    `{ clientInvoice(id: "${id}") { pdf(waitSeconds: 25) { status retryAfterSeconds attachment { id } } } }`,
  );
  expect(data.clientInvoice.pdf).toEqual({ status: 'NONE', retryAfterSeconds: null, attachment: null });
  expect(calls).toHaveLength(1);
  expect(slept).toEqual([]);
});

it('stops asking when the caller hangs up', async () => {
  const { id } = await draft();
  await gateway.ask(finalize, { id, waitSeconds: 0 });
  await gateway.control('DELETE requests');
  const caller = new AbortController();
  let hungUp: () => void = () => {};
  const gone = new Promise<void>((resolve) => (hungUp = resolve));
  whenSleeping = async () => {
    caller.abort();
    await new Promise((resolve) => setTimeout(resolve, 50));
    hungUp();
  };
  const body = JSON.stringify({
    query: `{ clientInvoice(id: "${id}") { pdf(waitSeconds: 25) { status } } }`,
  });
  const headers = { 'content-type': 'application/json' };
  await expect(
    fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, signal: caller.signal }),
  ).rejects.toThrow(/abort/);
  await gone;
  await new Promise((resolve) => setTimeout(resolve, 30));
  const { requests } = await gateway.control<{ requests: { path: string }[] }>('GET requests');
  expect(requests.map(({ path }) => path)).toEqual([`/v2/client_invoices/${id}`]);
  expect(slept).toHaveLength(1);
});

describe('a wait that is too long is refused before anything is done', () => {
  const finalizeAnd = (wait: string) =>
    `mutation { finalizeInvoice(input: { id: "${theDraft}" }) { clientInvoice { pdf(waitSeconds: ${wait}) { status } } userErrors { code } } }`;
  let theDraft: string;
  beforeAll(async () => {
    ({ id: theDraft } = await draft());
  });
  const variable = (type: string) =>
    finalizeAnd('$wait').replace('mutation {', `mutation ($wait: ${type}) {`);

  it.each<[string, () => string, Record<string, unknown>, string]>([
    ['26', () => finalizeAnd('26'), {}, 'waitSeconds'],
    ['-1', () => finalizeAnd('-1'), {}, 'waitSeconds'],
    ['a text', () => finalizeAnd('"5"'), {}, 'waitSeconds'],
    ['half a second', () => finalizeAnd('0.5'), {}, 'waitSeconds'],
    ['30 in a variable', () => variable('WaitSeconds'), { wait: 30 }, '$wait'],
    ['30 by default', () => variable('WaitSeconds = 30'), {}, '$wait'],
    ['0.5 in a variable', () => variable('WaitSeconds! = 0'), { wait: 0.5 }, '$wait'],
  ])('%s', async (_, document, variables, argument) => {
    const { errors, calls } = await gateway.ask(document(), variables);
    expect(errors).toHaveLength(1);
    expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(errors[0]!.message).toContain('0 to 25');
    expect(calls).toEqual([]);
  });

  it('also in a variable of another type', async () => {
    const { errors, calls } = await gateway.ask(variable('Int'), { wait: 30 });
    expect(errors).toHaveLength(1);
    expect(calls).toEqual([]);
  });

  it('and the longest one is not', async () => {
    const { errors, data } = await gateway.ask<{ finalizeInvoice: { clientInvoice: { pdf: Pdf } } }>(
      variable('WaitSeconds'),
      { wait: 25 },
    );
    expect(errors).toEqual([]);
    expect(data.finalizeInvoice.clientInvoice.pdf.status).toBe('READY');
  });
});

async function draft(clientId?: string): Promise<{ id: string }> {
  const { data } = await gateway.ask<{
    clients: { nodes: { id: string }[] };
    organization: { mainBankAccount: { iban: string } };
  }>(
    '{ clients(filter: { email: "contact@acmecorp.com" }) { nodes { id } } organization { mainBankAccount { iban } } }',
  );
  const input = {
    clientId: clientId ?? data.clients.nodes[0]!.id,
    issueDate: '2026-03-20',
    dueDate: '2026-04-19',
    paymentIban: data.organization.mainBankAccount.iban,
    items: [
      {
        title: 'Consulting Services — March 2026',
        quantity: '10',
        unit: 'hour',
        unitPrice: { value: '150.00', currency: 'EUR' },
        vatRate: '0.20',
      },
    ],
  };
  const made = await gateway.ask<{ createInvoice: { clientInvoice: { id: string } } }>(
    'mutation ($input: CreateInvoiceInput!) { createInvoice(input: $input) { clientInvoice { id } userErrors { field } } }',
    { input },
  );
  return made.data.createInvoice.clientInvoice;
}

function embeddedXml(content: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'factur-x-'));
  try {
    const pdf = join(folder, 'invoice.pdf');
    writeFileSync(pdf, content);
    expect(run('pdfdetach', '-list', pdf)).toContain('factur-x.xml');
    run('pdfdetach', '-saveall', '-o', folder, pdf);
    return readFileSync(join(folder, 'factur-x.xml'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
