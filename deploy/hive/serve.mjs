/** Hive Gateway as a plain process, for `npm run cluster`: node serve.mjs <supergraph.graphql> <port> */
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { gatewayConfig } from './gateway.config.mjs';

const [supergraph, port] = process.argv.slice(2);
const runtime = createGatewayRuntime({ ...gatewayConfig, supergraph });
createServer(runtime).listen(Number(port), '127.0.0.1');
