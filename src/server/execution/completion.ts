import {
  defaultTypeResolver,
  GraphQLError,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type ResponsePath,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { SelectedField } from './field.js';
import { isPromise, type MaybePromise } from './promise.js';
import type { Run } from './run.js';
import { runtimeType } from './runtime-type.js';

/**
 * Makes of what a resolver found what a client sees at that place: null, text, a list, or an object of fields.
 *
 * @throws whatever keeps it from being what its type promises.
 */
export type Complete = (run: Run, value: unknown, path: ResponsePath) => MaybePromise<unknown>;

/**
 * What is selected of the objects of a type at a field, to be executed for each of them.
 *
 * @throws {GraphQLError} when the variable of a directive is null.
 */
export type SelectionOf = (run: Run, type: GraphQLObjectType) => { readonly execute: Complete };

/** How values of a type are completed at a field; as the GraphQL specification says (October 2021, 6.4.3). */
export function completionOf(
  type: GraphQLOutputType,
  field: SelectedField,
  selectionOf: SelectionOf,
): Complete {
  if (isNonNullType(type)) return neverNull(completionOf(type.ofType, field, selectionOf), field);
  const complete = completionOfSome(type, field, selectionOf);
  return (run, value, path) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(run, value, path);
  };
}

function neverNull(complete: Complete, field: SelectedField): Complete {
  return (run, value, path) => {
    const completed = complete(run, value, path);
    if (completed === null) throw new Error(`Cannot return null for non-nullable field ${field.coordinate}.`);
    return completed;
  };
}

/** For a value that is neither null nor an error. */
function completionOfSome(type: GraphQLOutputType, field: SelectedField, selectionOf: SelectionOf): Complete {
  if (isListType(type)) return listCompletion(type, field, selectionOf);
  if (isLeafType(type)) return leafCompletion(type);
  if (isAbstractType(type)) return abstractCompletion(type, field, selectionOf);
  if (isObjectType(type)) return objectCompletion(type, field, selectionOf);
  throw new TypeError(`${String(type)} is no type of answers`);
}

function leafCompletion(type: GraphQLLeafType): Complete {
  return (_run, value) => {
    const serialized: unknown = type.serialize(value);
    if (serialized !== null && serialized !== undefined) return serialized;
    throw new Error(
      `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(serialized)}`,
    );
  };
}

function listCompletion(
  { ofType: itemType }: GraphQLList<GraphQLOutputType>,
  field: SelectedField,
  selectionOf: SelectionOf,
): Complete {
  const completeItem = completionOf(itemType, field, selectionOf);
  return (run, list, path) => {
    if (!isIterable(list))
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${field.coordinate}".`);
    let isPending = false;
    const completed: unknown[] = [];
    try {
      for (const item of list) {
        const itemPath: ResponsePath = { prev: path, key: completed.length, typename: undefined };
        const value = completeSafely(run, item, itemPath);
        isPending ||= isPromise(value);
        completed.push(value);
      }
    } catch (error) {
      // Nobody waits for the items before it any more; one that fails later would end the process if nobody heard of it.
      if (isPending) void Promise.allSettled(completed);
      throw error;
    }
    return isPending ? Promise.all(completed) : completed;
  };

  function completeSafely(run: Run, item: unknown, path: ResponsePath): MaybePromise<unknown> {
    const failed = (error: unknown): null => field.failed(run, error, itemType, path);
    try {
      const completed = isPromise(item)
        ? item.then((value) => completeItem(run, value, path))
        : completeItem(run, item, path);
      return isPromise(completed) ? completed.then(undefined, failed) : completed;
    } catch (error) {
      return failed(error);
    }
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function' && typeof value === 'object'
  );
}

function objectCompletion(type: GraphQLObjectType, field: SelectedField, selectionOf: SelectionOf): Complete {
  return (run, value, path) => {
    const selection = selectionOf(run, type);
    if (type.isTypeOf === undefined || type.isTypeOf === null) return selection.execute(run, value, path);
    const isOfType = type.isTypeOf(value, run.contextValue, field.info(run, fieldPath(path)));
    const completeIf = (isIt: boolean): MaybePromise<unknown> => {
      if (isIt) return selection.execute(run, value, path);
      throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
        nodes: field.nodes,
      });
    };
    return isPromise(isOfType) ? isOfType.then(completeIf) : completeIf(isOfType);
  };
}

function abstractCompletion(
  type: GraphQLAbstractType,
  field: SelectedField,
  selectionOf: SelectionOf,
): Complete {
  const completions = new Map<GraphQLObjectType, Complete>();
  return (run, value, path) => {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const name: unknown = resolveType(value, run.contextValue, field.info(run, fieldPath(path)), type);
    return isPromise(name)
      ? name.then((resolved) => complete(run, resolved, value, path))
      : complete(run, name, value, path);
  };

  function complete(run: Run, name: unknown, value: unknown, path: ResponsePath): MaybePromise<unknown> {
    const objectType = runtimeType(run, type, name, value, field);
    let completion = completions.get(objectType);
    if (completion === undefined) {
      completion = objectCompletion(objectType, field, selectionOf);
      completions.set(objectType, completion);
    }
    return completion(run, value, path);
  }
}

/** Resolvers of types see the place of the field, also for the items of its list. */
function fieldPath(path: ResponsePath): ResponsePath {
  return typeof path.key === 'number' && path.prev ? fieldPath(path.prev) : path;
}
