import type { RedisConnection, StateLogger } from './connection.js';

/**
 * Warns of a Redis that forgets payments. No payment is made twice by that, but each time that it forgets, keys that may
 * have been used before wait for minutes, until it is certain that nothing was done under them.
 */
export function warnOfForgetfulSetup(connection: RedisConnection, logger: StateLogger): void {
  connection.onReady(() => {
    void weaknessesOf(connection).then(
      (sentences) => sentences.forEach((sentence) => logger.warn({}, sentence)),
      () => logger.warn({}, 'Redis does not tell how it is set up'),
    );
  });
}

/** What of its setup makes a Redis forget, a sentence each. */
export async function weaknessesOf(connection: RedisConnection): Promise<readonly string[]> {
  const [memory, persistence] = await Promise.all([
    connection.info('memory'),
    connection.info('persistence'),
  ]);
  const mayEvict = memory.get('maxmemory') !== '0' && memory.get('maxmemory_policy') !== 'noeviction';
  return [
    ...(mayEvict
      ? [
          'Redis drops keys when it is full: set maxmemory-policy to noeviction, or give payments a Redis of their own',
        ]
      : []),
    ...(persistence.get('aof_enabled') === '0'
      ? [
          'Redis keeps no append-only file: it forgets the latest payments when it ends; set appendonly to yes',
        ]
      : []),
  ];
}
