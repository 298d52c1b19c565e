/**
 * The errors of the gateway, sorted by what the reader can do about them.
 *
 * No message of these classes holds an IBAN, a name, an amount, a token, a link or a body of the bank:
 * they name the call by its template (`GET /v2/transactions/{id}`), the status and the trace id.
 */

/** The codes that reach a client as `errors[].extensions.code`. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'RATE_LIMITED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_CONTRACT'
  | 'QUERY_TOO_EXPENSIVE'
  | 'OVERLOADED'
  | 'INTERNAL_SERVER_ERROR';

/** What may be told about the bank's answer: enough for its support, nothing of its contents. */
export interface UpstreamFacts {
  readonly status?: number;
  /** The bank's own error codes, verbatim. */
  readonly codes?: readonly string[];
  /** `trace_id` of the body, or the header `X-Tyk-Trace-Id`. */
  readonly traceId?: string;
  /** `x-request-id`: present when the request reached the application behind the bank's gateway. */
  readonly requestId?: string;
}

export interface ErrorDetails {
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable?: boolean;
  readonly retryAfterSeconds?: number;
  /** OAuth scope that the credential lacks, as the bank spells it. */
  readonly missingScope?: string;
  /** Role of the gateway that the caller lacks: `read`, `write` or `pay`. */
  readonly missingRole?: string;
  /** Path of the argument at fault, e.g. `first` or `filter.updatedAt.from`. */
  readonly argument?: string;
  /** A finer word than the code, for programs: `CURSOR_TAMPERED`. */
  readonly reason?: string;
  /** How much there is of what is limited, and how much is taken. */
  readonly figure?: number;
  readonly max?: number;
  /** What an operation may cost at most, in requests to the bank. */
  readonly cost?: number;
  readonly upstream?: UpstreamFacts;
}

/** A failure that a client sees as a top-level GraphQL error. */
export class GatewayError extends Error {
  override readonly name: string = 'GatewayError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }
}

/** The caller's own mistake, found before any request to the bank; names the argument. */
export class BadUserInput extends GatewayError {
  override readonly name = 'BadUserInput';

  constructor(argument: string, message: string, reason?: string) {
    super('BAD_USER_INPUT', message, { argument, ...(reason === undefined ? {} : { reason }) });
  }
}

/** One reason of a refusal, in the bank's words. */
export interface Refusal {
  /** The bank's code, verbatim, e.g. `invoice_not_in_draft_status`; not to be shown unless it is a code word. */
  readonly code: string;
  /** The bank's sentence. It may repeat an IBAN, a name or a token: neither show nor log it. */
  readonly detail?: string;
  /** Path into the request body or the name of a query parameter, as the bank wrote it: not to be shown as it is. */
  readonly pointer?: string;
  /** Proof token of a payee check that could not be carried out in full but still counts. Never log it. */
  readonly proofToken?: string;
}

/**
 * The bank understood and said no, with reasons that a person can act on.
 *
 * For money this is a definite answer: nothing was done. It becomes `userErrors` of a mutation.
 * It is not a failed login, a missing scope or a throttled call: those are {@link GatewayError}s.
 */
export class Rejection extends Error {
  override readonly name = 'Rejection';

  constructor(
    message: string,
    readonly refusals: readonly Refusal[],
    readonly upstream: UpstreamFacts,
    /** The bank's clock when it refused, RFC 3339. */
    readonly readAt?: string,
  ) {
    super(message);
  }
}

/**
 * A write that got neither a yes nor a no: the line broke, or the answer cannot be read.
 *
 * For money this means: it may have happened. It is never to be shown as a failure.
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';

  constructor(
    message: string,
    readonly upstream: UpstreamFacts = {},
  ) {
    super(message);
  }
}

/** The bank wants the account holder to confirm first (HTTP 428). Nothing was done yet. */
export class ScaRequired extends Error {
  override readonly name = 'ScaRequired';

  constructor(
    message: string,
    /** Never log it: who holds it can finish the confirmation. */
    readonly sessionToken: string,
    readonly upstream: UpstreamFacts,
    /** The bank's clock when it asked, RFC 3339. */
    readonly readAt?: string,
  ) {
    super(message);
  }
}
