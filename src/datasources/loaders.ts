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
  const gate = new Places(lookUpsAtOnce);

  /** One request per distinct key, a few at a time; a key that fails costs that key alone. */
  function each<Key, Row>(read: (key: Key) => Promise<Row>): DataLoader<Key, Row> {
    return new DataLoader(
      (keys) => Promise.all(keys.map((key) => gate.work(() => read(key)).catch((error: Error) => error))),
      { cacheMap: new CountingMap<Key, Promise<Row>>(meter) },
    );
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

  const bankAccounts = each<'all', readonly BankAccount[]>(() => qonto.bankAccounts.all());
  const labels = each<'all', readonly Label[]>(() => qonto.labels.all());
  const memberships = each<'all', readonly Membership[]>(() => qonto.memberships.all());

  return {
    organization: each(() => qonto.organizations.own()),
    attachment: each((id) => qonto.attachments.byId(id)),
    bankAccount: fromList(() => bankAccounts.load('all')),
    beneficiary: each((id) => qonto.beneficiaries.byId(id)),
    client: each((id) => qonto.clients.byId(id)),
    clientInvoice: each((id) => qonto.clientInvoices.byId(id)),
    creditNote: each((id) => qonto.creditNotes.byId(id)),
    label: fromList(() => labels.load('all')),
    membership: fromList(() => memberships.load('all')),
    supplierInvoice: each((id) => qonto.supplierInvoices.byId(id)),
    fullTransaction: each((id) => qonto.transactions.byId(id, ['attachments', 'labels', 'vat_details'])),
    transfer: new DataLoader<string, Transfer | null>(
      async (ids) => {
        const rows = await gate.work(() => qonto.transfers.byIds(ids));
        const byId = new Map(rows.map((row) => [row.id, row.node]));
        return ids.map((id) => byId.get(id) ?? null);
      },
      { maxBatchSize: 100 },
    ),
    supplierInvoicesOfAttachment: new DataLoader(
      async (ids) => {
        const bills = await gate.work(() => qonto.supplierInvoices.ofAttachments(ids));
        return ids.map((id) => bills.filter((bill) => bill.attachmentId === id));
      },
      { maxBatchSize: 100 },
    ),
    bankAccounts,
  };
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
