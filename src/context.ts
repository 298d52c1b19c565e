import { createLoaders, type Loaders } from './datasources/loaders.js';
import { type Meter, Qonto, type QontoSession, type QontoSettings } from './datasources/qonto/index.js';

/** What a resolver gets: the bank and the loaders of one operation. Made anew for each; nothing is shared. */
export interface Context {
  readonly qonto: Qonto;
  readonly load: Loaders;
  /** What the operation has cost so far, in requests to the bank. */
  readonly meter: Meter;
}

export function createContext(session: QontoSession, settings: QontoSettings): Context {
  const qonto = new Qonto(session, settings);
  return { qonto, load: createLoaders(qonto, session.meter), meter: session.meter };
}
