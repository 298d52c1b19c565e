import type { Gateway } from './gateway.js';

/** One thing that can be done from the command line. */
export interface Recipe {
  readonly name: string;
  /** One line, for the list of recipes. */
  readonly summary: string;
  /** What follows the options, e.g. `<file> …`; nothing when left out. */
  readonly operands?: string;
  /** What a person should know before running it. */
  readonly notes: string;
  readonly options: Readonly<Record<string, Option>>;
  run(gateway: Gateway, given: Given): Promise<void>;
}

/** An option with a value, `--since 2026-01-01T00:00:00Z`, or without one, `--without-imported`. */
export interface Option {
  /** Stands for the value in the help, e.g. `<moment>`; left out of an option that is given or not. */
  readonly value?: string;
  readonly help: string;
}

export interface Given {
  readonly options: Readonly<Record<string, string | undefined>>;
  /** The options without a value that were given. */
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** Ends a recipe with one sentence on standard error. */
export class Stop extends Error {
  override readonly name = 'Stop';

  /** @param exitCode 1: it failed; 2: it was called wrongly; 3: nobody knows yet whether it was done. */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 3 = 1,
  ) {
    super(message);
  }
}

/** The value of an option that has no default. Ends with exit code 2 when it is missing. */
export function required({ options }: Given, name: string): string {
  const value = options[name];
  if (value === undefined || value === '') throw new Stop(`--${name} is missing; see --help.`, 2);
  return value;
}

/** A step that was taken, on standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
