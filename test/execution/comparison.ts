import { type ExecutionResult, type GraphQLSchema, OperationTypeNode, parse } from 'graphql';
import type { Execution, Executor } from '../../src/server/execution/index.js';
import type { WrittenDocument } from './document-writer.js';
import { textOfResult, textsOfDecided } from './likeness.js';
import { ReferenceExecutor } from './reference-executor.js';
import { SownWorld } from './sown-schema.js';
import { Turns } from './turns.js';
import type { UnheardRejections } from './unheard-rejections.js';
import { type Forecast, pick, type Random } from './weather.js';

type Executes = Pick<Executor, 'execute'>;
type Operation = Omit<Execution, 'contextValue' | 'rootValue'>;

/** How many results there were, and of which kind. */
export interface Tally {
  results: number;
  withData: number;
  withErrors: number;
  atOnce: number;
}

interface Run {
  readonly result: ExecutionResult;
  readonly isAtOnce: boolean;
  readonly calls: readonly string[];
}

/** Holds an executor against graphql-js. */
export class Comparison {
  readonly #reference: Executes;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly executor: Executes,
    private readonly unheard: UnheardRejections,
  ) {
    this.#reference = new ReferenceExecutor(schema);
  }

  /**
   * Has a document executed by both, once for each of its sets of variables, and counts the results.
   *
   * @throws where they differ, with what it takes to see that again.
   */
  async of(written: WrittenDocument, random: Random, tally: Tally): Promise<void> {
    const { query, operationName, variables } = written;
    const document = parse(query);
    for (const variableValues of variables) {
      const operation = { document, operationName, variableValues };
      const forecast = forecastOf(random);
      const theirs = await this.#run(this.#reference, operation, forecast);
      this.unheard.take();
      const ours = await this.#run(this.executor, operation, forecast);
      const difference =
        differenceOf(ours, theirs, forecast) ??
        (this.unheard.take() > 0
          ? 'It left a promise that was rejected with nobody to hear of it.'
          : undefined);
      if (difference !== undefined)
        throw new Error(
          `${query}\n${JSON.stringify({ operationName, variableValues, forecast })}\n${difference}`,
        );
      count(theirs, tally);
    }
  }

  async #run(executor: Executes, operation: Operation, forecast: Forecast): Promise<Run> {
    const turns = new Turns();
    const world = new SownWorld(this.schema, forecast, turns, rootTypeOf(this.schema, operation));
    const given = executor.execute({ ...operation, rootValue: world.rootValue, contextValue: world });
    const isAtOnce = !(given instanceof Promise);
    const result = isAtOnce && turns.isEmpty ? given : await turns.play(given);
    return { result, isAtOnce, calls: world.calls };
  }
}

/** Half of the executions are at once; of the others, some have promises whose order is left open. */
function forecastOf(random: Random): Forecast {
  const promises = pick(random, [0, 0, 0.15, 0.5]);
  return {
    seed: Math.floor(random() * 2 ** 31),
    mischief: pick(random, [0, 0.02, 0.1, 0.3]),
    promises,
    ready: promises > 0 && random() < 0.25 ? 0.5 : 0,
  };
}

function differenceOf(ours: Run, theirs: Run, { ready }: Forecast): string | undefined {
  const isOpen = ready > 0;
  const [own, reference] = isOpen
    ? textsOfDecided(ours.result, theirs.result)
    : [textOfResult(ours.result), textOfResult(theirs.result)];
  const parts: [string, unknown, unknown][] = [
    ['results', own, reference],
    ['ways to give them (at once?)', ours.isAtOnce, theirs.isAtOnce],
    ['calls', callsOf(ours, isOpen), callsOf(theirs, isOpen)],
  ];
  const different = parts.find(([, given, expected]) => given !== expected);
  if (different === undefined) return undefined;
  const [part, given, expected] = different;
  return `The ${part} differ:\n${firstDifference(String(given), String(expected))}`;
}

/** The first lines that are unlike, and of long ones the part where they begin to be. */
function firstDifference(given: string, expected: string): string {
  const [givenLines, expectedLines] = [given.split('\n'), expected.split('\n')];
  let line = 0;
  while (givenLines[line] === expectedLines[line]) line++;
  const [one = '', other = ''] = [givenLines[line], expectedLines[line]];
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const excerpt = (text: string): string => text.slice(Math.max(0, at - 300), at + 500);
  return `${excerpt(one)}\ngraphql-js:\n${excerpt(other)}`;
}

/** The calls of resolvers, in their order if there is one. */
function callsOf({ calls }: Run, isOpen: boolean): string {
  return (isOpen ? calls.map((call) => call.replace(/^\d+ /, '')).sort() : calls).join('\n');
}

function count({ result, isAtOnce }: Run, tally: Tally): void {
  tally.results++;
  if (result.data) tally.withData++;
  if (result.errors) tally.withErrors++;
  if (isAtOnce) tally.atOnce++;
}

/** Of the operation that is asked for, or of queries. */
function rootTypeOf(schema: GraphQLSchema, { document, operationName }: Operation) {
  for (const definition of document.definitions)
    if (definition.kind === 'OperationDefinition' && (definition.name?.value ?? '') === (operationName ?? ''))
      return schema.getRootType(definition.operation)!;
  return schema.getRootType(OperationTypeNode.QUERY)!;
}
