import { z } from 'zod';
import {
  ClientKind,
  type InvoiceParty,
  type WelfareFund,
  type WithholdingTax,
} from '../../schema/invoice-party.js';
import { wireDecimal } from './money-object.js';
import { toAddress, toBillingAddress, wireAddress, wireFlatAddress } from './postal-address.js';
import { type FieldReaders, rowReader } from './row.js';
import { maybe, openEnum } from './wire.js';

/** The client as printed on a document: what it is comes as `type`, on clients as `kind`. Source: docs.qonto.com, client invoices, read 2026-11-20. */
export const wireParty = z.object({
  id: maybe(z.string()),
  type: maybe(z.string()),
  name: maybe(z.string()),
  first_name: maybe(z.string()),
  last_name: maybe(z.string()),
  email: maybe(z.string()),
  vat_number: maybe(z.string()),
  tax_identification_number: maybe(z.string()),
  recipient_code: maybe(z.string()),
  locale: maybe(z.string()),
  billing_address: maybe(wireAddress),
  delivery_address: maybe(wireAddress),
  ...wireFlatAddress,
});

/** Taxes that only Italian documents have. */
export const wireItalianTaxes = {
  welfare_fund: maybe(z.object({ type: maybe(z.string()), rate: maybe(wireDecimal) })),
  withholding_tax: maybe(
    z.object({
      reason: maybe(z.string()),
      rate: maybe(wireDecimal),
      payment_reason: maybe(z.string()),
      amount: maybe(wireDecimal),
    }),
  ),
};

type TaxedWire = z.infer<z.ZodObject<typeof wireItalianTaxes>>;

export const clientKind = openEnum(ClientKind);

const readParty = rowReader<z.infer<typeof wireParty>, InvoiceParty>({
  clientId: (wire) => wire.id ?? null,
  kind: (wire) => (wire.type == null ? null : clientKind(wire.type)),
  rawKind: (wire) => wire.type ?? null,
  name: (wire) => wire.name ?? null,
  firstName: (wire) => wire.first_name ?? null,
  lastName: (wire) => wire.last_name ?? null,
  email: (wire) => wire.email ?? null,
  vatNumber: (wire) => wire.vat_number ?? null,
  taxIdentificationNumber: (wire) => wire.tax_identification_number ?? null,
  recipientCode: (wire) => wire.recipient_code ?? null,
  billingAddress: (wire) => toBillingAddress(wire),
  deliveryAddress: (wire) => toAddress(wire.delivery_address),
  locale: (wire) => wire.locale ?? null,
});

export function toParty(wire: z.infer<typeof wireParty> | null | undefined): InvoiceParty | null {
  return wire == null ? null : readParty(wire);
}

const readFund = rowReader<NonNullable<TaxedWire['welfare_fund']>, WelfareFund>({
  type: (wire) => wire.type ?? null,
  rate: (wire) => wire.rate ?? null,
});

const readTax = rowReader<NonNullable<TaxedWire['withholding_tax']>, WithholdingTax>({
  reason: (wire) => wire.reason ?? null,
  rate: (wire) => wire.rate ?? null,
  paymentReason: (wire) => wire.payment_reason ?? null,
  amount: (wire) => wire.amount ?? null,
});

export const italianTaxes: FieldReaders<
  TaxedWire,
  { welfareFund: WelfareFund | null; withholdingTax: WithholdingTax | null }
> = {
  welfareFund: (wire) => (wire.welfare_fund ? readFund(wire.welfare_fund) : null),
  withholdingTax: (wire) => (wire.withholding_tax ? readTax(wire.withholding_tax) : null),
};
