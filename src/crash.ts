import { writeSync } from 'node:fs';
import { defectOf } from './defect.js';

/**
 * Makes an error that nobody caught end the process with exit code 1 and one line of JSON on standard error, which says
 * where it was.
 *
 * Node itself would print the error with its message and all its fields: these may hold an IBAN or a token. The process
 * does not go on, since nobody knows what is half done; keys of payments are made for that.
 */
export function dieInSilence(): void {
  // Takes rejections too: without a listener of their own Node raises them here.
  process.on('uncaughtException', (error) => {
    try {
      const line = { level: 60, time: Date.now(), defect: defectOf(error), msg: 'crash' };
      writeSync(process.stderr.fd, `${JSON.stringify(line)}\n`);
    } finally {
      // Also when nobody reads standard error any more: what is thrown here, Node would print.
      process.exit(1);
    }
  });
}
