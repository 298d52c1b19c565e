import type { UserError, UserErrorCode } from '../schema/user-error.js';
import { userError } from './user-errors.js';

/**
 * Collects what is wrong with an input, all of it at once, so that a form can mark every field in one go.
 *
 * `Decimal` text never has an exponent or a comma here: the scalar refuses them.
 */
export class Problems {
  readonly #found: UserError[] = [];

  get found(): UserError[] {
    return this.#found;
  }

  add(code: keyof typeof UserErrorCode, message: string, ...field: readonly string[]): void {
    this.#found.push(userError(code, message, ['input', ...field]));
  }

  /** Text that is more than spaces. */
  required(value: string | null | undefined, ...field: readonly string[]): void {
    if (value == null || value.trim() === '') this.add('REQUIRED', 'A value is missing.', ...field);
  }

  /** Text of a length that the bank takes. */
  atMost(characters: number, value: string | null | undefined, ...field: readonly string[]): void {
    if (value != null && [...value].length > characters)
      this.add('INVALID', `At most ${characters} characters.`, ...field);
  }

  /** An id that can stand in a path: anything else would be refused later, in the middle of the work. */
  id(value: string | null | undefined, ...field: readonly string[]): void {
    if (value != null && (/^\.{0,2}$/.test(value.trim()) || /\p{Surrogate}/u.test(value)))
      this.add('INVALID', 'This is not an id of the bank.', ...field);
  }

  /** An enum value that may be sent. */
  known(value: string | null | undefined, ...field: readonly string[]): void {
    if (value === 'UNRECOGNIZED') this.add('INVALID', 'The bank has no such word.', ...field);
  }
}
