import { Random } from './random.js';

/** Where the time comes from: the machine by default, a test's own clock on demand. */
export interface Clock {
  now(): Date;
}

/** How many rows of each kind the bank is born with. */
export interface Sizes {
  /** 0 to 1,000,000. */
  readonly transactions: number;
  readonly clients: number;
  readonly clientInvoices: number;
  readonly supplierInvoices: number;
}

/** So many requests in any stretch of this length. */
export interface RequestWindow {
  readonly limit: number;
  readonly lengthMs: number;
}

/**
 * How the bank behaves where its documentation is silent or its pages disagree.
 * Changed through `POST /_simulator/settings`.
 */
export interface Settings {
  /** How the answers of repeated POSTs are kept; `idempotency.ts` says what each word means. */
  idempotencyModel: 'atomic' | 'late' | 'forgetful' | 'read-lock-run';
  /** Status of `{"error":"Concurrent requests detected"}`: 429 is the library's default, 409 is common. */
  concurrentRequestStatus: 409 | 429;
  /** Real milliseconds a keyed request works, so that a repeat can meet it at work. */
  keyedWorkMs: number;
  /** `per_page` above 100: quietly 100, or 422. Qonto does not say. */
  perPageAboveLimit: 'clamp' | 'refuse';
  /** `next_page` on the last page: null, or left out as on `/v2/cards`. */
  nextPageOnLastPage: 'null' | 'absent';
  /** The two windows per IP and the hourly limit of 401s. */
  rateLimits: boolean;
  /** What an IP address may send, each window by itself. */
  requestWindows: readonly RequestWindow[];
  /** A sandbox demands this in `X-Qonto-Staging-Token`; null plays production. */
  stagingToken: string | null;
  /** Refuse a payee proof whose IBAN and name are not those of the transfer. */
  strictPayeeProof: boolean;
  /** Seconds until a freshly linked file shows up at its transaction. */
  attachmentDelaySeconds: number;
  /** Seconds from finalizing a client invoice to its `attachment_id`. */
  invoiceFileDelaySeconds: number;
  /** Seconds in which `GET /v2/attachments/:id` is still 404 after the invoice names the file. */
  invoiceFileLagSeconds: number;
  /** Seconds from a supplier invoice's upload to the fields read from its picture. */
  supplierInvoiceReadingSeconds: number;
  /** Real milliseconds in which a webhook has to be answered. */
  webhookAnswerMs: number;
}

/** A part of the bank's memory, made when first asked for. Parts may ask for each other while they are made. */
export interface Shelf<Content> {
  readonly name: string;
  readonly make: (bank: Bank) => Content;
}

export function shelf<Content>(name: string, make: (bank: Bank) => Content): Shelf<Content> {
  return { name, make };
}

interface Appointment {
  readonly at: number;
  readonly act: (at: Date) => void;
}

/**
 * The whole state of the pretend bank: its clock, its settings, and one shelf per resource.
 * Two banks with the same seed, sizes and day of birth hold the same rows.
 */
export class Bank {
  readonly seed: number;
  readonly sizes: Sizes;
  readonly settings: Settings;
  /** Midnight (UTC) of the day the bank was born; its history ends here, so that a day gives one data set. */
  readonly bornAt: Date;
  readonly #clock: Clock;
  readonly #shelves = new Map<string, unknown>();
  readonly #fresh: Random;
  /** Earliest first. */
  readonly #appointments: Appointment[] = [];
  #shiftMs = 0;
  #pinnedMs: number | undefined;
  #lastStampMs = 0;

  constructor(options: { seed: number; sizes: Sizes; settings: Settings; clock: Clock }) {
    this.seed = options.seed;
    this.sizes = options.sizes;
    this.settings = options.settings;
    this.#clock = options.clock;
    const day = 24 * 60 * 60 * 1000;
    this.bornAt = new Date(Math.floor(this.#clock.now().getTime() / day) * day);
    this.#fresh = this.random('fresh');
  }

  /** The content of a shelf. */
  of<Content>(wanted: Shelf<Content>): Content {
    if (!this.#shelves.has(wanted.name)) this.#shelves.set(wanted.name, wanted.make(this));
    return this.#shelves.get(wanted.name) as Content;
  }

  /** A stream of random numbers of its own for each name, so that one resource never disturbs another. */
  random(...names: readonly (string | number)[]): Random {
    return new Random(this.seed, ...names);
  }

  /** A new version 7 UUID, dated by the bank's clock. */
  newId(): string {
    return this.#fresh.uuidAt(this.now().getTime());
  }

  now(): Date {
    return new Date(this.#pinnedMs ?? this.#clock.now().getTime() + this.#shiftMs);
  }

  /** The moment of a change, `2026-03-18T09:12:04.000Z`: never the same twice, never earlier than the last one. */
  stamp(): string {
    const stampMs = Math.max(this.now().getTime(), this.#lastStampMs + 1);
    this.#lastStampMs = stampMs;
    const aheadMs = stampMs - (this.#clock.now().getTime() + this.#shiftMs);
    if (aheadMs > 0) this.#shiftMs += aheadMs;
    return new Date(stampMs).toISOString();
  }

  advance(seconds: number): void {
    this.#shiftMs += seconds * 1000;
    this.keepAppointments();
  }

  setNow(now: Date): void {
    this.#shiftMs = now.getTime() - this.#clock.now().getTime();
    this.keepAppointments();
  }

  /** Does something once the bank's clock has moved on; it happens at the next request after that moment. */
  later(seconds: number, act: (at: Date) => void): void {
    const at = this.now().getTime() + seconds * 1000;
    const earlier = this.#appointments.findLastIndex((appointment) => appointment.at <= at);
    this.#appointments.splice(earlier + 1, 0, { at, act });
  }

  /** Does everything that is due, in order of time; {@link now} is the due moment while it is done. */
  keepAppointments(): void {
    for (;;) {
      const due = this.#appointments[0];
      if (due === undefined || due.at > this.now().getTime()) return;
      this.#appointments.shift();
      this.#pinnedMs = due.at;
      try {
        due.act(new Date(due.at));
      } finally {
        this.#pinnedMs = undefined;
      }
    }
  }
}
