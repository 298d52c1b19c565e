/** When something was made, if it was, in milliseconds before now by the bank's own clock. */
export interface Span {
  readonly fromAgoMs: number;
  /** 0 while a POST may still be at work. */
  readonly toAgoMs: number;
}

/**
 * What came of a search at the bank. `UNSURE`: there may be something, but not everything could be seen, or it cannot be
 * told apart.
 */
export type Sighting<Made> = { readonly found: Made } | 'NONE' | 'UNSURE';
