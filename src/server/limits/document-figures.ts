import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How big an operation is once its fragments stand where they are spread. */
export interface OperationFigures {
  readonly rootFields: number;
  /** Fields below each other, the root field being the first. */
  readonly depth: number;
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
  /** The most directives at one place. */
  readonly directivesAtOnePlace: number;
  /** Fields whose response key was there before in the same selection set: `{ a a a }` has two. */
  readonly repeatedFields: number;
}

/**
 * Measures an operation in time that grows with its text and not with what its fragments unfold to: each fragment is
 * measured once. A ring of fragments ends where it closes; that it is one is found by validation.
 */
export function figuresOf(operation: OperationDefinitionNode, document: DocumentNode): OperationFigures {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const figures = new Measuring(fragments).closed(operation.selectionSet);
  const places = [operation, ...(operation.variableDefinitions ?? [])];
  for (const { directives = [] } of places) addDirectives(figures, directives.length);
  return figures;
}

interface Figures {
  rootFields: number;
  depth: number;
  selections: number;
  aliases: number;
  directives: number;
  directivesAtOnePlace: number;
  repeatedFields: number;
}

/** Figures of selections whose response keys may still meet those of their neighbours. */
interface Open extends Figures {
  /** How often each response key is there. */
  readonly keys: Map<string, number>;
}

class Measuring {
  readonly #measured = new Map<string, Open>();

  constructor(private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  /** A whole selection set: its repeated keys can be counted. */
  closed(set: SelectionSetNode): Figures {
    const { keys, ...figures } = this.#open(set);
    for (const count of keys.values()) figures.repeatedFields += count - 1;
    return { ...figures, rootFields: [...keys.values()].reduce((sum, count) => sum + count, 0) };
  }

  #open({ selections }: SelectionSetNode): Open {
    const sum = nothing();
    for (const selection of selections) {
      this.#add(sum, selection);
      addDirectives(sum, selection.directives?.length ?? 0);
    }
    return sum;
  }

  #add(sum: Open, selection: SelectionNode): void {
    if (selection.kind === Kind.FIELD) {
      const { alias, name, selectionSet } = selection;
      const below = selectionSet ? this.closed(selectionSet) : nothing();
      addFigures(sum, { ...below, depth: below.depth + 1 });
      sum.selections++;
      if (alias) sum.aliases++;
      addKey(sum, (alias ?? name).value, 1);
      return;
    }
    const spread =
      selection.kind === Kind.INLINE_FRAGMENT
        ? this.#open(selection.selectionSet)
        : this.#fragment(selection.name.value);
    addFigures(sum, spread);
    for (const [key, count] of spread.keys) addKey(sum, key, count);
  }

  #fragment(name: string): Open {
    const known = this.#measured.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name);
    // What is being measured counts as nothing within itself.
    this.#measured.set(name, nothing());
    if (!fragment) return nothing();
    const measured = this.#open(fragment.selectionSet);
    addDirectives(measured, fragment.directives?.length ?? 0);
    this.#measured.set(name, measured);
    return measured;
  }
}

function nothing(): Open {
  return {
    rootFields: 0,
    depth: 0,
    selections: 0,
    aliases: 0,
    directives: 0,
    directivesAtOnePlace: 0,
    repeatedFields: 0,
    keys: new Map(),
  };
}

function addFigures(sum: Figures, part: Figures): void {
  sum.depth = Math.max(sum.depth, part.depth);
  sum.directivesAtOnePlace = Math.max(sum.directivesAtOnePlace, part.directivesAtOnePlace);
  sum.selections += part.selections;
  sum.aliases += part.aliases;
  sum.directives += part.directives;
  sum.repeatedFields += part.repeatedFields;
}

function addDirectives(sum: Figures, count: number): void {
  sum.directives += count;
  sum.directivesAtOnePlace = Math.max(sum.directivesAtOnePlace, count);
}

function addKey({ keys }: Open, key: string, count: number): void {
  keys.set(key, (keys.get(key) ?? 0) + count);
}
