import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BankProxy } from './bank-proxy.js';
import { type Books, Payment, post } from './payment.js';
import type { WorldPlan } from './plan.js';
import { BankProcess } from './bank-process.js';
import { GatewayProcess } from './gateway-process.js';
import { RedisProcess } from './redis-process.js';
import { RedisProxy } from './redis-proxy.js';

/** A gateway with what stands between it and Redis. */
export interface Stand {
  readonly gateway: GatewayProcess;
  readonly redisProxy: RedisProxy;
}

/** Three gateways, one Redis and one bank, all of them real processes, and what stands between them. */
export interface Cluster {
  readonly stands: readonly Stand[];
  readonly redis: RedisProcess;
  readonly bank: BankProcess;
  readonly bankProxy: BankProxy;
  readonly books: Books;
  /** What the processes write. */
  readonly directory: string;
}

const GATEWAYS = 3;
const HOUR_MS = 3_600_000;

export async function startCluster(idempotencyModel: WorldPlan['bankModel']): Promise<Cluster> {
  const directory = mkdtempSync(join(tmpdir(), 'crash-'));
  const [bank, redis] = await Promise.all([BankProcess.start(directory), RedisProcess.start(directory)]);
  await bank.control('POST settings', { rateLimits: false, idempotencyModel });
  const bankProxy = await BankProxy.start(bank.port);
  const known = new Set<string>();
  const start = async (number: number): Promise<Stand> => {
    await bank.control('POST credentials', { authorization: `Bearer gateway-${number}` });
    const redisProxy = await RedisProxy.start(redis.port, known);
    const at = { directory, bankUrl: bankProxy.url, redisPort: redisProxy.port };
    return { redisProxy, gateway: await GatewayProcess.start(number, at) };
  };
  const first = await start(0);
  const books = await openBooks(first.gateway.url);
  await growOld(redis, first.gateway, books);
  const others = Array.from({ length: GATEWAYS - 1 }, (_, number) => start(number + 1));
  const stands = [first, ...(await Promise.all(others))];
  return { stands, redis, bank, bankProxy, books, directory };
}

/** Ends all processes. Their files are kept when somebody wants to read them. */
export async function closeCluster(cluster: Cluster, keepsFiles: boolean): Promise<void> {
  for (const { gateway, redisProxy } of cluster.stands) {
    await gateway.kill();
    redisProxy.close();
  }
  cluster.bankProxy.close();
  await Promise.all([cluster.redis.close(), cluster.bank.close()]);
  if (!keepsFiles) rmSync(cluster.directory, { recursive: true });
}

/** Lets Redis look as if it had been running for an hour, to gateways that have not seen it before. */
async function growOld(redis: RedisProcess, gateway: GatewayProcess, books: Books): Promise<void> {
  await new Payment('warm-up', '1.00', 'payBeneficiary', false, books).ask(gateway.url);
  await redis.growOld(HOUR_MS);
  // It has seen the later beginning, and would not believe in the earlier one.
  await gateway.kill();
  await gateway.startAgain();
}

async function openBooks(gatewayUrl: string): Promise<Books> {
  const { data } = await post<{
    bankAccounts: { nodes: { id: string; isMain: boolean }[] };
    admin: { nodes: { id: string }[] };
    others: { nodes: { id: string }[] };
  }>(gatewayUrl, {
    query: `{
      bankAccounts { nodes { id isMain } }
      admin: beneficiaries(filter: { ibans: ["FR7616798000010000005663951"] }) { nodes { id } }
      others: beneficiaries(first: 2, orderBy: { direction: ASC }) { nodes { id } }
    }`,
  });
  const proven = async ({ id }: { id: string }): Promise<{ id: string; proofToken: string }> => {
    const told = await post<{ verifyPayee: { verification: { proofToken: string } } }>(gatewayUrl, {
      query: `mutation ($id: ID!) {
        verifyPayee(input: { payee: { beneficiaryId: $id } }) { verification { proofToken } }
      }`,
      variables: { id },
    });
    return { id, proofToken: told.data!.verifyPayee.verification.proofToken };
  };
  return {
    accountId: data!.bankAccounts.nodes.find(({ isMain }) => isMain)!.id,
    trusted: await proven(data!.admin.nodes[0]!),
    untrusted: await proven(data!.others.nodes[1]!),
  };
}
