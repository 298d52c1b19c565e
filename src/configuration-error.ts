/** A variable that is wrong or missing; the message names it and never shows its value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
