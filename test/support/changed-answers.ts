import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './json-damage.js';

/** A read that the gateway made of the bank, and its answer. */
export interface Read {
  /** Path and query, as they were on the wire. */
  readonly target: string;
  readonly answer: Json;
}

/** Stands between gateway and bank, keeps the bank's answers to reads, and can change them. */
export interface ChangedAnswers {
  /** Where the gateway is to look for the bank. */
  readonly url: string;
  /** Where the bank is; to be set before the first request. */
  bankUrl: string;
  /** What becomes of the answer to one read; undefined while all are passed on as they are. */
  change: { readonly target: string; readonly to: Json } | undefined;
  /** The reads since the last look, each once, in the order of their answers. */
  seen(): readonly Read[];
  close(): Promise<void>;
}

/** Equal reads are answered from memory: the bank does not change while its answers are damaged. */
export async function startChangedAnswers(): Promise<ChangedAnswers> {
  const kept = new Map<string, Promise<Kept>>();
  const reads = new Map<string, Read>();
  const server = createServer((request, response) => {
    const target = request.url!;
    let answer = kept.get(target);
    if (answer === undefined) {
      answer = ask(between.bankUrl + target, request.headers.authorization);
      kept.set(target, answer);
    }
    answer.then(
      ({ status, date, text }) => {
        if (status === 200) reads.set(target, { target, answer: JSON.parse(text) as Json });
        const body = between.change?.target === target ? JSON.stringify(between.change.to) : text;
        response.writeHead(status, { date, 'content-type': 'application/json' }).end(body);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const between: ChangedAnswers = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bankUrl: '',
    change: undefined,
    seen() {
      const all = [...reads.values()];
      reads.clear();
      return all;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return between;
}

interface Kept {
  readonly status: number;
  readonly date: string;
  readonly text: string;
}

async function ask(url: string, authorization: string | undefined): Promise<Kept> {
  const response = await fetch(url, { headers: authorization === undefined ? {} : { authorization } });
  return { status: response.status, date: response.headers.get('date') ?? '', text: await response.text() };
}
