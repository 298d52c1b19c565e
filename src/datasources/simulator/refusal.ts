import type { Answer } from './answer.js';

/** Where a fault lies: a path in the body, or the name of a query parameter, path parameter or header. */
export interface Source {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
}

/**
 * The ordinary refusal: `{"errors":[{"code","detail","source"}],"trace_id"}`.
 * Source: docs.qonto.com, errors, read 2026-11-20.
 */
export function refuse(status: number, code: string, detail: string, source?: Source): Answer {
  return { status, json: { errors: [{ code, detail, ...(source && { source }) }] }, traced: true };
}

/**
 * The same with `errors` as one object: transactions, statements, quotes, team and member creation answer so
 * with 404 and 422. Source: Qonto's Postman collections, 2026.
 */
export function refuseWithObject(status: number, code: string, detail: string, source?: Source): Answer {
  return { status, json: { errors: { code, detail, ...(source && { source }) } }, traced: true };
}

/** An approval that does not fit its request: 422 `{"errors":{"message":"Not found"}}`. Source: qontoctl, live 2026. */
export function refuseWithMessage(status: number, message: string): Answer {
  return { status, json: { errors: { message } }, traced: true };
}

/** The variant with `status` and `message` in each entry. Source: Qonto's Postman collections (labels), 2026. */
export function refuseVerbosely(status: number, code: string, detail: string, source?: Source): Answer {
  return {
    status,
    json: { errors: [{ code, detail, status: String(status), message: detail, ...(source && { source }) }] },
    traced: true,
  };
}

/** The client invoice family, each entry with its own `status`. Source: Qonto's Postman collections, 2026. */
export function refuseInvoice(
  status: number,
  code: string,
  detail: string,
  pointer?: string,
  validationParameter?: string,
): Answer {
  return {
    status,
    json: {
      errors: [
        {
          status: String(status),
          code,
          detail,
          ...(pointer !== undefined && { source: { pointer } }),
          ...(validationParameter !== undefined && { meta: { validation_param: validationParameter } }),
        },
      ],
    },
    traced: true,
  };
}

/**
 * The payee check's family (JSON:API). When the fault lies with the other bank, `proofToken` is usable all the same.
 * Source: docs.qonto.com, verify a payee, read 2026-11-20.
 */
export function refusePayeeCheck(options: {
  readonly status: number;
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly source?: Source;
  readonly proofToken?: string;
}): Answer {
  const { status, id, code, title, detail, source, proofToken } = options;
  return {
    status,
    json: {
      errors: [
        {
          id,
          status: String(status),
          code,
          title,
          detail,
          ...(source && { source }),
          ...(proofToken !== undefined && { meta: { proof_token: { token: proofToken } } }),
        },
      ],
    },
  };
}

/** A flat error: webhooks `{"code","detail"}`, approvals `{"message","code"}` and the like. */
export function refuseFlatly(
  status: number,
  fields: Readonly<Record<string, unknown>>,
  traced = false,
): Answer {
  return { status, json: fields, traced };
}

/** The first call with this key is still running. Source: Qonto's open-source idempotency middleware. */
export function refuseConcurrent(status: number): Answer {
  return { status, json: { error: 'Concurrent requests detected' } };
}

/** The token endpoint's errors. Source: RFC 6749 §5.2; qontoctl met `invalid_grant` live. */
export function refuseToken(status: number, error: string, description: string): Answer {
  return { status, json: { error, error_description: description } };
}

/** No body at all: some 429 and 500. Source: qontoctl, live 2026. */
export function refuseSilently(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers };
}

/** A handler may throw an answer instead of returning it. */
export class Refused extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Refused with ${answer.status}`);
    this.answer = answer;
  }
}
