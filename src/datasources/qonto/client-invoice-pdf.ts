import type { Attachment } from '../../schema/attachment.js';
import type { ClientInvoice } from '../../schema/client-invoice.js';
import { type ClientInvoicePdf, PdfStatus } from '../../schema/client-invoice-pdf.js';
import type { Attachments } from './attachment.js';
import type { ClientInvoices } from './client-invoice-list.js';
import type { QontoSession } from './session.js';

/** The reads and the clock that waiting is made of. */
export interface PdfSources {
  readonly session: Pick<QontoSession, 'wait' | 'now'>;
  readonly invoices: Pick<ClientInvoices, 'byIdAgain'>;
  readonly attachments: Pick<Attachments, 'byIdAgain'>;
}

/**
 * The PDFs of invoices, which the bank makes after finalizing: first the invoice names its file, some ten seconds
 * later, then the file is there.
 *
 * Being late is no error: the answer then is GENERATING. Source: Qonto's use-case guide, "Generate a Factur-X invoice",
 * read 2026-11-20.
 */
export class ClientInvoicePdfs {
  #waits = 0;

  constructor(private readonly sources: PdfSources) {}

  /**
   * The PDF of an invoice. `file` is what the caller has just seen of it: when that is nothing, waits up to
   * `waitSeconds`.
   *
   * Waiting costs one request every one to two seconds; without it there is none. An operation waits twice at most: for
   * two PDFs at once, or one after the other; the others are told to ask again.
   *
   * @throws {GatewayError} when the bank cannot be asked, or as soon as the caller has gone.
   */
  async of(invoice: ClientInvoice, file: Attachment | null, waitSeconds: number): Promise<ClientInvoicePdf> {
    if (file) return ready(file);
    if (!isComing(invoice)) return none;
    if (waitSeconds === 0 || this.#waits >= mostWaits) return generating;
    this.#waits++;
    const { session, invoices, attachments } = this.sources;
    const until = session.now() + waitSeconds * 1000;
    let seen = invoice;
    for (let pauseMs = firstPauseMs; ; pauseMs = laterPauseMs) {
      const leftMs = until - session.now();
      if (leftMs <= 0) return generating;
      await session.wait(Math.min(pauseMs, leftMs), invoiceRead);
      if (seen.attachmentId === null) {
        const again = await invoices.byIdAgain(seen.id);
        if (again === null || !isComing(again)) return none;
        seen = again;
      }
      const attachment = seen.attachmentId === null ? null : await attachments.byIdAgain(seen.attachmentId);
      if (attachment) return ready(attachment);
    }
  }
}

/** The guide waits two seconds between looks. */
const laterPauseMs = 2_000;
const firstPauseMs = 1_000;

/** More of them would hold an operation for minutes. */
const mostWaits = 2;

const invoiceRead = { method: 'GET', path: '/v2/client_invoices/{id}' } as const;

function ready(attachment: Attachment): ClientInvoicePdf {
  return { status: PdfStatus.READY, retryAfterSeconds: null, attachment };
}

const generating: ClientInvoicePdf = { status: PdfStatus.GENERATING, retryAfterSeconds: 5, attachment: null };
const none: ClientInvoicePdf = { status: PdfStatus.NONE, retryAfterSeconds: null, attachment: null };

/** A draft has no PDF, and what was cancelled without one gets none. */
function isComing({ status, attachmentId }: ClientInvoice): boolean {
  return status !== 'DRAFT' && (attachmentId !== null || status !== 'CANCELED');
}
