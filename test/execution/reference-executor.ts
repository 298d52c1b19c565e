import { execute, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Execution, Executor } from '../../src/server/execution/index.js';

/** graphql-js, which says what is right. */
export class ReferenceExecutor implements Pick<Executor, 'execute'> {
  constructor(private readonly schema: GraphQLSchema) {}

  execute(execution: Execution): ExecutionResult | Promise<ExecutionResult> {
    return execute({ schema: this.schema, ...execution }) as ExecutionResult | Promise<ExecutionResult>;
  }
}
