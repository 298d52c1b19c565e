/** What can be followed. */
export type ChangingResource = 'transaction' | 'clientInvoice';

/**
 * That something at the bank changed, and nothing of what it is now: whoever wants to know reads it, under an own
 * credential. So a change that was told late, twice or by mistake tells nothing to anybody.
 */
export interface Change {
  /** The bank's id of the event; the same when the bank tells it again. */
  readonly eventId: string;
  readonly organizationId: string;
  readonly resource: ChangingResource;
  /** Of the object that changed. */
  readonly id: string;
}
