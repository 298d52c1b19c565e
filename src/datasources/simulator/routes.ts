import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.js';
import type { Bank } from './bank.js';
import type { Caller } from './credential.js';
import type { Form } from './form.js';

/** A request as a route sees it. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  /** What the placeholders of the route stand for, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly caller: Caller;
  /** `http://127.0.0.1:4010`, where the file host is found as well. */
  readonly origin: string;
  /** The body as JSON; a body that is none ends the request with 400 `malformed_json`. */
  json(): unknown;
  /** The body as multipart/form-data; one that is none ends the request with 400 `bad_request`. */
  form(): Promise<Form>;
}

export interface Route {
  /** One of these opens the route; none means that a valid credential is enough. */
  readonly scopes: readonly string[];
  /** Needs no credential at all: the token endpoint. */
  readonly open?: boolean;
  /** Families that reject API keys: 401 "OAuth2 authentication is required here". */
  readonly oauthOnly?: boolean;
  /** Repeats with the same `X-Qonto-Idempotency-Key` go through `idempotency.ts`. */
  readonly idempotent?: boolean;
  /** Roles that may use it; every role when absent. */
  readonly roles?: readonly string[];
  readonly handle: (ask: Ask, bank: Bank) => Answer | Promise<Answer>;
}

/** `'GET /v2/transactions/:id'` and what it does. */
export type Routes = Readonly<Record<string, Route>>;
