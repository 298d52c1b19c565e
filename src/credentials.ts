import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.js';
import type { BankAccess } from './config-bank.js';
import {
  apiKey,
  bearerToken,
  type Credential,
  passThrough,
  type QontoTransport,
} from './datasources/qonto/index.js';
import { GatewayError } from './errors.js';
import { RefreshTokenFile } from './refresh-token-file.js';

/** Decides under whose credential an operation runs. */
export function credentials(
  { access, callers }: Config,
  bank: QontoTransport,
  logger: FastifyBaseLogger,
): (authorization: string | undefined) => Credential {
  if (access.mode === 'simulator') {
    const demo = bearerToken('demo-token', 'demo');
    // What a caller shows to a gateway that asks for keys is no credential for the bank.
    if (callers !== undefined) return () => demo;
    return (authorization) => (authorization === undefined ? demo : passThrough(authorization));
  }
  if (access.mode === 'pass-through') {
    return (authorization) => {
      if (authorization !== undefined) return passThrough(authorization);
      throw new GatewayError(
        'UNAUTHENTICATED',
        'Send your credential for the bank in the header `Authorization`.',
      );
    };
  }
  const own = ownCredential(access.credential, bank, logger);
  return () => own;
}

function ownCredential(
  config: Extract<BankAccess, { mode: 'credential' }>['credential'],
  bank: QontoTransport,
  logger: FastifyBaseLogger,
): Credential {
  if (config.kind === 'api-key') return apiKey(config.slug, config.secretKey);
  if (config.kind === 'access-token') return bearerToken(config.accessToken, 'own');
  if (config.refreshTokenFile === undefined) {
    logger.warn(
      'QONTO_REFRESH_TOKEN_FILE is not set: the bank must be asked for a new consent after a restart',
    );
    return bank.oauth(config);
  }
  const file = new RefreshTokenFile(config.refreshTokenFile, config.refreshToken);
  return bank.oauth({
    ...config,
    refreshToken: newestToken(file),
    onRotate: (refreshToken) => file.write(refreshToken),
  });
}

function newestToken(file: RefreshTokenFile): string {
  try {
    return file.open();
  } catch {
    process.stderr.write('QONTO_REFRESH_TOKEN_FILE cannot be read and written.\n');
    process.exit(1);
  }
}
