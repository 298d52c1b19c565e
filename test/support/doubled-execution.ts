import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  execute,
  type ExecutionResult,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { type Execution, Executor } from '../../src/server/execution/index.js';
import { textsOfDecided } from '../execution/likeness.js';

/**
 * Executes every operation of a gateway a second time, by graphql-js, and compares the two answers.
 *
 * The resolvers run once: what they gave our executor is recorded, and graphql-js gets the same values, errors and promises.
 * So the bank sees no request of it.
 */
export class DoubledExecution {
  readonly #differences: string[] = [];

  /** For a gateway. Its schema is a new one, whose resolvers it may change. */
  readonly executor = (schema: GraphQLSchema): Pick<Executor, 'execute'> => {
    recordResolvers(schema);
    const executor = new Executor(schema);
    return { execute: (execution) => this.#execute(schema, executor, execution) };
  };

  /** @throws when an operation was answered in another way than graphql-js answers it. */
  assertNoDifference(): void {
    if (this.#differences.length > 0) throw new Error(this.#differences.join('\n'));
  }

  async #execute(schema: GraphQLSchema, executor: Executor, execution: Execution): Promise<ExecutionResult> {
    const recording = new Recording();
    recordings.set(execution.contextValue as object, recording);
    const ours = await executor.execute(execution);
    recording.hasEnded = true;
    const contextValue = new Replay(recording);
    const theirs = (await execute({ schema, ...execution, contextValue })) as ExecutionResult;
    const difference = differenceOf(ours, theirs) ?? (await contextValue.difference());
    if (difference !== undefined)
      this.#differences.push(`${execution.document.loc?.source.body}\n${difference}`);
    return ours;
  }
}

/** What a resolver was told, and what it gave. */
interface Call {
  readonly given: readonly unknown[];
  readonly info: GraphQLResolveInfo;
  readonly isLate: boolean;
  readonly answer: () => unknown;
}

/** The calls of one execution, by their paths. */
class Recording {
  readonly calls = new Map<string, Call>();
  hasEnded = false;

  play(resolve: Resolver, [source, args, context, info]: Parameters<Resolver>): unknown {
    const call = { given: [source, args], info, isLate: this.hasEnded };
    try {
      const value: unknown = resolve(source, args, context, info);
      this.calls.set(textOf(info.path), { ...call, answer: () => value });
      return value;
    } catch (error) {
      const answer = (): never => {
        throw error;
      };
      this.calls.set(textOf(info.path), { ...call, answer });
      throw error;
    }
  }
}

/** What graphql-js hands to resolvers in place of the context, so that they answer what was recorded. */
class Replay {
  readonly #asked = new Set<string>();
  readonly #differences: string[] = [];

  constructor(private readonly recording: Recording) {}

  answer(source: unknown, args: unknown, info: GraphQLResolveInfo): unknown {
    const path = textOf(info.path);
    const call = this.recording.calls.get(path);
    if (this.#asked.has(path) || call === undefined) {
      this.#differences.push(`graphql-js asks for ${path}${call === undefined ? '' : ' once more'}`);
      return undefined;
    }
    this.#asked.add(path);
    if (!isDeepStrictEqual([source, args], call.given))
      this.#differences.push(`${path} was asked of another object, or with other arguments`);
    for (const name of Object.keys(info) as (keyof GraphQLResolveInfo)[])
      if (!isDeepStrictEqual(info[name], call.info[name]))
        this.#differences.push(`${path} was told another ${name}`);
    return call.answer();
  }

  /** How the resolvers were called differently. */
  async difference(): Promise<string | undefined> {
    const unasked = (): string | undefined =>
      [...this.recording.calls].find(([path, { isLate }]) => !isLate && !this.#asked.has(path))?.[0];
    // Beside a null that is there already, graphql-js may still be about to ask.
    if (unasked() !== undefined) await turn();
    const path = unasked();
    return this.#differences[0] ?? (path === undefined ? undefined : `graphql-js does not ask for ${path}`);
  }
}

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** By the context of the operation that is recorded. */
const recordings = new WeakMap<object, Recording>();

/** All fields that are more than a property of their parent. */
function recordResolvers(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !isIntrospectionType(type))
      for (const field of Object.values(type.getFields())) recordResolver(field);
}

function recordResolver(field: GraphQLField<unknown, unknown>): void {
  const { resolve } = field;
  if (resolve === undefined) return;
  field.resolve = (...given) => {
    const [source, args, context, info] = given;
    if (context instanceof Replay) return context.answer(source, args, info);
    const recording = recordings.get(context as object);
    return recording === undefined ? resolve(...given) : recording.play(resolve, given);
  };
}

/** Errors in any order: which of several late ones comes first is decided by the network. */
function differenceOf(ours: ExecutionResult, theirs: ExecutionResult): string | undefined {
  const [own, reference] = textsOfDecided(ours, theirs);
  return own === reference ? undefined : `${own}\ngraphql-js:\n${reference}`;
}

function textOf({ prev, key }: GraphQLResolveInfo['path']): string {
  return `${prev === undefined ? '' : textOf(prev)}${typeof key === 'number' ? '#' : '.'}${key}`;
}
