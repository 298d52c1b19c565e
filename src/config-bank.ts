import type { Variables } from './config-variables.js';
import { ConfigurationError } from './configuration-error.js';

/** How the gateway reaches the bank, and as whom. */
export type BankAccess =
  | { readonly mode: 'simulator'; readonly simulatorPort: number; readonly transactions: number }
  /** One organisation: its credential is the gateway's own. */
  | { readonly mode: 'credential'; readonly bank: BankAddress; readonly credential: CredentialConfig }
  /** Many organisations: every caller brings the credential in `Authorization`. */
  | { readonly mode: 'pass-through'; readonly bank: BankAddress };

export interface BankAddress {
  readonly origin: string;
  readonly stagingToken: string | undefined;
}

export type CredentialConfig =
  | { readonly kind: 'api-key'; readonly slug: string; readonly secretKey: string }
  | { readonly kind: 'access-token'; readonly accessToken: string }
  | {
      readonly kind: 'oauth';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
      /** Where the newest refresh token is kept; undefined: nowhere, and a restart needs a new consent. */
      readonly refreshTokenFile: string | undefined;
    };

/** @throws {ConfigurationError} when a credential is given in part, or two are. */
export function bankAccess(values: Variables): BankAccess {
  for (const name of ['QONTO_REFRESH_TOKEN_FILE', 'QONTO_TOKEN_URL'] as const) {
    if (values[name] !== undefined && values.QONTO_REFRESH_TOKEN === undefined)
      throw new ConfigurationError(`${name} is of use with QONTO_REFRESH_TOKEN only.`);
  }
  const begun = credentialKinds.filter((names) => names.some((name) => values[name] !== undefined));
  const [first, second] = begun;
  if (first && second)
    throw new ConfigurationError(
      `${first[0]} and ${second[0]} belong to two kinds of credential: keep one of them.`,
    );
  for (const name of first ?? []) {
    if (values[name] === undefined)
      throw new ConfigurationError(`${name} is missing: ${first!.join(', ')} are only of use together.`);
  }
  if (!first && values.QONTO_BASE_URL === undefined) {
    if (values.QONTO_STAGING_TOKEN !== undefined)
      throw new ConfigurationError(
        'QONTO_STAGING_TOKEN is given, but neither QONTO_BASE_URL nor a credential is.',
      );
    return {
      mode: 'simulator',
      simulatorPort: values.SIMULATOR_PORT,
      transactions: values.SIMULATOR_TRANSACTIONS,
    };
  }
  // Source: docs.qonto.com, environments, read 2026-11-20.
  const bank = {
    origin: values.QONTO_BASE_URL?.origin ?? 'https://thirdparty.qonto.com',
    stagingToken: values.QONTO_STAGING_TOKEN,
  };
  return first
    ? { mode: 'credential', bank, credential: credential(values) }
    : { mode: 'pass-through', bank };
}

/** The three ways to be known to the bank, by the variables that each of them needs. */
const credentialKinds = [
  ['QONTO_ORGANIZATION_SLUG', 'QONTO_SECRET_KEY'],
  ['QONTO_ACCESS_TOKEN'],
  ['QONTO_CLIENT_ID', 'QONTO_CLIENT_SECRET', 'QONTO_REFRESH_TOKEN'],
] as const;

function credential(values: Variables): CredentialConfig {
  if (values.QONTO_SECRET_KEY !== undefined)
    return { kind: 'api-key', slug: values.QONTO_ORGANIZATION_SLUG!, secretKey: values.QONTO_SECRET_KEY };
  if (values.QONTO_ACCESS_TOKEN !== undefined)
    return { kind: 'access-token', accessToken: values.QONTO_ACCESS_TOKEN };
  return {
    kind: 'oauth',
    tokenUrl: values.QONTO_TOKEN_URL?.href ?? 'https://oauth.qonto.com/oauth2/token',
    clientId: values.QONTO_CLIENT_ID!,
    clientSecret: values.QONTO_CLIENT_SECRET!,
    refreshToken: values.QONTO_REFRESH_TOKEN!,
    refreshTokenFile: values.QONTO_REFRESH_TOKEN_FILE,
  };
}
