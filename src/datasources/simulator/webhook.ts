import { shelf, type Bank } from './bank.js';
import { organizationId } from './company.js';
import { deliver, retryAfterSeconds } from './webhook-delivery.js';

/** Types of events that this bank sends. Source: docs.qonto.com, webhooks, read 2026-11-20. */
export const EVENT_TYPES = ['v1/transactions', 'v1/client-invoices'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

const DELIVERIES_KEPT = 1_000;

/** Who wants to be told of what. */
interface Subscription {
  readonly id: string;
  readonly callback_url: string;
  readonly secret: string;
  readonly types: readonly EventType[];
}

/** One try to tell one event; `status` is null while nobody has answered, or nobody did in time. */
export interface Delivery {
  readonly event_id: string;
  readonly subscription_id: string;
  readonly type: EventType;
  readonly attempt: number;
  status: number | null;
}

interface Told {
  readonly subscription: Subscription;
  readonly eventId: string;
  readonly type: EventType;
  readonly body: string;
}

/** Tells what changed to everybody who has subscribed, beginning with what changes after that. */
export class Webhooks {
  readonly #subscriptions: Subscription[] = [];
  readonly #deliveries: Delivery[] = [];
  readonly #events: Told[] = [];
  readonly #ended = new AbortController();

  constructor(private readonly bank: Bank) {}

  subscribe(callback_url: string, secret: string, types: readonly EventType[] = EVENT_TYPES): { id: string } {
    const subscription = { id: this.bank.newId(), callback_url, secret, types };
    this.#subscriptions.push(subscription);
    return { id: subscription.id };
  }

  /** @param data Its fields now; asked for only when somebody wants to know. */
  announce(type: EventType, data: () => object): void {
    for (const subscription of this.#subscriptions) {
      if (!subscription.types.includes(type)) continue;
      const eventId = this.bank.newId();
      const body = JSON.stringify({
        id: eventId,
        subscription_id: subscription.id,
        organization_id: organizationId(this.bank),
        membership_id: this.bank.random('webhook membership').uuid(),
        type,
        created_at: this.bank.now().toISOString(),
        data: data(),
      });
      const told = { subscription, eventId, type, body };
      this.#events.push(told);
      if (this.#events.length > DELIVERIES_KEPT) this.#events.shift();
      this.#tell(told, 1);
    }
  }

  /** Tells an event once more, as happens when an answer is lost; false when there is none with this id. */
  repeat(eventId: string): boolean {
    const told = this.#events.find((event) => event.eventId === eventId);
    if (told !== undefined) this.#tell(told, 1);
    return told !== undefined;
  }

  /** The last tries, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** Tells nothing any more. */
  close(): void {
    this.#subscriptions.length = 0;
    this.#ended.abort();
  }

  #tell(told: Told, attempt: number): void {
    const { subscription, eventId: event_id, type, body } = told;
    const delivery: Delivery = { event_id, subscription_id: subscription.id, type, attempt, status: null };
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > DELIVERIES_KEPT) this.#deliveries.shift();
    const { callback_url, secret } = subscription;
    const { webhookAnswerMs: answerMs } = this.bank.settings;
    const ended = this.#ended.signal;
    const sent = deliver({ url: callback_url, secret, body, now: this.bank.now(), answerMs, ended });
    void sent.then((status) => {
      delivery.status = status ?? null;
      const seconds = retryAfterSeconds(attempt);
      if (ended.aborted || isTaken(status) || seconds === undefined) return;
      this.bank.later(seconds, () => this.#tell(told, attempt + 1));
    });
  }
}

export const webhooks = shelf('webhooks', (bank) => new Webhooks(bank));

function isTaken(status = 0): boolean {
  return status >= 200 && status < 300;
}
