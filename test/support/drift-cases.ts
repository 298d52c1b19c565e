import { readdirSync, readFileSync } from 'node:fs';
import {
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  separateOperations,
} from 'graphql';
import { buildGatewaySchema } from '../../src/server/schema.js';
import type { ChangedAnswers, Read } from './changed-answers.js';
import { at, type Json, type Path, spotsOf } from './json-damage.js';
import { wholeQueries } from './whole-selection.js';

/** A query, and what it answers while the bank keeps its word. */
export interface Question {
  readonly name: string;
  readonly query: string;
  readonly variables: Record<string, Json>;
  readonly data: Json;
  /** What the gateway read for it. */
  readonly reads: readonly Read[];
}

/** A spot of an answer that the gateway reads for a question. */
export interface Case {
  readonly question: Question;
  readonly read: Read;
  readonly spot: Path;
}

/** Sends a query to the gateway. */
export type Send = (
  question: Omit<Question, 'data' | 'reads' | 'name'>,
) => Promise<{ data: Json; errors?: unknown }>;

/** Asks all there is to ask, once: whole rows of every resource, as lists and one by one, and what operations/ asks. */
export async function questionsOf(send: Send, bank: ChangedAnswers): Promise<Question[]> {
  const questions: Question[] = [];
  const ask = async (
    name: string,
    query: string,
    variables: Record<string, Json>,
    operationName?: string,
  ) => {
    const question = { query, variables, ...(operationName !== undefined && { operationName }) };
    bank.seen();
    const { data, errors } = await send(question);
    if (errors !== undefined) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    questions.push({ name, ...question, data, reads: bank.seen() });
  };

  const queries = wholeQueries(await buildGatewaySchema());
  for (const { name, document } of queries.filter(({ takesId }) => !takesId)) await ask(name, document, {});
  const ids = idsIn(questions);
  for (const { name, document } of queries.filter(({ takesId }) => takesId))
    await ask(name, document, { id: ids.get(name) ?? null });
  const attachments = [ids.get('attachment') ?? null];
  for (const { operation, text, name } of documents()) {
    const variables = { since: '2025-06-01T00:00:00Z', first: 8, ids: attachments };
    const wanted = operation.variableDefinitions ?? [];
    const isKnown = wanted.every(
      ({ variable, type }) => variable.name.value in variables || type.kind !== Kind.NON_NULL_TYPE,
    );
    if (isKnown) await ask(`operations/${name}`, text, variables);
  }
  return questions;
}

/** One case for every field of every kind of answer to every question. */
export function casesOf(questions: readonly Question[]): Case[] {
  return questions.flatMap((question) => {
    const kinds = new Map(question.reads.map((read) => [kindOf(read), read]));
    return [...kinds.values()].flatMap((read) =>
      spotsOf(read.answer, isFrame(read.answer)).map((spot) => ({ question, read, spot })),
    );
  });
}

/**
 * Whether a spot tells which row it is, where it stands in its list, or to which question it belongs: an answer whose
 * row cannot be told from others is read as an error of the row, or of all that was looked up.
 */
export function isIdentity(one: Case): boolean {
  const { read, spot } = one;
  const [key] = spot.slice(-1);
  const isLookedUpBy = key === 'attachment_id' && read.target.includes('attachment_id');
  return (
    key === 'id' ||
    (spot.length === 2 && typeof key === 'number') ||
    isPlace(one) ||
    (spot.length === 3 && isLookedUpBy)
  );
}

/** Whether a spot tells where its row stands in a list: the value it is sorted by, or the whole row. */
export function isPlace({ read, spot }: Case): boolean {
  const sortedBy = new URL(read.target, 'http://bank').searchParams.get('sort_by')?.split(':')[0];
  if (sortedBy === undefined) return false;
  return spot.length === 2 ? typeof spot[1] === 'number' : spot.length === 3 && spot[2] === sortedBy;
}

/** Envelopes and `meta`: without them there is no list to find fields in. */
function isFrame(answer: Json): (path: Path) => boolean {
  return (path) => path[0] === 'meta' || (path.length === 1 && typeof at(answer, path) === 'object');
}

/** The path without ids; lists of one resource are the same kind of answer whatever they are filtered by. */
function kindOf({ target }: Read): string {
  return target.replace(/\?.*/, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}');
}

/** For each question about one row, the id of the fullest row that is known. */
function idsIn(questions: readonly Question[]): ReadonlyMap<string, string> {
  const fullest = new Map<string, { id: string; size: number }>();
  const offer = (name: string, row: Json | undefined) => {
    if (row == null) return;
    const id = at(row, ['id']);
    const size = JSON.stringify(row).length;
    if (typeof id === 'string' && size > (fullest.get(name)?.size ?? 0)) fullest.set(name, { id, size });
  };
  for (const { name, data } of questions) {
    const rows = at(data, [name, 'nodes']);
    if (!Array.isArray(rows)) continue;
    for (const row of rows as Json[]) {
      offer(name.replace(/ies$/, 'y').replace(/s$/, ''), row);
      offer('attachment', at(row, ['attachments', 0]) ?? at(row, ['attachment']));
    }
  }
  return new Map([...fullest].map(([name, { id }]) => [name, id]));
}

/** The queries of operations/, each by itself and without its name, so that nothing has to be chosen. */
function documents(): { name: string; text: string; operation: OperationDefinitionNode }[] {
  return readdirSync('operations')
    .filter((name) => name.endsWith('.graphql'))
    .flatMap((name) => Object.values(separateOperations(parse(readFileSync(`operations/${name}`, 'utf8')))))
    .flatMap(({ definitions }) => {
      const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)!;
      const { name, ...nameless } = operation;
      const others = definitions.filter((definition) => definition !== operation);
      if (operation.operation !== OperationTypeNode.QUERY) return [];
      const text = print({ kind: Kind.DOCUMENT, definitions: [nameless, ...others] });
      return [{ name: name!.value, text, operation }];
    });
}
