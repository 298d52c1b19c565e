import type { Cluster } from './cluster.js';
import type { Paid, Tally } from './load.js';

/** What must not have happened; the bank's own ledger says what was paid. */
export async function judge({ bank }: Cluster, tally: Tally, exits: readonly unknown[]): Promise<string[]> {
  const { transfers } = await bank.control<{ transfers: { reference: string }[] }>('GET transfers');
  const accepted = (reference: string): number =>
    transfers.filter((transfer) => transfer.reference === reference).length;
  const { payments } = tally;
  const twice = payments.filter(({ reference }) => accepted(reference) > 1);
  const denied = payments.filter(
    ({ reference, outcome }) => outcome === 'CREATED' && accepted(reference) === 0,
  );
  const unpaid = payments.filter((payment) => payment.outcome !== 'CREATED' && !isOpen(payment));
  const findings: [number, string][] = [
    [tally.lost, 'requests without an answer'],
    [sum(tally.serverErrors), `answers of status ${Object.keys(tally.serverErrors).join(', ')}`],
    [sum(tally.errors), `errors of code ${Object.keys(tally.errors).join(', ')}`],
    [unpaid.length, `payments not created but ${unpaid.map(({ outcome }) => outcome).join(', ')}`],
    [twice.length, 'payments that the bank has accepted twice'],
    [denied.length, 'payments said to be created that the bank does not know'],
    [exits.filter((exit) => exit !== 0).length, `gateways that ended with ${exits.join(', ')}`],
    [payments.length === 0 ? 1 : 0, 'no payment was made'],
  ];
  return findings.filter(([times]) => times > 0).map(([times, what]) => `${times} ${what}`);
}

/**
 * On a machine that is busy with other things Redis may be late to answer. A payment whose mark it may have missed is
 * `UNKNOWN` for four minutes, whether gateways are restarted or not.
 */
export function isOpen({ outcome, wasRefused }: Paid): boolean {
  return wasRefused && outcome === 'UNKNOWN';
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, times) => total + times, 0);
}
