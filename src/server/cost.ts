import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../context.js';

/** Tells every client what its operation cost the bank: `extensions.qonto { requests, deduplicated, retries }`. */
export const costExtension: ApolloServerPlugin<Context> = {
  async requestDidStart({ contextValue }) {
    return {
      async willSendResponse({ response: { body } }) {
        if (body.kind !== 'single') return;
        body.singleResult.extensions = { ...body.singleResult.extensions, qonto: { ...contextValue.meter } };
      },
    };
  },
};
