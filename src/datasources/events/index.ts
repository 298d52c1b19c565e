/** The door of live updates: what changed, and who wants to hear of it. */
export { Backlog } from './backlog.js';
export type { Change, ChangingResource } from './change.js';
export { type ChangeFeed, type Followed, MemoryFeed } from './feed.js';
export { KEEP_EVENTS_MS, MemorySeenEvents, type SeenEvents } from './seen-events.js';
