import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QontoTransport } from '../../src/datasources/qonto/index.js';
import { startSimulator } from '../../src/datasources/simulator/index.js';
import { RefreshTokenFile } from '../../src/refresh-token-file.js';

it('keeps the rotated refresh token, so that a restarted gateway needs no new consent', async () => {
  let now = Date.parse('2026-03-20T12:00:00Z');
  const simulator = await startSimulator({
    clock: { now: () => new Date(now) },
    sizes: { transactions: 10 },
  });
  const path = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'refresh-token');

  const readOrganization = async () => {
    const transport = new QontoTransport({ origin: simulator.url });
    const file = new RefreshTokenFile(path, 'ory_rt_demo');
    const credential = transport.oauth({
      tokenUrl: `${simulator.url}/oauth2/token`,
      clientId: 'demo-client',
      clientSecret: 'demo-client-secret',
      refreshToken: file.open(),
      onRotate: (refreshToken) => file.write(refreshToken),
    });
    const session = transport.session({ credential, meter: { requests: 0, deduplicated: 0, retries: 0 } });
    const { status } = await session.send({ method: 'GET', path: '/v2/organization' });
    await transport.close();
    return status;
  };

  expect(await readOrganization()).toBe(200);
  const kept = readFileSync(path, 'utf8');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  now += 2 * 3600 * 1000; // past the grace of the first refresh token and the life of the access token
  expect(await readOrganization()).toBe(200);
  expect(readFileSync(path, 'utf8')).not.toBe(kept);
  await simulator.close();
});

it('begins anew when the environment holds the token of another consent', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'refresh-token');
  const old = new RefreshTokenFile(path, 'first consent');
  old.open();
  old.write('rotated');
  expect(new RefreshTokenFile(path, 'first consent').open()).toBe('rotated');
  expect(new RefreshTokenFile(path, 'second consent').open()).toBe('second consent');
});

it('finds out at the start that the file cannot be written', () => {
  expect(() => new RefreshTokenFile('/nonexistent/folder/token', 'consent').open()).toThrow('ENOENT');
});
