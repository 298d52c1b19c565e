import type { IncomingHttpHeaders } from 'node:http';
import type { Canaries } from './canaries.js';

/**
 * Learns every value of a JSON document: on the wire of the bank, in the variables of a caller.
 *
 * Everything counts but what says nothing about anybody: code words, dates, ids. So a field that the bank adds tomorrow
 * is watched from its first day.
 */
export function learnJson(canaries: Canaries, json: unknown, kind = 'text'): void {
  if (Array.isArray(json)) for (const item of json) learnJson(canaries, item, kind);
  else if (typeof json === 'object' && json !== null)
    for (const [key, value] of Object.entries(json)) learnJson(canaries, value, key);
  else if (typeof json === 'string') learnText(canaries, json, kind);
  else if (typeof json === 'number' && !Number.isInteger(json)) canaries.addContent(kind, String(json));
}

/** Learns what a request carries beside its body: credentials, confirmations, keys, and the values of the query. */
export function learnHead(canaries: Canaries, url: string, headers: IncomingHttpHeaders): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!secretHeaders.test(name) || typeof value !== 'string') continue;
    for (const part of value.replace(/^Bearer /, '').split(':')) canaries.addCredential(name, part);
  }
  for (const [name, value] of new URL(url, 'http://host').searchParams) learnText(canaries, value, name);
}

/** Learns the texts that stand in a GraphQL document itself. */
export function learnDocument(canaries: Canaries, document: string): void {
  for (const [, block, line] of document.matchAll(/"""([^]*?)"""|"((?:[^"\\\n]|\\.)*)"/g))
    learnText(canaries, block ?? line ?? '', 'text in the document');
}

/** Learns a form, as the token endpoint gets it. */
export function learnForm(canaries: Canaries, form: string): void {
  for (const [name, value] of new URLSearchParams(form)) learnText(canaries, value, name);
}

function learnText(canaries: Canaries, text: string, kind: string): void {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return learnLink(canaries, new URL(text));
  if (secretNames.test(kind)) return text.length < 8 ? undefined : canaries.addCredential(kind, text);
  if (!plain.some((pattern) => pattern.test(text))) canaries.addContent(kind, text);
}

/** Host and scheme are known to everybody; the signature opens the file. */
function learnLink(canaries: Canaries, { pathname, searchParams }: URL): void {
  for (const [name, value] of searchParams)
    if (!plain.some((pattern) => pattern.test(value))) canaries.addCredential(`${name} of a link`, value);
  const file = decodeURIComponent(pathname.split('/').at(-1) ?? '');
  if (!plain.some((pattern) => pattern.test(file))) canaries.addContent('file of a link', file);
}

const secretHeaders = /^(authorization|cookie|x-qonto-.*(key|token))$/;

const secretNames = /secret|password|signature|authorization|idempotency.?key|(?<!page)token$/i;

const plain: readonly RegExp[] = [
  // Ids, as they stand in links between rows.
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^[0-9a-f]{16,64}$/,
  // Dates and moments.
  /^\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-]\d\d:\d\d)?)?$/,
  // Code words: `not_in_list`, `filter.status`.
  /^[a-z]+([_.][a-z]+)*$/,
  /^[A-Z]+(_[A-Z]+)+$/,
];
