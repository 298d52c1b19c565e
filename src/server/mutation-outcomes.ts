import { type GraphQLFieldResolver, type GraphQLSchema, defaultFieldResolver } from 'graphql';

/**
 * Has every mutation of a schema tell what became of it.
 *
 * The outcome is the one in its payload (`CREATED`, `REPLAYED`, `REJECTED`, `SCA_REQUIRED`, `UNKNOWN`), of each row where
 * there are several. Payloads without one are `DONE`, or with user errors `REJECTED` or `UNKNOWN`. `FAILED`: an error.
 */
export function observeMutations(
  schema: GraphQLSchema,
  tell: (mutation: string, outcome: string) => void,
): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve: GraphQLFieldResolver<unknown, unknown> = field.resolve ?? defaultFieldResolver;
    field.resolve = async (...given) => {
      try {
        const payload: unknown = await resolve(...given);
        for (const outcome of outcomesOf((payload ?? {}) as Payload)) tell(field.name, outcome);
        return payload;
      } catch (error) {
        tell(field.name, 'FAILED');
        throw error;
      }
    };
  }
}

interface Payload {
  readonly outcome?: string;
  readonly results?: readonly { readonly outcome: string }[];
  readonly userErrors?: readonly { readonly code: string }[];
}

function outcomesOf({ outcome, results = [], userErrors = [] }: Payload): readonly string[] {
  if (outcome !== undefined) return [outcome];
  if (results.length > 0) return results.map((result) => result.outcome);
  if (userErrors.some(({ code }) => code === 'OUTCOME_UNKNOWN')) return ['UNKNOWN'];
  return [userErrors.length > 0 ? 'REJECTED' : 'DONE'];
}
