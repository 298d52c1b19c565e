import DataLoader from 'dataloader';
import type { Attachment } from '../schema/attachment.js';
import type { BankAccount } from '../schema/bank-account.js';
import type { Beneficiary } from '../schema/beneficiary.js';
import type { ClientInvoice } from '../schema/client-invoice.js';
import type { Client } from '../schema/client.js';
import type { CreditNote } from '../schema/credit-note.js';
import type { Label } from '../schema/label.js';
import type { Membership } from '../schema/membership.js';
import type { Organization } from '../schema/organization.js';
import type { SupplierInvoice } from '../schema/supplier-invoice.js';
import type { Transaction } from '../schema/transaction.js';
import type { Transfer } from '../schema/transfer.js';
import { Places } from './places.js';
import type { Meter, Qonto } from './qonto/index.js';

/** Look-ups of one operation that run at the same time, over all loaders. */
const lookUpsAtOnce = 8;

/** One loader per link between resources. Made anew for every operation: nothing outlives its caller. */
export interface Loaders {
  readonly organization: DataLoader<'own', Organization>;
  readonly attachment: DataLoader<string, Attachment | null>;
  readonly bankAccount: DataLoader<string, BankAccount | null>;
  readonly beneficiary: DataLoader<string, Beneficiary | null>;
  readonly client: DataLoader<string, Client | null>;
  readonly clientInvoice: DataLoader<string, ClientInvoice | null>;
  readonly creditNote: DataLoader<string, CreditNote | null>;
  readonly label: DataLoader<string, Label | null>;
  readonly membership: DataLoader<string, Membership | null>;
  readonly supplierInvoice: DataLoader<string, SupplierInvoice | null>;
  /** A transaction with all that the bank can embed, for one that came without. */
  readonly fullTransaction: DataLoader<string, Transaction | null>;
  /** Transfers of other rows, 100 per request. */
  readonly transfer: DataLoader<string, Transfer | null>;
  /** The bills that come from a file. */
  readonly supplierInvoicesOfAttachment: DataLoader<string, readonly SupplierInvoice[]>;
  /** The whole list of accounts. */
  readonly bankAccounts: DataLoader<'all', readonly BankAccount[]>;
}

/** The reads that loaders are made of. */
export interface LookUps {
  readonly organizations: Pick<Qonto['organizations'], 'own'>;
  readonly attachments: Pick<Qonto['attachments'], 'byId'>;
  readonly transactions: Pick<Qonto['transactions'], 'byId'>;
  readonly bankAccounts: Pick<Qonto['bankAccounts'], 'all'>;
  readonly beneficiaries: Pick<Qonto['beneficiaries'], 'byId'>;
  readonly clients: Pick<Qonto['clients'], 'byId'>;
  readonly clientInvoices: Pick<Qonto['clientInvoices'], 'byId'>;
  readonly creditNotes: Pick<Qonto['creditNotes'], 'byId'>;
  readonly labels: Pick<Qonto['labels'], 'all'>;
  readonly memberships: Pick<Qonto['memberships'], 'all'>;
  readonly transfers: Pick<Qonto['transfers'], 'byIds'>;
  readonly supplierInvoices: Pick<Qonto['supplierInvoices'], 'byId' | 'ofAttachments'>;
}

/** Makes the loaders of one operation. Equal look-ups are one; every second one counts as `deduplicated`. */
export function createLoaders(qonto: LookUps, meter: Meter): Loaders {
  return new OperationLoaders(qonto, meter);
}

/** Makes each loader when it is first asked for: an operation needs one or two of them. */
class OperationLoaders implements Loaders {
  readonly #gate = new Places(lookUpsAtOnce);
  readonly #made: { -readonly [Link in keyof Loaders]?: Loaders[Link] } = {};
  #labels: DataLoader<'all', readonly Label[]> | undefined;
  #memberships: DataLoader<'all', readonly Membership[]> | undefined;

  constructor(
    private readonly qonto: LookUps,
    private readonly meter: Meter,
  ) {}

