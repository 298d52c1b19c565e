import type { Caller } from './simulator-caller.js';

/** Reads a list page by page until no next page is told, and gives all its rows in the order seen. */
export async function walk<Row>(bank: Caller, path: string, key: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = 1; ;) {
    const reply = await bank.ask('GET', `${path}${path.includes('?') ? '&' : '?'}page=${page}`);
    rows.push(...(reply.listAt(key) as Row[]));
    const next = reply.at('meta.next_page');
    if (typeof next !== 'number') return rows;
    page = next;
  }
}
