/** One HTTP answer, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Uint8Array;
  /** The same as text; decoded when it is first read. */
  readonly text: string;
}

/** Headers of an answer, by their names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export class WholeReply implements Reply {
  #text: string | undefined;

  constructor(
    readonly status: number,
    private readonly headers: Headers,
    readonly bytes: Uint8Array,
  ) {}

  get contentType(): string {
    return (this.header('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
  }

  get text(): string {
    return (this.#text ??= utf8.decode(this.bytes));
  }

  readonly header = (name: string): string | undefined => headerIn(this.headers, name);
}

/** The first value, where the bank sent several. */
export function headerIn(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

const utf8 = new TextDecoder();