  get organization(): Loaders['organization'] {
    return (this.#made.organization ??= this.#each(() => this.qonto.organizations.own()));
  }

  get attachment(): Loaders['attachment'] {
    return (this.#made.attachment ??= this.#each((id) => this.qonto.attachments.byId(id)));
  }

  get bankAccounts(): Loaders['bankAccounts'] {
    return (this.#made.bankAccounts ??= this.#each(() => this.qonto.bankAccounts.all()));
  }

  get bankAccount(): Loaders['bankAccount'] {
    return (this.#made.bankAccount ??= fromList(() => this.bankAccounts.load('all')));
  }

  get beneficiary(): Loaders['beneficiary'] {
    return (this.#made.beneficiary ??= this.#each((id) => this.qonto.beneficiaries.byId(id)));
  }

  get client(): Loaders['client'] {
    return (this.#made.client ??= this.#each((id) => this.qonto.clients.byId(id)));
  }

  get clientInvoice(): Loaders['clientInvoice'] {
    return (this.#made.clientInvoice ??= this.#each((id) => this.qonto.clientInvoices.byId(id)));
  }

  get creditNote(): Loaders['creditNote'] {
    return (this.#made.creditNote ??= this.#each((id) => this.qonto.creditNotes.byId(id)));
  }

  get label(): Loaders['label'] {
    return (this.#made.label ??= fromList(() => {
      this.#labels ??= this.#each(() => this.qonto.labels.all());
      return this.#labels.load('all');
    }));
  }

  get membership(): Loaders['membership'] {
    return (this.#made.membership ??= fromList(() => {
      this.#memberships ??= this.#each(() => this.qonto.memberships.all());
      return this.#memberships.load('all');
    }));
  }

  get supplierInvoice(): Loaders['supplierInvoice'] {
    return (this.#made.supplierInvoice ??= this.#each((id) => this.qonto.supplierInvoices.byId(id)));
  }

  get fullTransaction(): Loaders['fullTransaction'] {
    const includes = ['attachments', 'labels', 'vat_details'] as const;
    return (this.#made.fullTransaction ??= this.#each((id) => this.qonto.transactions.byId(id, includes)));
  }

  get transfer(): Loaders['transfer'] {
    return (this.#made.transfer ??= this.#inBatches<Transfer | null>(async (ids) => {
      const byId = new Map((await this.qonto.transfers.byIds(ids)).map((row) => [row.id, row.node]));
      return (id) => byId.get(id) ?? null;
    }));
  }

  get supplierInvoicesOfAttachment(): Loaders['supplierInvoicesOfAttachment'] {
    return (this.#made.supplierInvoicesOfAttachment ??= this.#inBatches(async (ids) => {
      const bills = await this.qonto.supplierInvoices.ofAttachments(ids);
      return (id) => bills.filter((bill) => bill.attachmentId === id);
    }));
  }

  /** One request per distinct key, a few at a time; a key that fails costs that key alone. */
  #each<Key, Row>(read: (key: Key) => Promise<Row>): DataLoader<Key, Row> {
    return new DataLoader(
      (keys) =>
        Promise.all(keys.map((key) => this.#gate.work(() => read(key)).catch((error: Error) => error))),
      { cacheMap: new CountingMap<Key, Promise<Row>>(this.meter) },
    );
  }

  /** One request for a hundred keys; `read` gives what was found to be looked up in. */
  #inBatches<Row>(
    read: (ids: readonly string[]) => Promise<(id: string) => Row | Error>,
  ): DataLoader<string, Row> {
    const batch = async (ids: readonly string[]) => ids.map(await this.#gate.work(() => read(ids)));
    return new DataLoader(batch, { maxBatchSize: 100 });
  }
}

/** All keys from one read of a whole list, because the bank has no look-up by id that is cheaper. */
function fromList<Row extends { id: string }>(
  read: () => Promise<readonly Row[]>,
): DataLoader<string, Row | null> {
  return new DataLoader(async (ids) => {
    const byId = new Map((await read()).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** A map that counts what it saved. */
class CountingMap<Key, Value> extends Map<Key, Value> {
  constructor(private readonly meter: Meter) {
    super();
  }

  override get(key: Key): Value | undefined {
    const value = super.get(key);
    if (value !== undefined) this.meter.deduplicated++;
    return value;
  }
}
