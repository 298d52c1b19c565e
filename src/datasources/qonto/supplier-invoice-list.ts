import type { SupplierInvoice } from '../../schema/supplier-invoice.js';
import type { SupplierInvoiceFilter, SupplierInvoiceOrder } from '../../schema/supplier-invoice-input.js';
import { type Connection, seek } from '../paging/index.js';
import { type Access, connectionRequest, type ConnectionWish } from './connection.js';
import { type ListRow, pagedList, readAll, readOne } from './resource.js';
import { supplierInvoices } from './supplier-invoice.js';
import type { Bill } from './supplier-invoice-form.js';
import { supplierInvoiceQuery } from './supplier-invoice-query.js';
import { type BillOutcome, bulkUpload } from './supplier-invoice-upload.js';

export interface SupplierInvoiceWish extends ConnectionWish {
  readonly filter: SupplierInvoiceFilter;
  readonly order: SupplierInvoiceOrder;
}

export class SupplierInvoices {
  constructor(private readonly access: Access) {}

  byId(id: string): Promise<SupplierInvoice | null> {
    return readOne(this.access.session, supplierInvoices, id);
  }

  /**
   * One list. One request per page.
   *
   * @throws {BadUserInput} naming the argument, before anything is asked of the bank.
   */
  async list({ filter, order, ...wish }: SupplierInvoiceWish): Promise<Connection<ListRow<SupplierInvoice>>> {
    const { query, sort, bounds } = supplierInvoiceQuery(filter, order);
    const list = pagedList(this.access.session, supplierInvoices, query, sort);
    return seek(async () => [list], {
      ...connectionRequest(this.access, supplierInvoices.path, wish),
      ...bounds,
      direction: order.direction,
      unit: 'millisecond',
      fingerprint: JSON.stringify([supplierInvoices.path, query, bounds, order]),
    });
  }

  /** The invoices that come from some files, at most 100 of them. One request per 100 invoices. */
  ofAttachments(attachmentIds: readonly string[]): Promise<readonly SupplierInvoice[]> {
    return readAll(this.access.session, supplierInvoices, { 'filter[attachment_id][]': attachmentIds });
  }

  /** Sends in any number of bills: see {@link bulkUpload}. One request per 20 bills or 15 MB. */
  upload(bills: readonly Bill[], skipAttachmentMatcher: boolean): Promise<readonly BillOutcome[]> {
    return bulkUpload(this.access.session, bills, skipAttachmentMatcher);
  }
}
