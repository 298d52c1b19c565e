import { z } from 'zod';
import type { Address, AddressInput } from '../../schema/address.js';
import { type FieldReaders, rowReader, unlessEmpty } from './row.js';
import { maybe } from './wire.js';

/** An address as clients and their snapshots have it. Source: docs.qonto.com, clients, read 2026-11-20. */
export const wireAddress = z.object({
  street_address: maybe(z.string()),
  city: maybe(z.string()),
  zip_code: maybe(z.string()),
  province_code: maybe(z.string()),
  country_code: maybe(z.string()),
});

/** The same without a frame: older answers have nothing else, newer ones repeat the billing address there. */
export const wireFlatAddress = {
  address: maybe(z.string()),
  city: maybe(z.string()),
  zip_code: maybe(z.string()),
  province_code: maybe(z.string()),
  country_code: maybe(z.string()),
};

type Wire = z.infer<typeof wireAddress>;
type FlatWire = z.infer<z.ZodObject<typeof wireFlatAddress>>;

const parts: FieldReaders<Omit<Wire, 'street_address'>, Omit<Address, 'street'>> = {
  city: (wire) => wire.city ?? null,
  zipCode: (wire) => wire.zip_code ?? null,
  provinceCode: (wire) => wire.province_code ?? null,
  // The bank writes some in lower case.
  countryCode: (wire) => wire.country_code?.toUpperCase() ?? null,
};

const readFramed = rowReader<Wire, Address>({ ...parts, street: (wire) => wire.street_address ?? null });
const readFlat = rowReader<FlatWire, Address>({ ...parts, street: (wire) => wire.address ?? null });

/** Null when no part of it is known. */
export function toAddress(wire: Wire | null | undefined): Address | null {
  return wire == null ? null : unlessEmpty(readFramed(wire));
}

/** The framed billing address, or else the one that lies flat beside it. */
export function toBillingAddress(
  wire: FlatWire & { billing_address?: Wire | null | undefined },
): Address | null {
  return toAddress(wire.billing_address) ?? unlessEmpty(readFlat(wire));
}

/** An address as the bank takes it; parts that were not given are left out. */
export function addressBody(address: AddressInput | null | undefined) {
  if (address == null) return address;
  return {
    street_address: address.street,
    city: address.city,
    zip_code: address.zipCode,
    province_code: address.provinceCode,
    country_code: address.countryCode,
  };
}
