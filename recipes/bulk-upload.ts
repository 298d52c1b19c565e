import { createHash, randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { readJson, replaceFile } from './durable-file.js';
import type { Gateway } from './gateway.js';
import { BulkUploadSupplierInvoicesDocument } from './graphql/graphql.js';
import { Progress } from './progress.js';
import { type Given, type Recipe, say, Stop } from './recipe.js';

/** Bills as files, uploaded once each however often the recipe is run. */
export const bulkUpload: Recipe = {
  name: 'bulk-upload',
  summary: 'Uploads bills of suppliers: PDF, JPEG or PNG.',
  operands: '<file> …',
  notes: `Every file gets a key before it is sent, and --state remembers keys and ids by content: run it again after a
failure or a broken line, with the same files or more, and each bill is at the bank once. The bank knows a key
for 30 minutes; a bill whose fate stayed unknown for longer than that is named, and is not sent again by itself.`,
  options: {
    state: { value: '<file>', help: 'Remembers what was sent. Default: ./bulk-upload.json' },
  },
  run: upload,
};

/** The bank takes 20 bills in a request (Qonto's use-case guide, read 2026-11-20); the gateway's limit is on bytes. */
const maxBills = 20;
const maxBytes = 15_000_000;
/** How long the bank knows a key: 30 minutes (docs.qonto.com, idempotency, read 2026-11-20), less one to be sure. */
const keyLifeMs = 29 * 60_000;

const types: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
};

/** What became of one content, by its SHA-256. */
interface Sent {
  readonly key: string;
  /** When the key was first sent. */
  readonly at: string;
  /** Of the bill at the bank; null while its fate is unknown. */
  readonly id: string | null;
}

interface Bill {
  readonly path: string;
  readonly contentType: string;
  readonly digest: string;
  readonly bytes: number;
}

async function upload(gateway: Gateway, { options, operands }: Given): Promise<void> {
  if (operands.length === 0) throw new Stop('Name the files to be uploaded.', 2);
  const statePath = options['state'] ?? 'bulk-upload.json';
  const sent = new Map(Object.entries(((await readJson(statePath)) ?? {}) as Record<string, Sent>));
  const save = () => replaceFile(statePath, `${JSON.stringify(Object.fromEntries(sent), null, 2)}\n`);

  const bills = await billsIn(operands);
  const open = bills.filter((bill) => isOpen(bill, sent.get(bill.digest)));
  const progress = new Progress(open.length, 'bills');
  let [failed, unknown] = [0, 0];
  try {
    for (const batch of batchesOf(open)) {
      for (const { digest } of batch)
        sent.set(digest, sent.get(digest) ?? { key: randomUUID(), at: new Date().toISOString(), id: null });
      await save();
      for (const [bill, result] of await send(gateway, batch, sent)) {
        progress.step();
        const known = sent.get(bill.digest);
        if (result.id !== null && known) {
          sent.set(bill.digest, { ...known, id: result.id });
          say(`Uploaded successfully: ${result.id}`);
        } else if (result.isKnown) {
          // A new try after a definite no is a new upload.
          sent.delete(bill.digest);
          failed += 1;
          say(`Failed: ${basename(bill.path)}: ${result.reason}`);
        } else {
          unknown += 1;
          say(`Unknown: ${basename(bill.path)}: run the recipe again within half an hour.`);
        }
      }
      await save();
    }
  } finally {
    progress.end();
  }
  const arrived = bills.filter(({ digest }) => sent.get(digest)?.id != null).length;
  say(`${arrived} of ${bills.length} bills are at the bank.`);
  if (unknown > 0) throw new Stop(`Of ${unknown} bills nobody knows whether they arrived.`, 3);
  if (failed > 0) throw new Stop(`${failed} bills were refused.`);
}

/** Whether a bill is still to be sent. */
function isOpen({ path }: Bill, before: Sent | undefined): boolean {
  if (before === undefined) return true;
  if (before.id !== null) {
    say(`Uploaded before: ${before.id}`);
    return false;
  }
  if (Date.now() - Date.parse(before.at) < keyLifeMs) return true;
  throw new Stop(
    `${basename(path)} was sent at ${before.at} and nobody knows whether it arrived. Look for it at the bank, then ` +
      'take it out of the list of files, or its entry out of the state to send it anew.',
    3,
  );
}

/** Reads every file once, so that a wrong one is found before any is sent; the same content twice counts once. */
async function billsIn(paths: readonly string[]): Promise<readonly Bill[]> {
  const bills = new Map<string, Bill>();
  for (const path of paths) {
    const contentType = types[extname(path).toLowerCase()];
    if (contentType === undefined) throw new Stop(`${path} is no PDF, JPEG or PNG by its name.`, 2);
    const file = await stat(path).catch(() => undefined);
    if (!file?.isFile()) throw new Stop(`${path} is no file.`, 2);
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    if (!bills.has(digest)) bills.set(digest, { path, contentType, digest, bytes: file.size });
  }
  return [...bills.values()];
}

function batchesOf(bills: readonly Bill[]): readonly (readonly Bill[])[] {
  const batches: Bill[][] = [];
  let bytes = Infinity;
  for (const bill of bills) {
    if (bytes + bill.bytes > maxBytes || (batches.at(-1)?.length ?? 0) === maxBills) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(bill);
    bytes += bill.bytes;
  }
  return batches;
}

interface Result {
  readonly id: string | null;
  /** False when nobody can say whether the bill arrived. */
  readonly isKnown: boolean;
  readonly reason: string;
}

async function send(
  gateway: Gateway,
  batch: readonly Bill[],
  sent: ReadonlyMap<string, Sent>,
): Promise<readonly (readonly [Bill, Result])[]> {
  const invoices = await Promise.all(
    batch.map(async ({ path, contentType, digest }) => ({
      idempotencyKey: sent.get(digest)?.key ?? '',
      document: {
        file: {
          fileName: basename(path),
          contentType,
          content: (await readFile(path)).toString('base64'),
        },
      },
    })),
  );
  const { bulkUploadSupplierInvoices: answer } = await gateway.write(BulkUploadSupplierInvoicesDocument, {
    invoices,
  });
  const problem = answer?.userErrors[0]?.message;
  if (problem !== undefined) throw new Stop(`The gateway says: ${problem}`);
  return batch.map((bill, index) => {
    const result = answer?.results.find((one) => one.index === index);
    const isKnown = result !== undefined && result.outcome !== 'UNKNOWN';
    const reason = result?.userErrors.map(({ message }) => message).join(' ') ?? '';
    return [bill, { id: result?.supplierInvoice?.id ?? null, isKnown, reason }] as const;
  });
}
