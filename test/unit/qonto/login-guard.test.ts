import { LoginGuard } from '../../../src/datasources/qonto/login-guard.js';
import type { LoginOutcome } from '../../../src/datasources/qonto/login-ledger.js';

const HOUR_MS = 3_600_000;

function start(): {
  guard: LoginGuard;
  pass: (ms: number) => void;
  one: (who: string, end: LoginOutcome) => Promise<void>;
} {
  let now = 0;
  const guard = new LoginGuard(() => now);
  return {
    guard,
    pass: (ms) => void (now += ms),
    one: async (who, end) => (await guard.admit(who))(end),
  };
}

const quarantined = { code: 'UNAUTHENTICATED', details: { reason: 'CREDENTIAL_QUARANTINED' } };

it('refuses a credential after three refusals in a row, for five minutes, then for ten, at last for an hour', async () => {
  const { pass, one } = start();
  for (let i = 0; i < 3; i++) await one('bad', 'REFUSED');
  for (const minutes of [5, 10, 20, 40, 60, 60]) {
    await expect(one('bad', 'REFUSED')).rejects.toMatchObject(quarantined);
    pass(minutes * 60_000 - 1);
    await expect(one('bad', 'REFUSED')).rejects.toMatchObject(quarantined);
    pass(1);
    await one('bad', 'REFUSED');
  }
});

it('starts anew after an accepted request', async () => {
  const { one } = start();
  for (const end of ['REFUSED', 'REFUSED', 'ACCEPTED', 'REFUSED', 'REFUSED'] as const)
    await one('shaky', end);
  await expect(one('shaky', 'ACCEPTED')).resolves.toBeUndefined();
});

it('holds nothing against a credential for failures of another kind', async () => {
  const { one } = start();
  for (let i = 0; i < 10; i++) await one('fine', i % 2 === 0 ? 'UNKNOWN' : 'REFUSED_KIND');
  await expect(one('fine', 'ACCEPTED')).resolves.toBeUndefined();
});

it('lets an unproven credential send one request at a time, a proven one as many as it likes', async () => {
  const { guard } = start();
  const first = await guard.admit('new');
  let passed = 0;
  const others = [1, 2, 3].map(() => guard.admit('new').then(() => passed++));
  await new Promise(setImmediate);
  expect(passed).toBe(0);
  first('ACCEPTED');
  await Promise.all(others);
  expect(passed).toBe(3);
});

it('tells when enough refusals of the hour are over, not when the first one is', async () => {
  const { pass, one } = start();
  await one('proven', 'ACCEPTED');
  for (let minute = 0; minute < 20; minute++) {
    for (let i = 0; i < 10; i++) await one('proven', 'REFUSED_KIND');
    pass(60_000);
  }
  // 200 refusals in 20 minutes: the last 150 of them began after 5.
  await expect(one('newcomer', 'ACCEPTED')).rejects.toMatchObject({
    details: { reason: 'LOGIN_BUDGET', retryAfterSeconds: 45 * 60 },
  });
  pass(45 * 60_000);
  await one('newcomer', 'ACCEPTED');
});

it('keeps a thousand bad credentials below 150 refusals an hour and lets the good ones pass', async () => {
  const { guard, pass, one } = start();
  await one('good', 'ACCEPTED');
  let asked = 0;
  for (let i = 0; i < 1000; i++) {
    await one(`bad ${i}`, 'REFUSED').then(
      () => asked++,
      (error: unknown) =>
        expect(error).toMatchObject({ code: 'RATE_LIMITED', details: { reason: 'LOGIN_BUDGET' } }),
    );
    (await guard.admit('good'))('ACCEPTED');
  }
  expect(asked).toBe(150);
  await expect(one('newcomer', 'ACCEPTED')).rejects.toMatchObject({ details: { retryAfterSeconds: 3600 } });
  pass(HOUR_MS);
  await expect(one('newcomer', 'ACCEPTED')).resolves.toBeUndefined();
});

it('counts requests on their way, so that many bad credentials at once do not slip through together', async () => {
  const { guard } = start();
  const ends = await Promise.allSettled(Array.from({ length: 1000 }, (_, i) => guard.admit(`bad ${i}`)));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(150);
});
