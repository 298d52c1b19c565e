// The results as tables for people.
import { workloads } from './workloads.mjs';

/** All tables, ready to print. */
export function report({
  node,
  settings,
  workloads: measured,
  growth,
  peakMemoryMb,
  startUp,
  W3,
  W4,
  goals,
}) {
  const { rounds, concurrency, latencyMs } = settings;
  return [
    `Node ${node}; ${concurrency} requests at once; upstream answers after ${latencyMs} ms; medians of ${rounds} interleaved rounds`,
    ...Object.entries(measured).map(([name, lanes]) => workloadTable(name, lanes)),
    ...(W3 === undefined
      ? []
      : [syncTable('W3: 10,000 transactions', W3), syncTable('W4: 2,000 supplier invoices', W4)]),
    growthTable(growth),
    `Start: ready after ${startUp.readyMs.toFixed(0)} ms, first operation answered after ${startUp.answeredMs.toFixed(0)} ms`,
    `Most memory with 128 requests at once: ${peakMemoryMb.toFixed(0)} MB`,
    table(
      ['goal', 'measured', 'met?'],
      goals.map(({ goal, measured: value, isMet }) => [goal, number(value), isMet ? 'yes' : 'NO']),
    ),
    '',
  ].join('\n\n');
}

function workloadTable(name, lanes) {
  const pick = lanes.pick;
  const rows = Object.entries(lanes).map(([lane, of]) => [
    lane,
    (of.cpuMs / pick.cpuMs).toFixed(2),
    `${of.cpuMs.toFixed(2)} ± ${(100 * of.cpuSpread).toFixed(0)} %`,
    (of.wallMs / pick.wallMs).toFixed(2),
    of.wallMs.toFixed(2),
    of.answerMs.toFixed(1),
    number(of.upstreamRequests),
  ]);
  const head = ['', 'CPU ÷ pick', 'CPU, ms', 'clock ÷ pick', 'clock, ms', 'answer, ms', 'upstream requests'];
  return `${name}: ${workloads[name].title}; per request\n${table(head, rows)}`;
}

function syncTable(title, results) {
  const rows = Object.entries(results).map(([name, { seconds, requests, refused }]) => {
    return [syncNames[name], seconds.toFixed(1), requests.toFixed(0), String(refused)];
  });
  return `${title}, at 30 ms\n${table(['', 'seconds', 'upstream requests', 'refused'], rows)}`;
}

const syncNames = {
  gateway: 'gateway',
  guide: "the guide's loop",
  lookUps: 'a loop with a look-up per attachment',
};

function growthTable({ perRow, perPage }) {
  const rows = [
    ...perRow.map(({ rows: count, cpuMs }) => [`a row of a page of ${count}`, (1000 * cpuMs).toFixed(0)]),
    ...perPage.map(({ depth, cpuMs }) => [`page ${depth} of 10 rows`, (1000 * cpuMs).toFixed(0)]),
  ];
  return `W7: growth\n${table(['', 'CPU, µs'], rows)}`;
}

/** Columns side by side; all but the first to the right. */
function table(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ');
  return [line(head), ...rows.map(line)].join('\n');
}

function number(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
