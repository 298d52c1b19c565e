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
  if (canaries.hasContent(text)) return;
  if (codeWord.test(text)) return canaries.addCodeWord(text);
  // The one word of a sentence that callers are told.
  const [, scope] = /\boauth scope:? (\S+)/i.exec(text) ?? [];
  if (scope !== undefined && codeWord.test(scope)) canaries.addCodeWord(scope);
  if (!isPlain(text)) canaries.addContent(kind, text);
}

/** Host and scheme are known to everybody; the signature opens the file. */
function learnLink(canaries: Canaries, { pathname, searchParams }: URL): void {
  for (const [name, value] of searchParams)
    if (!isPlain(value) && !codeWord.test(value)) canaries.addCredential(`${name} of a link`, value);
  learnText(canaries, decodeURIComponent(pathname.split('/').at(-1) ?? ''), 'file of a link');
}

function isPlain(text: string): boolean {
  return id.test(text) || day.test(text);
}

const secretHeaders = /^(authorization|cookie|x-api-key|x-qonto-.*(key|token))$/;

const secretNames = /secret|password|signature|authorization|idempotency.?key|(?<!page)token$/i;

/** Ids, as they stand in links between rows and in traces. */
const id = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,64})$/;

/** Days and moments. */
const day = /^\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-]\d\d:\d\d)?)?$/;

/** `not_in_list`, `BAD_REQUEST_ERROR_5XX`, `organization.read`. */
const codeWord = /^([a-z]+(_[a-z]+)*|[A-Z]+(_[A-Z0-9]+)+|[a-z_]+[.](read|write))$/;
