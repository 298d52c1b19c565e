import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentString } from './graphql/graphql.js';
import { Stop } from './recipe.js';

/** Codes of the gateway after which the same question may be asked again. */
const passing = new Set(['RATE_LIMITED', 'UPSTREAM_UNAVAILABLE', 'OVERLOADED']);
const readTries = 5;
const readTimeoutMs = 60_000;
/** Longer than the gateway waits for the bank, so that it is the gateway that says what became of a write. */
const writeTimeoutMs = 180_000;

/** Ends a recipe with an error of the gateway; `code` and `reason` are those of its `extensions`. */
export class GatewayStop extends Stop {
  constructor(
    message: string,
    readonly code: string,
    readonly reason: string | undefined,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(message);
  }
}

/** A gateway, asked over HTTP with documents whose results are typed. */
export class Gateway {
  constructor(
    private readonly url: string,
    private readonly authorization: string | undefined,
  ) {}

  /** Asks a query; asks again, up to five times, while the gateway or the bank is busy or away. */
  async read<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#post(document, variables, readTimeoutMs);
      } catch (error) {
        const isPassing = error instanceof GatewayStop && passing.has(error.code);
        if (!isPassing || tries === readTries) throw error;
        await sleep((error.retryAfterSeconds ?? 2 ** (tries - 2)) * 1000);
      }
    }
  }

  /** Sends a mutation once. Ends with exit code 3 when no answer came: then it may have been done. */
  async write<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    try {
      return await this.#post(document, variables, writeTimeoutMs);
    } catch (error) {
      if (!(error instanceof GatewayStop) || error.code !== unanswered) throw error;
      throw new Stop(`${error.message} It may have been done or not.`, 3);
    }
  }

  async #post<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    timeoutMs: number,
  ): Promise<Result> {
    const body = await this.#send(JSON.stringify({ query: document.toString(), variables }), timeoutMs);
    const { data, errors } = body as { data?: Result | null; errors?: readonly AnsweredError[] };
    const error = errors?.[0];
    if (error !== undefined) {
      const { code = 'INTERNAL_SERVER_ERROR', reason, retryAfterSeconds } = error.extensions ?? {};
      throw new GatewayStop(`The gateway says: ${error.message}`, code, reason, retryAfterSeconds);
    }
    if (data == null) throw unansweredBy(this.url, 'gave an answer that is not GraphQL');
    return data;
  }

  async #send(body: string, timeoutMs: number): Promise<unknown> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(this.authorization !== undefined && { authorization: this.authorization }),
        },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      return await response.json();
    } catch {
      throw unansweredBy(this.url, 'does not answer');
    }
  }
}

interface AnsweredError {
  readonly message: string;
  readonly extensions?: {
    readonly code?: string;
    readonly reason?: string;
    readonly retryAfterSeconds?: number;
  };
}

const unanswered = 'UPSTREAM_UNAVAILABLE';

function unansweredBy(url: string, what: string): GatewayStop {
  return new GatewayStop(`The gateway at ${new URL(url).origin} ${what}.`, unanswered, undefined, undefined);
}
