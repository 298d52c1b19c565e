import { type DestinationStream, type LevelWithSilent, type Logger, type LoggerOptions, pino } from 'pino';
import { defectOf } from './defect.js';

/**
 * The log of the gateway: lines of JSON, on standard output by default.
 *
 * Of an error it holds kind, code and place, never the message: that may repeat what a caller or the bank sent.
 */
export function createLogger(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    serializers: { err: defectOf },
    hooks: {
      logMethod(given, log) {
        const [fields, ...text] = given as [unknown, ...string[]];
        // Without a text pino would take that of the error.
        log.call(this, fields, ...(isError(fields) && text.length === 0 ? ['error'] : text));
      },
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function isError(fields: unknown): boolean {
  return fields instanceof Error || (typeof fields === 'object' && fields !== null && 'err' in fields);
}
