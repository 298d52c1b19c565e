import type { Answer } from './answer.js';

/**
 * What the API gateway in front of the bank answers by itself: such answers carry no `X-Request-Id`.
 * Source: qontoctl, live 2026 (unknown route); docs.qonto.com, sandbox, read 2026-11-20 (login page).
 */
export function plainNotFound(): Answer {
  return {
    status: 404,
    byGateway: true,
    headers: { 'Content-Type': 'text/plain' },
    bytes: Buffer.from('Not Found'),
  };
}

/** The sandbox without `X-Qonto-Staging-Token`: a OneLogin page with 200, or the way to it with 302. */
export function loginPage(status: 200 | 302): Answer {
  if (status === 302)
    return { status, byGateway: true, headers: { Location: 'https://qonto.onelogin.com/login' } };
  return {
    status,
    byGateway: true,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    bytes: Buffer.from(
      '<!doctype html><html lang="en" style="height: 100%"><head><title>OneLogin</title></head>' +
        '<body>Please log in</body></html>',
    ),
  };
}
