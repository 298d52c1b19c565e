import type { Intent, Result } from './intent.js';
import { Work, type WorkTools } from './work.js';

export interface Tools extends WorkTools {
  /** Whose keys these are, the same over restarts and renewed tokens. It may have to ask the bank. */
  readonly principal: () => Promise<string>;
}

/** Does what the caller means at most once, and says for certain what became of it, or that nobody knows. */
export class Payments {
  constructor(private readonly tools: Tools) {}

  /** @throws what `prepare` throws, or the bank's error; nothing was done then. */
  async perform<Order, Row>(intent: Intent<Order, Row>): Promise<Result<Order, Row>> {
    return new Work(this.tools, await this.tools.principal(), intent).run();
  }
}
