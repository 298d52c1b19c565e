import type { Sighting, Span } from '../sighting.js';
import type { Approval } from './instruction.js';

/** What the bank can do for one instruction. */
export interface Errand<Made> {
  /**
   * Makes the request, with the marker where the bank shows it again, as text. It may ask the bank before, and throw to
   * call everything off. Not called again once a request has been sent: the account holder's confirmation is for that
   * one. Source: delegated regulation (EU) 2018/389, article 5.
   */
  prepare(marker: string): Promise<string>;
  /** Waits until the POST may leave, as for the account holder's answer. It may throw to call everything off. */
  allow(): Promise<void>;
  /**
   * The one POST.
   *
   * @throws the errors of `errors.ts`, for anything but a yes that can be read.
   */
  send(request: string, upstreamKey: string, approval: Approval | undefined): Promise<Made>;
  /** Whether this is what was ordered. */
  echoes(made: Made): boolean;
  /**
   * Looks among everything that the bank made in this span of time.
   *
   * @throws when it cannot look.
   */
  find(marker: string, span: Span): Promise<Sighting<Made>>;
}
