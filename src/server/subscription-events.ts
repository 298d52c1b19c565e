import { PassThrough } from 'node:stream';
import type { FormattedExecutionResult } from 'graphql';

export interface Pace {
  /** So often a comment is sent, by which both sides learn that the line is alive. Default 15 s. */
  readonly heartbeatMs: number;
  /** A reader that takes nothing for so long is cut off. Default 60 s. */
  readonly stallMs: number;
}

/**
 * Server-sent events, as GraphQL over Server-Sent Events wants them in its "distinct connections mode": `next` with a
 * result each, and `complete` at the end.
 *
 * Source: github.com/enisdenjo/graphql-sse, PROTOCOL.md, read 2026-11-20.
 */
export class SubscriptionEvents {
  /** What is to be sent; it holds one event more than its reader took, and a few kilobytes. */
  readonly body = new PassThrough();
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(private readonly pace: Pace) {
    this.body.once('close', () => clearInterval(this.#heartbeat));
    // A reader who has gone is no error here.
    this.body.on('error', () => {});
  }

  /** Sends the head of the answer: from now on changes are followed. */
  begin(): void {
    if (this.body.destroyed) return;
    this.body.write(comment);
    this.#heartbeat = setInterval(() => {
      if (!this.body.writableNeedDrain) this.body.write(comment);
    }, this.pace.heartbeatMs);
  }

  /** Resolves once there is room for the next one, or the reader has gone. */
  async next(result: FormattedExecutionResult): Promise<void> {
    if (this.body.destroyed || this.body.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`)) return;
    const stalled = setTimeout(() => this.body.destroy(), this.pace.stallMs);
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        clearTimeout(stalled);
        this.body.off('drain', goOn).off('close', goOn);
        resolve();
      };
      this.body.on('drain', goOn).on('close', goOn);
    });
  }

  complete(): void {
    clearInterval(this.#heartbeat);
    // Without data a browser's own EventSource would drop the event.
    if (!this.body.destroyed) this.body.end('event: complete\ndata:\n\n');
  }
}

const comment = ':\n\n';
