import { startGateway, type TestGateway } from '../support/gateway.js';
import { sendWebhook, signatureOf, webhookBody, webhookSecret } from '../support/webhook.js';

const now = Date.parse('2026-03-20T12:00:00Z') / 1000;
const previous = 'whsec_of-the-tests-before-that-one';

let gateway: TestGateway;
beforeAll(async () => {
  const webhook = { secrets: [webhookSecret, previous] };
  gateway = await startGateway({ sizes: { transactions: 0 } }, {}, { live: { webhook } });
});
afterAll(() => gateway.close());

it('takes a webhook that is signed, with the new secret or the one before it', async () => {
  for (const secret of [webhookSecret, previous]) {
    const body = webhookBody();
    const answer = await sendWebhook(gateway.url, body, signatureOf(body, secret, now));
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
  }
});

it('takes types that nobody follows, and what it cannot read, so that the bank does not tell them for days', async () => {
  for (const body of [webhookBody({ type: 'v1/cards' }), webhookBody({ id: '' }), 'not JSON', '[]', ''])
    expect((await sendWebhook(gateway.url, body)).status).toBe(204);
});

it.each([
  ['forged', signatureOf(webhookBody(), 'another secret of the same length', now)],
  ['late', signatureOf('{}', webhookSecret, now - 301)],
  ['from the future', signatureOf('{}', webhookSecret, now + 301)],
  ['empty', ''],
])('answers 401 without a reason when the signature is %s', async (_how, signature) => {
  const answer = await sendWebhook(gateway.url, '{}', signature);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toEqual({
    errors: [
      {
        message: 'The signature is not accepted.',
        extensions: { code: 'UNAUTHENTICATED', retryable: false, effect: 'NONE' },
      },
    ],
  });
});

it('reads no body above 256 kB, signed or not', async () => {
  const body = JSON.stringify({ padding: 'x'.repeat(256 * 1024) });
  expect((await sendWebhook(gateway.url, body)).status).toBe(413);
});

it('checks the bytes, whatever content type they claim', async () => {
  const body = '{"id": "1",  "type": "v1/transactions"}';
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'image/png']) {
    const { status } = await fetch(`${gateway.url}/webhooks/qonto`, {
      method: 'POST',
      headers: { 'content-type': type, 'x-qonto-signature': signatureOf(body, webhookSecret, now) },
      body,
    });
    expect(status).toBe(204);
  }
});

it('is not there without a secret, and then refuses subscriptions', async () => {
  const deaf = await startGateway({ sizes: { transactions: 0 } });
  expect((await sendWebhook(deaf.url, webhookBody())).status).toBe(404);
  const answer = await fetch(`${deaf.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { transactionChanged { id } }' }),
  });
  const text = await answer.text();
  expect(text).toContain('"message":"The bank tells this gateway of no changes."');
  expect(text).toContain('"reason":"NO_WEBHOOKS"');
  expect(text.endsWith('event: complete\ndata:\n\n')).toBe(true);
  await deaf.close();
});
