/** Where a defect is: never what its message said. */
export interface Defect {
  readonly name: string;
  readonly code?: string;
  readonly stack: string;
}

/**
 * Makes what may be logged of an error that nobody expected: its kind and the frames of its stack.
 *
 * Its message may hold what a caller or the bank sent, and its stack begins with the message.
 */
export function defectOf(error: unknown): Defect {
  if (!(error instanceof Error)) return { name: typeof error, stack: '' };
  const { code } = error as NodeJS.ErrnoException;
  return {
    name: word.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && word.test(code) && { code }),
    stack: framesOf(error),
  };
}

/** The lines below the message, that is: after its text. One that only looks like a frame may be part of the message. */
function framesOf({ message, stack = '' }: Error): string {
  const start = stack.indexOf(message);
  const below = start < 0 ? '' : stack.slice(start + message.length);
  return below
    .split('\n')
    .filter((line) => frame.test(line))
    .join('\n');
}

/** A name of a class or a code of Node's; four digits in a row are no part of either. */
const word = /^(?!.*\d{4})[A-Za-z][A-Za-z0-9_]{0,59}$/;

const frame = /^ {4}at (?:[\w$.<># [\]]{1,200} \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^()]+:\d+:\d+\)?$/;
