import { type CallerSources, type TokenIssuer } from './caller.js';
import type { Variables } from './config-variables.js';
import { ConfigurationError } from './configuration-error.js';

/**
 * Undefined: the gateway asks nobody who he is.
 *
 * @throws {ConfigurationError}
 */
export function callerSources(values: Variables): CallerSources | undefined {
  const issuer = tokenIssuer(values);
  const { GATEWAY_API_KEYS: keys = [] } = values;
  return keys.length === 0 && issuer === undefined ? undefined : { keys, issuer };
}

const tokenVariables = ['GATEWAY_JWKS_URL', 'GATEWAY_JWT_ISSUER', 'GATEWAY_JWT_AUDIENCE'] as const;

function tokenIssuer(values: Variables): TokenIssuer | undefined {
  const { GATEWAY_JWKS_URL, GATEWAY_JWT_ISSUER, GATEWAY_JWT_AUDIENCE, GATEWAY_JWT_ROLES_CLAIM } = values;
  const given = [...tokenVariables, 'GATEWAY_JWT_ROLES_CLAIM' as const].filter(
    (name) => values[name] !== undefined,
  );
  if (given.length === 0) return undefined;
  for (const name of tokenVariables) {
    if (values[name] === undefined)
      throw new ConfigurationError(
        `${name} is missing: ${tokenVariables.join(', ')} are only of use together.`,
      );
  }
  return {
    jwksUrl: GATEWAY_JWKS_URL!,
    issuer: GATEWAY_JWT_ISSUER!,
    audience: GATEWAY_JWT_AUDIENCE!,
    rolesClaim: GATEWAY_JWT_ROLES_CLAIM ?? 'roles',
  };
}
