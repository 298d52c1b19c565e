import crypto from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readConfig } from '../../../src/config.js';
import { GatewayKeys } from '../../../src/server/gateway-keys.js';
import { gatewayKey } from '../../support/gateway-key.js';

const keys = new GatewayKeys([
  gatewayKey('first', 'key one', 'read'),
  gatewayKey('second', 'key two', 'write'),
  gatewayKey('third', 'key three', 'pay'),
]);

afterEach(() => jest.restoreAllMocks());

it('tells whose key it is', () => {
  expect(keys.callerOf('key two')).toEqual({ name: 'second', roles: new Set(['write']) });
  expect(keys.callerOf('key four')).toBeUndefined();
});

it('compares every key with all that it knows, in constant time, wherever it finds it', () => {
  const compare = jest.spyOn(crypto, 'timingSafeEqual');
  for (const key of ['key one', 'key three', 'key four', '', 'key'.repeat(1_000)]) {
    compare.mockClear();
    keys.callerOf(key);
    expect(compare).toHaveBeenCalledTimes(3);
    for (const [known, shown] of compare.mock.calls)
      expect([known.byteLength, shown.byteLength]).toEqual([32, 32]);
  }
});

it('knows the keys that `npm run gateway-key` makes, by the entry that it prints', () => {
  const make = (...options: string[]) =>
    execFileSync(process.execPath, ['scripts/gateway-key.mjs', ...options], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const printed = make('--name', 'ci', '--roles', 'read,pay');
  const [, key, entry] = /^key {4}(\S+)\nentry {2}(\S+)\n$/.exec(printed)!;
  expect(Buffer.from(key!.replace('qgw_', ''), 'base64url')).toHaveLength(32);
  const { callers } = readConfig({ GATEWAY_API_KEYS: entry! });
  expect(new GatewayKeys(callers!.keys).callerOf(key!)).toEqual({
    name: 'ci',
    roles: new Set(['read', 'pay']),
  });
  expect(make('--name', 'ci')).not.toContain(key);
  expect(() => make('--name', 'Ci')).toThrow('Usage');
  expect(() => make('--name', 'ci', '--roles', 'admin')).toThrow('Usage');
});
