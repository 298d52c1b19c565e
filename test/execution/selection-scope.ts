import type { GraphQLCompositeType, GraphQLField } from 'graphql';
import { pick, type Random } from './weather.js';

type Field = GraphQLField<unknown, unknown>;

/** A field as it was selected under a response name. */
export interface Selected {
  readonly responseName: string;
  /** Its arguments, as they are written. */
  readonly head: string;
  readonly below: SelectionScope;
}

interface Entry extends Selected {
  readonly field: string;
  readonly type: string;
}

/** What is selected at one place of an answer, from wherever, so that all of it can be merged. */
export class SelectionScope {
  readonly #entries = new Map<string, Entry>();

  /** One of the names that such a field has here already. */
  anyOf(parent: GraphQLCompositeType, field: Field, random: Random): Selected | undefined {
    const same = [...this.#entries.values()].filter(
      (entry) => entry.field === field.name && entry.type === typeOf(parent, field),
    );
    return same.length === 0 ? undefined : pick(random, same);
  }

  /** Under the name that is wished for, or under another when it is taken. */
  add(parent: GraphQLCompositeType, field: Field, wished: string, head: string): Selected {
    const responseName = this.#entries.has(wished) ? `${wished}${this.#entries.size}` : wished;
    const below = new SelectionScope();
    const entry = { responseName, head, below, field: field.name, type: typeOf(parent, field) };
    this.#entries.set(responseName, entry);
    return entry;
  }

  /** The name under which `__typename` can be selected. */
  addTypename(wished: string): string {
    const known = this.#entries.get(wished);
    if (known?.field === '__typename') return wished;
    const responseName = known === undefined ? wished : `${wished}${this.#entries.size}`;
    this.#set(responseName, '__typename');
    return responseName;
  }

  /** A text that is taken once; it begins with its response name. */
  addOnce(text: string): boolean {
    const [name] = text.split(/\W/, 1) as [string];
    if (this.#entries.has(name)) return false;
    this.#set(name, text);
    return true;
  }

  /** Takes in all that another scope has, if that can be merged. */
  take(other: SelectionScope): boolean {
    if (!this.#fits(other)) return false;
    for (const [name, { below, ...entry }] of other.#entries) {
      if (!this.#entries.has(name)) this.#entries.set(name, { ...entry, below: new SelectionScope() });
      this.#entries.get(name)!.below.take(below);
    }
    return true;
  }

  #fits(other: SelectionScope): boolean {
    return [...other.#entries].every(([name, entry]) => {
      const own = this.#entries.get(name);
      if (own === undefined) return true;
      const isSame = own.field === entry.field && own.type === entry.type && own.head === entry.head;
      return isSame && own.below.#fits(entry.below);
    });
  }

  #set(responseName: string, field: string): void {
    this.#entries.set(responseName, { responseName, head: '', below: new SelectionScope(), field, type: '' });
  }
}

/** Fields of two types are one field only if they take and give the same. */
function typeOf(parent: GraphQLCompositeType, { type, args }: Field): string {
  const taken = args.map((argument) => `${argument.name}: ${argument.type.toString()}`);
  return `${type.toString()}(${taken.join()})${args.some(hasDefault) ? parent.name : ''}`;
}

function hasDefault({ defaultValue }: { defaultValue?: unknown }): boolean {
  return defaultValue !== undefined;
}
