import { createHash } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { type Caller, isRole, type TokenIssuer } from '../caller.js';
import { GatewayError } from '../errors.js';

/**
 * JSON Web Tokens of one issuer for one audience, signed with keys that the issuer publishes.
 *
 * The algorithm is none that the token may choose freely: asymmetric ones only, so that nobody signs with the public key.
 */
export class GatewayTokens {
  readonly #keys: IssuerKeys;

  constructor(
    private readonly from: TokenIssuer,
    private readonly clock: () => number = Date.now,
  ) {
    this.#keys = new IssuerKeys(from.jwksUrl, clock);
  }

  /**
   * Undefined: the token is forged, expired, not meant for this gateway, or no token at all.
   *
   * @throws {GatewayError} `UPSTREAM_UNAVAILABLE`: the keys of the issuer were never to be had.
   */
  async callerOf(token: string): Promise<Caller | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#keys.find, {
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        issuer: this.from.issuer,
        audience: this.from.audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(this.clock()),
      });
      return {
        name: nameOf(payload),
        roles: rolesOf(payload[this.from.rolesClaim]),
        endsAtMs: 1000 * (payload.exp! + CLOCK_TOLERANCE_SECONDS),
      };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

const CLOCK_TOLERANCE_SECONDS = 30;

/** The keys of the issuer: read when they are first needed, again when they are old or a new one is asked for. */
class IssuerKeys {
  readonly #remote: ReturnType<typeof createRemoteJWKSet>;
  #retryAt = 0;

  constructor(
    url: URL,
    private readonly clock: () => number,
  ) {
    // An unknown key makes the issuer be asked at most every 30 s, however many tokens name one.
    this.#remote = createRemoteJWKSet(url, { timeoutDuration: 5_000, cooldownDuration: 30_000 });
  }

  /** While the issuer is away, its last keys count, and it is asked again every 30 s only. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const known = this.#remote.jwks();
    if (this.clock() >= this.#retryAt) {
      try {
        return await this.#remote(header, token);
      } catch (error) {
        if (answers.some((answer) => error instanceof answer)) throw error;
        this.#retryAt = this.clock() + RETRY_MS;
      }
    }
    if (known === undefined) throw issuerIsAway();
    return createLocalJWKSet(known)(header, token);
  };
}

const RETRY_MS = 30_000;

/** The keys are there, and none of them will do. */
const answers = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

function issuerIsAway(): GatewayError {
  return new GatewayError('UPSTREAM_UNAVAILABLE', 'The keys of the issuer of tokens cannot be read.', {
    retryable: true,
    reason: 'TOKEN_ISSUER',
    retryAfterSeconds: RETRY_MS / 1000,
  });
}

/** Made of the subject, which may be an e-mail address: a name is logged. */
function nameOf({ iss, sub }: JWTPayload): string {
  return `jwt-${createHash('sha256')
    .update(JSON.stringify([iss, sub]))
    .digest('base64url')
    .slice(0, 22)}`;
}

/** A list of words, or one text with spaces between them, as in `scope`. Words that are no role count for nothing. */
function rolesOf(claim: unknown): Caller['roles'] {
  const words: unknown[] = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return new Set(words.filter(isRole));
}
