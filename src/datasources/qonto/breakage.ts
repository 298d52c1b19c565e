/** No byte of the request has left: no connection could be made. For money this means: nothing happened. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

export type BrokenReason = 'RESET' | 'TIMEOUT' | 'TOO_LARGE' | 'ABORTED';

/** The request may have reached the bank, and no whole answer came back. */
export class Broken extends Error {
  override readonly name = 'Broken';

  constructor(readonly reason: BrokenReason) {
    super(reason);
  }
}

/** What an error of undici means for a request. */
export function breakageOf(error: unknown): NotSent | Broken {
  if (error instanceof NotSent || error instanceof Broken) return error;
  switch ((error as { code?: unknown }).code) {
    case 'UND_ERR_CLOSED': // refused by our own pool, which is shutting down
      return new NotSent('closed');
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return new Broken('TIMEOUT');
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return new Broken('TOO_LARGE');
    default:
      return new Broken('RESET');
  }
}
