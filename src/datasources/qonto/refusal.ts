import type { UpstreamFacts } from '../../errors.js';
import { type Call, isRead } from './call.js';
import { readEnvelope } from './envelope.js';
import type { Reply } from './reply.js';
import { codeWord, idWord } from './redact.js';
import { retryAfterSeconds } from './retry-after.js';
import { refusalTable } from './refusal-table.js';
import type { Facts, Verdict } from './verdict.js';

/** Sorts an answer that is not 2xx, or a 2xx that is a web page. The bank's code is looked at before its status. */
export function readRefusal(call: Call, reply: Reply): Verdict {
  const envelope = readEnvelope(reply.text);
  const pauseSeconds = retryAfterSeconds(reply.header);
  const facts: Facts = {
    call,
    reply,
    read: isRead(call),
    refusals: envelope?.refusals ?? [],
    known: envelope !== undefined,
    upstream: upstreamFacts(reply, envelope),
    scaSessionToken: envelope?.scaSessionToken,
    pauseSeconds,
  };
  const row = refusalTable.find(({ when }) => when(facts));
  if (row === undefined) throw new Error('The last row of the table matches everything');
  return row.verdict(facts);
}

/** Status, codes and ids of an answer: what may be told of it. */
export function upstreamFacts(reply: Reply, envelope = readEnvelope(reply.text)): UpstreamFacts {
  const traceId = idWord(reply.header('x-tyk-trace-id') ?? envelope?.traceId);
  const requestId = idWord(reply.header('x-request-id'));
  const codes = (envelope?.refusals ?? [])
    .map(({ code }) => codeWord(code))
    .filter((code) => code !== undefined);
  return {
    status: reply.status,
    ...(codes.length === 0 ? {} : { codes }),
    ...(traceId === undefined ? {} : { traceId }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
