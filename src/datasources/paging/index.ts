/** The door of paging: cursor connections over lists that the bank serves by page number. */
export { gallop } from './gallop.js';
export { materialise, readWhole } from './materialise.js';
export { PageOutOfRange } from './paged-list.js';
export type {
  Connection,
  ConnectionArguments,
  ConnectionRequest,
  Direction,
  Edge,
  ListPage,
  PageCap,
  PagedList,
  PageInfo,
  PageQuery,
  Unit,
} from './paged-list.js';
export { seek } from './seek.js';
