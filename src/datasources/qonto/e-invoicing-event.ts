import { z } from 'zod';
import { type EInvoicingEvent, EInvoicingStatus } from '../../schema/invoice.js';
import { maybe, openEnum } from './wire.js';

/** The part of a document that tells of its way through the e-invoicing network. Source: docs.qonto.com, client invoices, read 2026-11-20. */
export const wireEInvoicing = {
  einvoicing_status: maybe(z.string()),
  einvoicing_lifecycle_events: maybe(
    z.array(
      z.object({
        status_code: maybe(z.int()),
        reason: maybe(z.string()),
        reason_message: maybe(z.string()),
        timestamp: maybe(z.string()),
      }),
    ),
  ),
};

type Wire = z.infer<z.ZodObject<typeof wireEInvoicing>>;

const status = openEnum(EInvoicingStatus);

/** Delivery of a document as our rows have it; oldest step first, those without a time where the bank put them. */
export function eInvoicingOf(wire: Wire): {
  eInvoicingStatus: EInvoicingStatus | null;
  rawEInvoicingStatus: string | null;
  eInvoicingEvents: EInvoicingEvent[];
} {
  const events = (wire.einvoicing_lifecycle_events ?? []).map((event) => ({
    statusCode: event.status_code ?? null,
    reason: event.reason ?? null,
    reasonMessage: event.reason_message ?? null,
    at: event.timestamp ?? null,
  }));
  const word = wire.einvoicing_status ?? null;
  return {
    eInvoicingStatus: word === null ? null : status(word),
    rawEInvoicingStatus: word,
    eInvoicingEvents: events.sort((one, other) =>
      one.at === null || other.at === null ? 0 : Date.parse(one.at) - Date.parse(other.at),
    ),
  };
}
