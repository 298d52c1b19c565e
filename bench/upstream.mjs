// The bank of the benchmark, in a process of its own: every answer is made once, and then only sent.
import { createServer } from 'node:http';
import { bankRows } from './bank.mjs';
import { serveParent } from './processes.mjs';
import { RateWindows } from './rate-windows.mjs';

const rows = await bankRows();
const state = { latencyMs: 0, requests: 0, refused: 0, windows: undefined };
const cache = new Map();
const lists = {
  '/v2/transactions': { name: 'transactions', rows: rows.transactions },
  '/v2/supplier_invoices': { name: 'supplier_invoices', rows: rows.supplierInvoices },
};
const objects = new Map([
  ...[...rows.attachments, ...rows.transactions.flatMap(({ attachments }) => attachments)].map((row) => [
    `/v2/attachments/${row.id}`,
    { attachment: row },
  ]),
  ...rows.transactions.map((row) => [`/v2/transactions/${row.id}`, { transaction: row }]),
]);

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  state.requests++;
  const retryAfterSeconds = state.windows?.take(performance.now()) ?? 0;
  if (retryAfterSeconds > 0) {
    state.refused++;
    response.writeHead(429, { 'retry-after': String(retryAfterSeconds) }).end();
    return;
  }
  if (request.method === 'GET') return later(() => send(response, answerTo(request.url)));
  request.resume().once('end', () => later(() => send(response, written(request.url))));
});

server.listen(0, '127.0.0.1', () => {
  serveParent({
    facts: () => ({
      url: `http://127.0.0.1:${server.address().port}`,
      accountId: rows.account.id,
      transactionId: rows.transactions[1234].id,
    }),
    /** From now on: how late it answers, and whether it keeps the bank's two windows. */
    set: ({ latencyMs = 0, keepsWindows = false }) => {
      Object.assign(state, { latencyMs, requests: 0, refused: 0 });
      state.windows = keepsWindows ? new RateWindows() : undefined;
    },
    counts: () => ({ requests: state.requests, refused: state.refused }),
  });
});

function later(answer) {
  if (state.latencyMs === 0) answer();
  else setTimeout(answer, state.latencyMs);
}

function send(response, body) {
  if (body === undefined) {
    response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' }).end('{"errors":[]}');
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}

function answerTo(target) {
  let body = cache.get(target);
  if (body === undefined) {
    const json = jsonOf(new URL(target, 'http://bank'));
    if (json === undefined) return undefined;
    body = Buffer.from(JSON.stringify(json));
    cache.set(target, body);
  }
  return body;
}

/** What a write answers: an object that stands for what it made. */
function written(target) {
  return target.startsWith('/v2/attachments')
    ? answerTo(`/v2/attachments/${rows.attachments[0].id}`)
    : undefined;
}

function jsonOf({ pathname, searchParams }) {
  if (pathname === '/v2/bank_accounts') return listOf('bank_accounts', [rows.account], searchParams);
  const list = lists[pathname];
  return list === undefined ? objects.get(pathname) : listOf(list.name, list.rows, searchParams);
}

/** One page, sorted and bounded as it was asked. Rows have one order, see `bank.mjs`. */
function listOf(name, allRows, parameters) {
  const bounds = [...parameters].filter(([key]) => /_(from|to)\]?$/.test(key));
  const bounded = allRows.filter((row) =>
    bounds.every(([key, at]) => {
      const [, field, side] = /(\w+_at)_(from|to)\]?$/.exec(key);
      return side === 'from' ? row[field] >= instant(at) : row[field] <= instant(at);
    }),
  );
  if (parameters.get('sort_by')?.endsWith(':asc')) bounded.reverse();
  const perPage = Math.min(Number(parameters.get('per_page') ?? 100), 100);
  const page = Number(parameters.get('page') ?? 1);
  const totalPages = Math.max(1, Math.ceil(bounded.length / perPage));
  return {
    [name]: bounded.slice((page - 1) * perPage, page * perPage),
    meta: {
      current_page: page,
      next_page: page < totalPages ? page + 1 : null,
      prev_page: page > 1 ? page - 1 : null,
      total_pages: totalPages,
      total_count: bounded.length,
      per_page: perPage,
    },
  };
}

function instant(text) {
  return new Date(text).toISOString();
}
