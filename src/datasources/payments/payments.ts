import type { Intent, Result } from './intent.js';
import type { Receipt, Receipts, Upload } from './receipts.js';
import { Work, type WorkTools } from './work.js';

export interface Tools extends WorkTools {
  readonly receipts: Receipts;
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

  /** What is known of uploads that are about to be sent, in their order. */
  async receipts<Made>(uploads: readonly Omit<Upload, 'principal'>[]): Promise<readonly Receipt<Made>[]> {
    const principal = await this.tools.principal();
    return Promise.all(uploads.map((upload) => this.tools.receipts.open<Made>({ ...upload, principal })));
  }
}
