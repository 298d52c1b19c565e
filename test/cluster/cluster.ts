import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BankProcess } from '../crash/bank-process.js';
import { RedisProcess } from '../crash/redis-process.js';
import { Balancer } from './balancer.js';
import { Gateway } from './gateway.js';

/** What `deploy/` sets up, as plain processes on this machine: three gateways, Redis, and a balancer before them. */
export interface Cluster {
  readonly gateways: readonly Gateway[];
  readonly redis: RedisProcess;
  readonly bank: BankProcess;
  readonly balancer: Balancer;
  /** What callers show, as a bearer token. */
  readonly key: string;
  /** What routers show, in `X-Subgraph-Secret`. */
  readonly subgraphSecret: string;
  /** What the processes write. */
  readonly directory: string;
}

export interface ClusterOptions {
  /** Where the balancer listens. Default: any port that is free. */
  readonly port?: number;
  /** How long a gateway that was asked to end still takes work. */
  readonly shutdownDelayMs: number;
  /** How many transactions the bank holds. */
  readonly transactions: number;
}

const GATEWAYS = 3;

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const directory = mkdtempSync(join(tmpdir(), 'cluster-'));
  const [bank, redis] = await Promise.all([
    BankProcess.start(directory, options.transactions),
    RedisProcess.start(directory),
  ]);
  const key = secret();
  const subgraphSecret = secret();
  const environment = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    SHUTDOWN_DELAY_MS: String(options.shutdownDelayMs),
    GATEWAY_API_KEYS: `cluster:read+write+pay:${createHash('sha256').update(key).digest('hex')}`,
    CURSOR_SECRET: secret(),
    REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    PAYMENT_STORE_SECRET: secret(),
    SUBGRAPH_SECRET: subgraphSecret,
    CALLER_OPERATIONS_PER_SECOND: 'off',
    CALLER_PAYMENTS_PER_HOUR: 'off',
    QONTO_BASE_URL: `http://127.0.0.1:${bank.port}/v2`,
    // The simulator knows them by default.
    QONTO_ORGANIZATION_SLUG: 'demo-organization',
    QONTO_SECRET_KEY: 'demo-secret',
  };
  const starting = Array.from({ length: GATEWAYS }, (_, number) =>
    Gateway.start(number + 1, directory, environment),
  );
  const gateways = await Promise.all(starting);
  const urls = gateways.map(({ url }) => url);
  const balancer = await Balancer.start(urls, options.port);
  return { gateways, redis, bank, balancer, key, subgraphSecret, directory };
}

/** Ends all processes. What they wrote is kept when somebody wants to read it. */
export async function closeCluster(cluster: Cluster, keepsFiles = false): Promise<void> {
  await Promise.all(cluster.gateways.map((gateway) => gateway.end()));
  await Promise.all([cluster.balancer.close(), cluster.redis.close(), cluster.bank.close()]);
  if (!keepsFiles) rmSync(cluster.directory, { recursive: true });
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
