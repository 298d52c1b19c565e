import fc from 'fast-check';
import Fastify from 'fastify';
import { type Change, MemoryFeed, MemorySeenEvents } from '../../../src/datasources/events/index.js';
import { Drain } from '../../../src/server/graceful-end.js';
import { webhookRoute } from '../../../src/server/webhook.js';
import { signatureOf, webhookBody, webhookSecret } from '../../support/webhook.js';

const nowSeconds = 1_774_008_000;
const genuine = webhookBody({ id: 'genuine', objectId: 'told' });
const signature = signatureOf(genuine, webhookSecret, nowSeconds);

interface Attack {
  readonly body: string;
  readonly signature: string;
  /** Replays within five minutes have a right signature: they are taken, and nothing comes of them. */
  readonly status: 204 | 401;
}

const text = fc.string({ maxLength: 40 });
const near = fc.integer({ min: -300, max: 300 }).map((seconds) => nowSeconds + seconds);
const far = fc
  .tuple(fc.integer({ min: 301, max: 10_000_000 }), fc.boolean())
  .map(([seconds, isLate]) => nowSeconds + (isLate ? -seconds : seconds));
const body = fc.record({ id: fc.uuid(), objectId: fc.uuid() }).map((fields) => webhookBody(fields));

const attack: fc.Arbitrary<Attack> = fc.oneof(
  // Forged: signed with another secret, or not at all.
  fc
    .record({ body, secret: text.filter((secret) => secret !== webhookSecret), seconds: near })
    .map(({ body, secret, seconds }) => ({
      body,
      signature: signatureOf(body, secret, seconds),
      status: 401,
    })),
  fc.record({ body, signature: text }).map((forged) => ({ ...forged, status: 401 })),
  // Mutated: one character of the body or of the signature is another one.
  fc
    .record({ at: fc.nat(genuine.length - 1), put: fc.constantFrom(...'0aZ" ,{') })
    .map(({ at, put }) => ({ body: changed(genuine, at, put), signature, status: 401 })),
  fc
    .record({ at: fc.nat(signature.length - 1), put: fc.constantFrom(...'0aZ" ,=') })
    .map(({ at, put }) => ({ body: genuine, signature: changed(signature, at, put), status: 401 })),
  // A right signature under another body.
  body.map((other) => ({ body: other, signature, status: 401 })),
  // Replayed: as it came, or told again by the bank.
  near.map((seconds) => ({
    body: genuine,
    signature: signatureOf(genuine, webhookSecret, seconds),
    status: 204,
  })),
  // Late, or from the future.
  fc.record({ body, seconds: far }).map(({ body, seconds }) => ({
    body,
    signature: signatureOf(body, webhookSecret, seconds),
    status: 401,
  })),
) as fc.Arbitrary<Attack>;

function changed(whole: string, at: number, put: string): string {
  return whole.slice(0, at) + (whole[at] === put ? '1' : put) + whole.slice(at + 1);
}

it('accepts none of 10,000 forged, mutated, replayed and late webhooks', async () => {
  const told: Change[] = [];
  const feed = new MemoryFeed();
  feed.publish = async (change) => void told.push(change);
  const drain = new Drain();
  const clock = () => nowSeconds * 1000;
  const app = Fastify();
  await app.register(webhookRoute, {
    secrets: [webhookSecret, `${webhookSecret}, before`],
    feed,
    seenEvents: new MemorySeenEvents(clock),
    drain,
    clock,
  });
  const send = async (payload: string, value: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-qonto-signature': value };
    return (await app.inject({ method: 'POST', url: '/webhooks/qonto', headers, payload })).statusCode;
  };
  expect(await send(genuine, signature)).toBe(204);
  for (const { body: payload, signature: value, status } of fc.sample(attack, 10_000)) {
    const answered = await send(payload, value);
    if (answered !== status) throw new Error(`${answered} instead of ${status}: ${value} ${payload}`);
  }
  await drain.idle();
  expect(told).toEqual([{ eventId: 'genuine', organizationId: 'org', resource: 'transaction', id: 'told' }]);
  await app.close();
});
