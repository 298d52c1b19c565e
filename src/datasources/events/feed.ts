import type { GatewayError } from '../../errors.js';
import { Backlog } from './backlog.js';
import type { Change, ChangingResource } from './change.js';

export interface Followed {
  readonly organizationId: string;
  readonly resource: ChangingResource;
  /** Of one object; all of them when it is left out. */
  readonly id?: string | undefined;
}

/** Brings changes to those who follow them. */
export interface ChangeFeed {
  /** Never rejects: whoever tells has nobody to complain to. */
  publish(change: Change): Promise<void>;
  /**
   * Everything that is published from now on, until the iterator is returned.
   *
   * @throws {GatewayError} UPSTREAM_UNAVAILABLE when changes would be missed at this moment.
   */
  follow(followed: Followed): Backlog;
  close(): void;
}

/** The feed of a single process. */
export class MemoryFeed implements ChangeFeed {
  readonly #followers = new Map<string, Map<Backlog, string | undefined>>();

  async publish(change: Change): Promise<void> {
    for (const [backlog, id] of this.#followers.get(topicOf(change)) ?? [])
      if (id === undefined || id === change.id) backlog.push(change);
  }

  follow(followed: Followed): Backlog {
    const topic = topicOf(followed);
    const followers = this.#followers.get(topic) ?? new Map<Backlog, string | undefined>();
    const backlog: Backlog = new Backlog(() => {
      followers.delete(backlog);
      if (followers.size === 0) this.#followers.delete(topic);
    });
    this.#followers.set(topic, followers.set(backlog, followed.id));
    return backlog;
  }

  /** How many follow. */
  get size(): number {
    return [...this.#followers.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Ends all who follow, because they may have missed something. */
  interrupt(reason: () => GatewayError): void {
    for (const followers of this.#followers.values())
      for (const backlog of followers.keys()) backlog.fail(reason());
  }

  close(): void {
    for (const followers of this.#followers.values())
      for (const backlog of followers.keys()) void backlog.return();
  }
}

function topicOf({ organizationId, resource }: Followed): string {
  return `${resource} ${organizationId}`;
}
