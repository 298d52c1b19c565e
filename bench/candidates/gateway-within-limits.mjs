// Our gateway with the limits that it keeps in production.
import { startGateway } from './gateway.mjs';

export function start(bankUrl) {
  return startGateway(bankUrl, {});
}
