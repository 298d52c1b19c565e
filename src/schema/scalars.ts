import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/**
 * The scalars: strict on the way in, verbatim on the way out.
 *
 * What the bank wrote is passed on unchanged, even where it breaks its own rules: a gateway that "repairs" an IBAN
 * or a signed link breaks it. No message repeats the value, because the value may be an IBAN or a name.
 */

export const DateScalar = text({
  name: 'Date',
  description:
    'A calendar day without time zone, `YYYY-MM-DD`. Keep it as text: a JavaScript `Date` may show the day before.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
  expected: 'a calendar day, `YYYY-MM-DD`',
  accept: (value) => (isDay(value) ? value : undefined),
});

export const DateTimeScalar = text({
  name: 'DateTime',
  description:
    'A moment, RFC 3339 with offset, as the bank wrote it: some have digits finer than a millisecond. As input it must end in `Z` or an offset such as `+02:00`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  expected: 'a moment with `Z` or an offset, such as `2026-01-01T00:00:00Z`',
  accept: (value) => (isMoment(value) ? value : undefined),
});

export const DecimalScalar = text({
  name: 'Decimal',
  description:
    'An exact decimal number as text, e.g. `"1100.50"`. As input: text only, no exponent, no comma; a JSON number is refused, because it may have lost digits.',
  expected: 'a decimal number as text, such as `"1100.50"`, without exponent or comma',
  accept: (value) => (/^-?\d{1,18}(\.\d{1,18})?$/.test(value) ? value : undefined),
});

export const CurrencyCodeScalar = text({
  name: 'CurrencyCode',
  description: 'A currency by its ISO 4217 code, e.g. `EUR`.',
  specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
  expected: 'an ISO 4217 code, such as `EUR`',
  accept: (value) => (/^[A-Z]{3}$/.test(value) ? value : undefined),
});

export const CountryCodeScalar = text({
  name: 'CountryCode',
  description: 'A country by its ISO 3166-1 alpha-2 code in upper case, e.g. `FR`.',
  specifiedByURL: 'https://www.iso.org/iso-3166-country-codes.html',
  expected: 'an ISO 3166-1 alpha-2 code, such as `FR`',
  accept: (value) => (/^[A-Z]{2}$/.test(value) ? value : undefined),
});

export const IbanScalar = text({
  name: 'IBAN',
  description:
    'An IBAN. Input may have spaces and lower case; its check digits are verified. Output is what the bank holds.',
  specifiedByURL: 'https://www.iso.org/standard/81090.html',
  expected: 'an IBAN whose check digits are right',
  accept: (value) => {
    const compact = value.replaceAll(' ', '').toUpperCase();
    return hasIbanCheckDigits(compact) ? compact : undefined;
  },
});

export const BicScalar = text({
  name: 'BIC',
  description: 'A BIC (ISO 9362), 8 or 11 characters.',
  expected: 'a BIC of 8 or 11 characters',
  accept: (value) => {
    const compact = value.trim().toUpperCase();
    return /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(compact) ? compact : undefined;
  },
});

export const UrlScalar = text({
  name: 'URL',
  description: 'An absolute link, verbatim. Do not encode it again: a signed link would break.',
  expected: 'an absolute URL',
  accept: (value) => (URL.canParse(value) ? value : undefined),
});

export const EmailAddressScalar = text({
  name: 'EmailAddress',
  description: 'An e-mail address.',
  expected: 'an e-mail address',
  accept: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? value : undefined),
});

export const Base64Scalar = text({
  name: 'Base64',
  description: 'The content of a file in base64 (RFC 4648 §4), at most 10 MB once decoded.',
  expected: 'base64 text without line breaks',
  accept: (value) => (value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value) ? value : undefined),
});

const longestWaitSeconds = 25;

/** A type of its own, so that a wait too long is refused before the mutation around it is carried out. */
export const WaitSecondsScalar = new GraphQLScalarType<number>({
  name: 'WaitSeconds',
  description: `A whole number of seconds to wait, 0 to ${longestWaitSeconds}.`,
  extensions: { expected: `\`waitSeconds\` as a whole number from 0 to ${longestWaitSeconds}` },
  serialize: Number,
  parseValue: (value) => readWait(value),
  parseLiteral: (node) => readWait(node.kind === Kind.INT ? Number(node.value) : undefined, node),
});

interface TextScalar {
  name: string;
  description: string;
  specifiedByURL?: string;
  /** Ends the sentence "Expected …"; also tells the error formatter what to say. */
  expected: string;
  /** The value to go on with, normalised where the type says so; undefined refuses it. */
  readonly accept: (value: string) => string | undefined;
}

function text({
  name,
  description,
  specifiedByURL,
  expected,
  accept,
}: TextScalar): GraphQLScalarType<string> {
  const read = (value: unknown, node?: ValueNode): string => {
    const accepted = typeof value === 'string' ? accept(value) : undefined;
    if (accepted === undefined) throw new GraphQLError(`Expected ${expected}.`, { nodes: node ?? null });
    return accepted;
  };
  return new GraphQLScalarType<string>({
    name,
    description,
    ...(specifiedByURL === undefined ? {} : { specifiedByURL }),
    extensions: { expected },
    serialize: String,
    parseValue: (value) => read(value),
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined, node),
  });
}

function readWait(value: unknown, node?: ValueNode): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= longestWaitSeconds)
    return value;
  throw new GraphQLError(`Expected 0 to ${longestWaitSeconds} seconds.`, { nodes: node ?? null });
}

function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isMoment(value: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.exec(value);
  if (!match) return false;
  // `Date.parse` refuses hours, minutes, seconds and offsets that no clock shows.
  return isDay(match[1]!) && Number(match[2]) < 24 && !Number.isNaN(Date.parse(value));
}

/** ISO 13616: moved to the end and spelled as digits, the whole is 1 modulo 97. */
function hasIbanCheckDigits(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((letter) => parseInt(letter, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}
