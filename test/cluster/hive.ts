import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, Program } from '../crash/program.js';
import type { Cluster } from './cluster.js';

const FOLDER = 'deploy/hive';

/** Hive Gateway before the balancer, a router as `compose.yaml` sets it up. Installs it when it is not there. */
export async function startHive({ directory, balancer, subgraphSecret }: Cluster, port?: number) {
  if (!existsSync(join(FOLDER, 'node_modules')))
    run('npm', ['ci', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund']);
  const supergraph = join(directory, 'supergraph.graphql');
  run(process.execPath, [`${FOLDER}/compose.mjs`, '--url', `${balancer.url}/graphql`, '--out', supergraph]);
  const at = port ?? (await freePort());
  const command = [process.execPath, `${FOLDER}/serve.mjs`, supergraph, String(at)] as const;
  const program = new Program(
    at,
    [...command],
    { SUBGRAPH_SECRET: subgraphSecret },
    join(directory, 'hive.log'),
  );
  await program.start(() => listens(at));
  return { url: `http://127.0.0.1:${at}`, close: () => program.kill() };
}

function run(command: string, given: readonly string[]): void {
  const { status } = spawnSync(command, given, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${given.join(' ')} failed`);
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
