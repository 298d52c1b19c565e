import { Places } from '../places.js';
import { type InstructionNames, namesOf } from './instruction.js';
import { KEPT_MS, SEND_UNTIL_AGE_MS } from './rules.js';
import type { Snapshot, Store } from './store.js';
import { freshVersion } from './version.js';

/** One keyed upload: a file, or a bill. */
export interface Upload {
  /** The caller, the same over restarts and renewed tokens. */
  readonly principal: string;
  readonly operation: 'uploadAttachment' | 'bulkUploadSupplierInvoices';
  readonly clientKey: string;
  /** What the document is known by. Another document under the same key is another upload. */
  readonly document: string;
}

/** What is known of an upload before it is sent. */
export type Known<Made> =
  | { readonly kind: 'NEW' }
  | { readonly kind: 'MADE'; readonly made: Made }
  /** Sent more than 25 minutes ago, without an answer: the bank may have forgotten its key, and would take it twice. */
  | { readonly kind: 'TOO_OLD' };

/**
 * Remembers what became of uploads: for seven days, where the bank does it for 30 minutes.
 *
 * Uploads move no money, so this is the small brother of the money protocol: an upload without an answer may be sent
 * again at once under its key, and a store that does not answer stops none. What is lost then is the memory beyond the
 * bank's own. Source: docs.qonto.com, idempotent requests, read 2026-11-20.
 */
export class Receipts {
  readonly #store: Store;

  constructor(
    store: Store,
    private readonly random: () => number,
  ) {
    this.#store = inTurns(store);
  }

  /** To be called right before the upload: an upload that is new is written down as being sent. */
  async open<Made>(upload: Upload): Promise<Receipt<Made>> {
    const { principal, operation, clientKey, document } = upload;
    const names = namesOf({
      principal,
      operation,
      clientKey: JSON.stringify([clientKey, document]),
      wish: null,
    });
    const snapshot = await this.#store.read(names.id).catch(() => undefined);
    const receipt = new Receipt<Made>(this.#store, this.random, names, snapshot);
    if (receipt.isFirst) await receipt.write(undefined);
    return receipt;
  }
}

/** The memory of one upload, while it is made. */
export class Receipt<Made> {
  /** The key at the bank. */
  readonly upstreamKey: string;
  readonly known: Known<Made>;
  readonly isFirst: boolean;
  #version: string | undefined;

  constructor(
    private readonly store: Store,
    private readonly random: () => number,
    private readonly names: InstructionNames,
    private readonly snapshot: Snapshot | undefined,
  ) {
    this.upstreamKey = names.upstreamKey;
    this.#version = snapshot?.found?.version;
    this.isFirst = snapshot !== undefined && snapshot.found === undefined;
    this.known = knownOf(snapshot);
  }

  /** Keeps what was made. */
  made(made: Made): Promise<void> {
    return this.write({ made });
  }

  /** Nothing was made by this try; what an earlier one did stays in doubt. */
  async refused(): Promise<void> {
    if (this.isFirst) await this.#swap(undefined);
  }

  /** Best effort: the upload goes on without. */
  async write(end: { readonly made: Made } | undefined): Promise<void> {
    if (this.snapshot === undefined) return;
    const { found, nowMs, epochStartedAtMs } = this.snapshot;
    const entry = {
      fingerprint: this.names.fingerprint,
      bornAtMs: found?.entry.bornAtMs ?? nowMs,
      epochStartedAtMs,
      leaseUntilMs: 0,
      end,
    };
    await this.#swap({ version: freshVersion(this.random), entry });
  }

  async #swap(to: Parameters<Store['swap']>[1]['to']): Promise<void> {
    if (this.snapshot === undefined) return;
    const { epochStartedAtMs } = this.snapshot;
    const change = { from: this.#version, to, epochStartedAtMs, keepMs: KEPT_MS };
    if (await this.store.swap(this.names.id, change).catch(() => false)) this.#version = to?.version;
  }
}

const CALLS_AT_ONCE = 32;

/** A thousand bills must not keep a payment waiting for the same store. */
function inTurns(store: Store): Store {
  const places = new Places(CALLS_AT_ONCE);
  return {
    read: (id) => places.work(() => store.read(id)),
    swap: (id, change) => places.work(() => store.swap(id, change)),
  };
}

function knownOf<Made>(snapshot: Snapshot | undefined): Known<Made> {
  if (snapshot?.found === undefined) return { kind: 'NEW' };
  const { end, bornAtMs } = snapshot.found.entry;
  if (typeof end === 'object') return { kind: 'MADE', made: end.made as Made };
  return { kind: snapshot.nowMs - bornAtMs > SEND_UNTIL_AGE_MS ? 'TOO_OLD' : 'NEW' };
}
