// W7: what a row costs on pages of 10 to 500 rows, and what a page costs far down the list.
import { lanesOf, measure } from './rounds.mjs';
import { askGateway } from './walk.mjs';
import { transactionFields } from './workloads.mjs';

const query = `query W7($ids: [ID!], $first: Int, $after: String) {
  transactions(first: $first, after: $after, filter: { bankAccountIds: $ids }) {
    nodes { ${transactionFields} } } }`;
const cursorQuery = `query Cursor($ids: [ID!], $first: Int, $after: String) {
  transactions(first: $first, after: $after, filter: { bankAccountIds: $ids }) { pageInfo { endCursor } } }`;

const sizes = [10, 50, 100, 200, 500];
const depths = [1, 10, 100, 1_000];
const rowsPerPage = 10;

/**
 * CPU time per row by the size of the page, and per page of ten rows by its number in the list. Pages behind a cursor save
 * the look-up of the accounts, so the first one costs more.
 */
export async function measureGrowth({ gateway, facts, upstream, load, rounds, concurrency, rowsPerRound }) {
  await upstream.ask('set', {});
  const ids = [facts.accountId];
  const laneOf = (name, variables, count) => {
    const workload = { query, variables: () => ({ ids, ...variables }) };
    return { ...lanesOf([gateway], workload, facts, count)[0], name };
  };
  const bySize = sizes.map((first) => laneOf(first, { first }, Math.ceil(rowsPerRound / first)));
  const cursors = await cursorsBehind(
    gateway.url,
    ids,
    depths.map((depth) => depth * rowsPerPage - rowsPerPage),
  );
  const byDepth = depths.map((depth, index) =>
    laneOf(`depth ${depth}`, { first: rowsPerPage, after: cursors[index] }, rowsPerRound / 30),
  );
  const results = await measure({ lanes: [...bySize, ...byDepth], upstream, load, rounds, concurrency });
  return {
    perRow: sizes.map((rows) => ({ rows, cpuMs: results.get(rows).cpuMs / rows })),
    perPage: depths.map((depth) => ({ depth, cpuMs: results.get(`depth ${depth}`).cpuMs })),
  };
}

/** Cursors of the rows with these numbers, ascending; undefined for number 0, where the list begins. */
async function cursorsBehind(url, ids, rowNumbers) {
  const cursors = [];
  let read = 0;
  let after;
  for (const rowNumber of rowNumbers) {
    while (read < rowNumber) {
      const first = Math.min(500, rowNumber - read);
      after = (await askGateway(url, cursorQuery, { ids, first, after })).transactions.pageInfo.endCursor;
      read += first;
    }
    cursors.push(after);
  }
  return cursors;
}
