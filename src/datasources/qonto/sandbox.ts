import type { Call } from './call.js';

const preference = 'x-qonto-2fa-preference';
const sessions = '/v2/sca_sessions/';

/**
 * A call as the sandbox takes it. Nobody has a telephone there: confirmations are asked for with `mock`, and their
 * sessions have an address of their own. Source: docs.qonto.com, sandbox, read 2026-11-20.
 */
export function inSandbox(call: Call): Call {
  const { headers, path } = call;
  return {
    ...call,
    ...(headers?.[preference] !== undefined && { headers: { ...headers, [preference]: 'mock' } }),
    ...(path.startsWith(sessions) && { path: path.replace(sessions, '/v2/mocked_sca_sessions/') }),
  };
}
