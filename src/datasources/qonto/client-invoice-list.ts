import type { ClientInvoice } from '../../schema/client-invoice.js';
import type { ClientInvoiceFilter, ClientInvoiceOrder } from '../../schema/client-invoice-filter.js';
import type {
  CreateInvoiceInput,
  SendInvoiceInput,
  UpdateInvoiceInput,
} from '../../schema/client-invoice-input.js';
import { type Connection, seek } from '../paging/index.js';
import type { Call } from './call.js';
import { clientInvoices } from './client-invoice.js';
import { createBody, invoiceQuery, sendBody, updateBody } from './client-invoice-spelling.js';
import { type Access, connectionRequest, type ConnectionWish } from './connection.js';
import { range } from './filter.js';
import { type ListRow, pagedList, readOne } from './resource.js';
import { write, writeSilently } from './write.js';

/** Invoices to clients. The bank takes no idempotency key for them: no write here is ever repeated. */
export class ClientInvoices {
  constructor(private readonly access: Access) {}

  byId(id: string): Promise<ClientInvoice | null> {
    return readOne(this.access.session, clientInvoices, id);
  }

  /** The same past what this operation has read before: for invoices whose PDF is still being made. */
  byIdAgain(id: string): Promise<ClientInvoice | null> {
    return readOne(this.access.session, clientInvoices, id, {}, { fresh: true });
  }

  /**
   * Sorted by their creation, which never changes; filtered by whatever is asked. So an invoice that changes during a
   * walk stays where it is.
   *
   * @throws {BadUserInput} naming the part of the filter that cannot be meant.
   */
  async list(
    filter: ClientInvoiceFilter,
    order: ClientInvoiceOrder,
    wish: ConnectionWish,
  ): Promise<Connection<ListRow<ClientInvoice>>> {
    const query = invoiceQuery(filter);
    const bounds = range('filter.createdAt', filter.createdAt);
    const list = pagedList(this.access.session, clientInvoices, query, {
      by: 'created_at',
      from: 'filter[created_at_from]',
      to: 'filter[created_at_to]',
    });
    return seek([list], {
      ...connectionRequest(this.access, clientInvoices.path, wish),
      ...bounds,
      direction: order.direction,
      // Some answers print seconds: `2022-03-04T17:58:30+02:00`. Source: docs.qonto.com, client invoices, read 2026-11-20.
      unit: 'second',
      fingerprint: JSON.stringify([clientInvoices.path, query, bounds, order]),
    });
  }

  /** Makes a draft. Sent twice, it makes two. */
  create(input: CreateInvoiceInput): Promise<ClientInvoice> {
    const body = createBody(input);
    return write(this.access.session, clientInvoices, { method: 'POST', path: clientInvoices.path, body });
  }

  update({ id, ...changes }: UpdateInvoiceInput): Promise<ClientInvoice> {
    return write(this.access.session, clientInvoices, {
      method: 'PATCH',
      path: one,
      params: { id },
      body: updateBody(changes),
    });
  }

  delete(id: string): Promise<void> {
    return writeSilently(this.access.session, { method: 'DELETE', path: one, params: { id } });
  }

  /** Gives the draft its number, locks it, and starts the making of its PDF. */
  finalize(id: string): Promise<ClientInvoice> {
    return this.#step(id, 'finalize');
  }

  /** Sends an e-mail, at every call. */
  send({ id, ...message }: SendInvoiceInput): Promise<void> {
    return writeSilently(this.access.session, {
      method: 'POST',
      path: `${one}/send`,
      params: { id },
      body: sendBody(message),
    });
  }

  /** Records a payment; no money moves. Of a paid invoice only the day changes. */
  markAsPaid(id: string, paidOn: string | null | undefined): Promise<ClientInvoice> {
    return this.#step(id, 'mark_as_paid', paidOn == null ? {} : { paid_at: paidOn });
  }

  unmarkAsPaid(id: string): Promise<ClientInvoice> {
    return this.#step(id, 'unmark_as_paid');
  }

  /** The invoice keeps its number. There is no way back. */
  cancel(id: string): Promise<ClientInvoice> {
    return this.#step(id, 'mark_as_canceled');
  }

  #step(id: string, step: string, body?: Call['body']): Promise<ClientInvoice> {
    const call: Call = { method: 'POST', path: `${one}/${step}`, params: { id } };
    return write(this.access.session, clientInvoices, body === undefined ? call : { ...call, body });
  }
}

const one = `${clientInvoices.path}/{id}`;
