import { type Checked, checkDocument } from './document-limits.js';

/** Documents that are remembered, and how long each of them may be: together no more than 10 MB. */
const MOST_DOCUMENTS = 500;
const LONGEST_TEXT = 10_000;

/** Documents that were looked at before are not parsed again; clients send few different ones. */
export class CheckedDocuments {
  /** The oldest first. */
  readonly #known = new Map<string, Checked>();

  /** @throws {GatewayError} as {@link checkDocument}. */
  check(text: string): Checked {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const checked = checkDocument(text);
    if (text.length > LONGEST_TEXT) return checked;
    if (this.#known.size === MOST_DOCUMENTS) this.#known.delete(this.#known.keys().next().value ?? '');
    this.#known.set(text, checked);
    return checked;
  }
}
