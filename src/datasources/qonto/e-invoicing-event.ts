import { z } from 'zod';
import { type EInvoicingEvent, EInvoicingStatus } from '../../schema/invoice.js';
import { each, type FieldReaders, rowReader } from './row.js';
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

const readEvent = rowReader<NonNullable<Wire['einvoicing_lifecycle_events']>[number], EInvoicingEvent>({
  statusCode: (wire) => wire.status_code ?? null,
  reason: (wire) => wire.reason ?? null,
  reasonMessage: (wire) => wire.reason_message ?? null,
  at: (wire) => wire.timestamp ?? null,
});

/** Delivery of a document as our rows have it; oldest step first, those without a time where the bank put them. */
export const eInvoicing: FieldReaders<
  Wire,
  {
    eInvoicingStatus: EInvoicingStatus | null;
    rawEInvoicingStatus: string | null;
    eInvoicingEvents: (EInvoicingEvent | Error)[];
  }
> = {
  eInvoicingStatus: (wire) => (wire.einvoicing_status == null ? null : status(wire.einvoicing_status)),
  rawEInvoicingStatus: (wire) => wire.einvoicing_status ?? null,
  eInvoicingEvents: (wire) =>
    each(wire.einvoicing_lifecycle_events ?? [], readEvent).sort((one, other) => {
      const [instant, otherInstant] = [instantOf(one), instantOf(other)];
      return instant === null || otherInstant === null ? 0 : instant - otherInstant;
    }),
};

function instantOf(event: EInvoicingEvent | Error): number | null {
  try {
    return event instanceof Error || event.at === null ? null : Date.parse(event.at);
  } catch {
    return null;
  }
}
