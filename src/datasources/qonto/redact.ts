/** What the client needs of a logger; pino's loggers fit. */
export interface CallLogger {
  debug(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, string | number | readonly string[]>>;
