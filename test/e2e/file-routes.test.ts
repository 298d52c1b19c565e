import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(() => gateway.close());

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

let count = 0;
async function stored(fileName: string, contentType: string, content: string): Promise<string> {
  const { data } = await gateway.ask<{ uploadAttachment: { attachment: { id: string } } }>(
    'mutation ($input: UploadAttachmentInput!) { uploadAttachment(input: $input) { attachment { id } } }',
    {
      input: {
        idempotencyKey: `file ${++count}`,
        file: { fileName, contentType, content: base64(content) },
      },
    },
  );
  return data.uploadAttachment.attachment.id;
}

interface Seen {
  requests: { method: string; path: string }[];
}
async function seen(path: string, headers: Record<string, string> = {}) {
  await gateway.control('DELETE requests');
  const response = await fetch(`${gateway.url}${path}`, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  const { requests } = await gateway.control<Seen>('GET requests');
  return { response, bytes, calls: requests.map((request) => `${request.method} ${request.path}`) };
}
async function transfersOfBank(): Promise<{ id: string; status: string }[]> {
  const response = await fetch(`${gateway.bankUrl}/v2/sepa/transfers?per_page=100`, {
    headers: { authorization: 'Bearer demo-token' },
  });
  return ((await response.json()) as { transfers: { id: string; status: string }[] }).transfers;
}
const problem = (bytes: Buffer) =>
  (
    JSON.parse(bytes.toString()) as {
      errors: { message: string; extensions: { code: string; reason?: string } }[];
    }
  ).errors[0]!;

it('serves the very bytes of a file as a download that no cache keeps', async () => {
  const id = await stored('Facture n°7 "été".pdf', 'application/pdf', '%PDF-1.7 seven');
  const { response, bytes, calls } = await seen(`/attachments/${id}/file`);
  expect(response.status).toBe(200);
  expect(bytes.toString('latin1')).toBe('%PDF-1.7 seven');
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="Facture n_7 ete.pdf"; filename*=UTF-8''Facture%20n%C2%B07%20%C3%A9t%C3%A9.pdf`,
  );
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(calls[0]).toBe(`GET /v2/attachments/${id}`);
  expect(calls.filter((call) => call.includes('/v2/'))).toHaveLength(1);
});

it('shows a picture in the browser when it is asked to', async () => {
  const id = await stored('till.png', 'image/png', '\x89PNG\r\n\x1a\n picture');
  const { response } = await seen(`/attachments/${id}/file?disposition=inline`);
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(response.headers.get('content-disposition')).toMatch(/^inline; filename="till\.png"/);
});

it('shows nothing in the browser that is no PDF, JPEG or PNG, whatever the bank calls it', async () => {
  const id = await stored('page.pdf', 'application/pdf', '%PDF- page');
  await gateway.control('POST faults', {
    kind: 'replaceField',
    field: 'url',
    value: `${gateway.bankUrl}/_simulator/clock`,
    match: { path: '/v2/attachments/*' },
    times: null,
  });
  const { response } = await seen(`/attachments/${id}/file?disposition=inline`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
});

it('gives the proof of a completed transfer', async () => {
  const transfers = await transfersOfBank();
  const settled = transfers.find(({ status }) => status === 'settled')!;
  const { response, bytes, calls } = await seen(`/transfers/${settled.id}/proof`);
  expect(response.status).toBe(200);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"]+\.pdf"/);
  expect(calls).toEqual([`POST /v2/sepa/transfers/${settled.id}/download_proof`]);
});

it('says 404 in JSON for what is not there, or not yet', async () => {
  const transfers = await transfersOfBank();
  const open = transfers.find(({ status }) => status !== 'settled')!;
  const unknown = '019d0000-0000-7000-8000-000000000000';
  for (const [path, reason] of [
    [`/attachments/${unknown}/file`, undefined],
    [`/transfers/${unknown}/proof`, undefined],
    [`/transfers/${open.id}/proof`, 'FILE_NOT_READY'],
  ] as const) {
    const { response, bytes } = await seen(path);
    expect([path, response.status]).toEqual([path, 404]);
    expect(problem(bytes).extensions).toMatchObject({ code: 'NOT_FOUND', ...(reason && { reason }) });
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
});

it('asks under the credential of the caller, and says 401 when the bank does not know it', async () => {
  const id = await stored('mine.pdf', 'application/pdf', '%PDF- mine');
  const { response, bytes } = await seen(`/attachments/${id}/file`, {
    authorization: 'Bearer somebody-else',
  });
  expect(response.status).toBe(401);
  expect(problem(bytes).extensions.code).toBe('UNAUTHENTICATED');
});

it('follows no link that leads elsewhere, and says 502', async () => {
  const id = await stored('astray.pdf', 'application/pdf', '%PDF- astray');
  await gateway.control('POST faults', {
    kind: 'replaceField',
    field: 'url',
    value: 'http://127.0.0.1:1/secret',
    match: { path: '/v2/attachments/*' },
    times: null,
  });
  const { response, bytes, calls } = await seen(`/attachments/${id}/file`);
  expect(response.status).toBe(502);
  expect(problem(bytes).extensions).toMatchObject({ code: 'UPSTREAM_CONTRACT', reason: 'LINK_REFUSED' });
  expect(bytes.toString()).not.toContain('secret');
  expect(calls).toEqual([`GET /v2/attachments/${id}`]);
});

it('says 404 for a file that is still being made', async () => {
  const id = await stored('young.pdf', 'application/pdf', '%PDF- young');
  await gateway.control('POST faults', {
    kind: 'replaceField',
    field: 'url',
    value: null,
    match: { path: '/v2/attachments/*' },
    times: null,
  });
  const { response, bytes } = await seen(`/attachments/${id}/file`);
  expect(response.status).toBe(404);
  expect(problem(bytes).extensions.reason).toBe('FILE_NOT_READY');
});

it('refuses an id that would change the route, without asking the bank', async () => {
  const { response, calls } = await seen('/attachments/%2e%2e%2forganization/file');
  expect([400, 404]).toContain(response.status);
  expect(calls.filter((call) => call.includes('/v2/organization'))).toEqual([]);
});
