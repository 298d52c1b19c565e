import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as send } from 'node:http';
import type { FormattedExecutionResult } from 'graphql';

/** An event of a stream, as it came. */
export interface StreamEvent {
  readonly event: 'next' | 'complete';
  /** Undefined for `complete`. */
  readonly result: FormattedExecutionResult | undefined;
}

/** A subscription as its client sees it. */
export class EventStream {
  /** All events so far. */
  readonly events: StreamEvent[] = [];
  /** All comments so far: heartbeats. */
  comments = 0;
  #text = '';
  #isOver = false;
  readonly #changed = new EventTarget();

  private constructor(
    private readonly request: ClientRequest,
    readonly answer: IncomingMessage,
  ) {
    answer.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    answer.once('close', () => {
      this.#isOver = true;
      this.#changed.dispatchEvent(new Event('change'));
    });
    answer.on('error', () => {});
  }

  /** Resolves when the head of the answer and the first comment are there. */
  static async open(
    url: string,
    query: string,
    variables: object = {},
    headers: Record<string, string> = {},
  ): Promise<EventStream> {
    const request = send(`${url}/graphql/stream`, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    });
    request.end(JSON.stringify({ query, variables }));
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    return new EventStream(request, answer);
  }

  /** The first so many events; waits for them. */
  async first(count: number): Promise<readonly StreamEvent[]> {
    await this.until(() => this.events.length >= count);
    return this.events.slice(0, count);
  }

  /** All events, once the stream has ended by itself. */
  async all(): Promise<readonly StreamEvent[]> {
    while (!this.#isOver) await once(this.#changed, 'change');
    return this.events;
  }

  /** @throws when the stream ends before. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.#isOver) throw new Error(`The stream ended: ${JSON.stringify(this.events)}${this.#text}`);
      await once(this.#changed, 'change');
    }
  }

  /** Hangs up. */
  close(): void {
    this.request.destroy();
  }

  #read(text: string): void {
    this.#text += text;
    const blocks = this.#text.split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) this.comments++;
      else this.events.push(eventOf(block));
    }
    this.#changed.dispatchEvent(new Event('change'));
  }
}

function eventOf(block: string): StreamEvent {
  const [, event, data] = /^event: (next|complete)\ndata: ?(.*)$/.exec(block) ?? [];
  if (event === undefined) throw new Error(`No event: ${block}`);
  const result = data === '' ? undefined : (JSON.parse(data!) as FormattedExecutionResult);
  return { event: event as StreamEvent['event'], result };
}
