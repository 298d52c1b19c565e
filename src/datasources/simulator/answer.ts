/** An answer: either a value to be written as JSON, or ready text or bytes. Without any of them the body is empty. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written as JSON. */
  readonly json?: unknown;
  /** JSON that is text already. */
  readonly text?: string;
  /** Any other content; its type belongs into `headers`. */
  readonly bytes?: Buffer;
  /** Adds `trace_id` to `json`, as the bank does to its errors. */
  readonly traced?: boolean;
  /** Given by the API gateway in front of the bank: no `X-Request-Id`. */
  readonly byGateway?: boolean;
}

export function ok(json: unknown): Answer {
  return { status: 200, json };
}

export function created(json: unknown): Answer {
  return { status: 201, json };
}

/** A 204, or a 200 without body where the bank answers so. */
export function empty(status: 200 | 204 = 204): Answer {
  return { status };
}
