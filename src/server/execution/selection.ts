import {
  defaultFieldResolver,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  type ResponsePath,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { selectedFields } from '../../resolvers/selected-fields.js';
import { type Complete, completionOf, type SelectionOf } from './completion.js';
import { type Data, dataClass, settled } from './data.js';
import { SelectedField } from './field.js';
import { isPromise, type MaybePromise } from './promise.js';
import type { Run } from './run.js';

/** What is selected of an object of a type, ready to be executed for any such object. */
export class Selection {
  readonly #fields: readonly Executable[];
  readonly #Data: new () => Data;

  constructor(run: Run, type: GraphQLObjectType, sets: readonly (SelectionSetNode | undefined)[]) {
    this.#fields = Array.from(selectedFields(run, type, sets)).flatMap(([responseName, nodes]) => {
      const definition = definitionOf(run.schema, type, nodes[0]!.name.value);
      return definition ? [executable(new SelectedField(responseName, type, definition, nodes))] : [];
    });
    this.#Data = dataClass();
  }

  /** All fields at once. */
  execute(run: Run, source: unknown, path: ResponsePath | undefined): MaybePromise<Data> {
    const data = new this.#Data();
    let isPending = false;
    try {
      for (const { responseName, execute } of this.#fields) {
        const value = execute(run, source, path);
        data[responseName] = value;
        isPending ||= isPromise(value);
      }
    } catch (error) {
      if (!isPending) throw error;
      // The others are waited for, so that none of them fails with nobody to hear of it.
      return settled(data).finally(() => {
        throw error;
      });
    }
    return isPending ? settled(data) : data;
  }

  /** One field after the other, for mutations. */
  executeInTurn(run: Run, source: unknown): MaybePromise<Data> {
    const data = new this.#Data();
    const executeFrom = (begin: number): MaybePromise<Data> => {
      for (let index = begin; index < this.#fields.length; index++) {
        const { responseName, execute } = this.#fields[index]!;
        const value = execute(run, source, undefined);
        if (isPromise(value))
          return value.then((later) => {
            data[responseName] = later;
            return executeFrom(index + 1);
          });
        data[responseName] = value;
      }
      return data;
    };
    return executeFrom(0);
  }
}

interface Executable {
  readonly responseName: string;
  /** @throws {GraphQLError} when the field fails and must not be null. */
  readonly execute: (run: Run, source: unknown, parent: ResponsePath | undefined) => MaybePromise<unknown>;
}

function executable(field: SelectedField): Executable {
  const { definition, parentType, responseName } = field;
  if (definition === TypeNameMetaFieldDef) return { responseName, execute: () => parentType.name };
  const complete = completionOf(definition.type, field, selectionsOf(field));
  const isProperty = definition.resolve === undefined && definition.args.length === 0;
  if (!isProperty) return { responseName, execute: resolved(field, complete) };
  const isLeaf = isLeafType(getNullableType(definition.type));
  return { responseName, execute: isLeaf ? leafProperty(field, complete) : property(field, complete) };
}

/** What is selected of the values of a field; worked out once for each type that they have. */
function selectionsOf({ nodes }: SelectedField): SelectionOf {
  const selections = new Map<GraphQLObjectType, Selection>();
  return (run, type) => {
    let selection = selections.get(type);
    if (selection === undefined) {
      selection = new Selection(
        run,
        type,
        nodes.map((node) => node.selectionSet),
      );
      selections.set(type, selection);
    }
    return selection;
  };
}

/** A leaf that is a property of its parent: it has no use for a path, unless it fails. */
function leafProperty(field: SelectedField, complete: Complete): Executable['execute'] {
  const { name, type } = field.definition;
  const executeResolved = resolved(field, complete);
  return (run, source, parent) => {
    let value: unknown;
    try {
      value = propertyOf(source, name);
      if (typeof value !== 'function' && !isPromise(value)) return complete(run, value, nowhere);
    } catch (error) {
      return field.failed(run, error, type, field.pathBelow(parent));
    }
    if (typeof value === 'function') return executeResolved(run, source, parent);
    return completed(run, value, field.pathBelow(parent), field, complete);
  };
}

/** Leaves are completed without looking at it. */
const nowhere: ResponsePath = { prev: undefined, key: '', typename: undefined };

/** A property has no use for arguments and `info`, unless it is a method. */
function property(field: SelectedField, complete: Complete): Executable['execute'] {
  const { name, type } = field.definition;
  const executeResolved = resolved(field, complete);
  return (run, source, parent) => {
    const path = field.pathBelow(parent);
    try {
      const value = propertyOf(source, name);
      if (typeof value === 'function') return executeResolved(run, source, parent);
      return completed(run, value, path, field, complete);
    } catch (error) {
      return field.failed(run, error, type, path);
    }
  };
}

function resolved(field: SelectedField, complete: Complete): Executable['execute'] {
  const { resolve = defaultFieldResolver, type } = field.definition;
  return (run, source, parent) => {
    const path = field.pathBelow(parent);
    const info = field.info(run, path);
    try {
      const value: unknown = resolve(source, field.argumentValues(run), run.contextValue, info);
      return completed(run, value, path, field, complete);
    } catch (error) {
      return field.failed(run, error, type, path);
    }
  };
}

/** Completes a value now, or when it is there. */
function completed(
  run: Run,
  value: unknown,
  path: ResponsePath,
  field: SelectedField,
  complete: Complete,
): MaybePromise<unknown> {
  const result = isPromise(value)
    ? value.then((later) => complete(run, later, path))
    : complete(run, value, path);
  if (!isPromise(result)) return result;
  return result.then(undefined, (error: unknown) => field.failed(run, error, field.definition.type, path));
}

function propertyOf(source: unknown, name: string): unknown {
  return (typeof source === 'object' && source !== null) || typeof source === 'function'
    ? (source as Data)[name]
    : undefined;
}

function definitionOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (type === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return type.getFields()[name];
}
