import type { Rejection, ScaRequired } from '../../errors.js';

/** What became of an instruction. */
export type Outcome<Made> =
  /** Done just now. */
  | { readonly kind: 'CREATED'; readonly made: Made }
  /** Done earlier, by this instruction; nothing new was made. */
  | { readonly kind: 'REPLAYED'; readonly made: Made }
  /** The bank said no. Nothing was done, and the key is free again, also for a corrected wish. */
  | { readonly kind: 'REFUSED'; readonly refusal: Rejection }
  /** Nothing was done, and nothing will be under this key: it is too old to be sent. */
  | { readonly kind: 'NOT_EXECUTED' }
  /** The key stands for another wish; `made` is what came of that one, as far as it is known. Nothing was sent. */
  | { readonly kind: 'KEY_REUSED'; readonly made: Made | undefined }
  /** Nothing was done yet: the account holder must confirm, then the same instruction comes again with the approval. */
  | { readonly kind: 'SCA_REQUIRED'; readonly challenge: ScaRequired }
  /** Another request works on the same instruction at this moment. */
  | { readonly kind: 'IN_PROGRESS'; readonly retryAfterMs: number }
  /** It may have been done. The same instruction, asked again after this time, gets nearer to a definite answer. */
  | { readonly kind: 'UNKNOWN'; readonly retryAfterMs: number };
