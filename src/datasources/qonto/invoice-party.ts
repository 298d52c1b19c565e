import { z } from 'zod';
import {
  ClientKind,
  type InvoiceParty,
  type WelfareFund,
  type WithholdingTax,
} from '../../schema/invoice-party.js';
import { wireDecimal } from './money-object.js';
import { toAddress, toBillingAddress, wireAddress, wireFlatAddress } from './postal-address.js';
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

export function toParty(wire: z.infer<typeof wireParty> | null | undefined): InvoiceParty | null {
  if (wire == null) return null;
  return {
    clientId: wire.id ?? null,
    kind: wire.type == null ? null : clientKind(wire.type),
    rawKind: wire.type ?? null,
    name: wire.name ?? null,
    firstName: wire.first_name ?? null,
    lastName: wire.last_name ?? null,
    email: wire.email ?? null,
    vatNumber: wire.vat_number ?? null,
    taxIdentificationNumber: wire.tax_identification_number ?? null,
    recipientCode: wire.recipient_code ?? null,
    billingAddress: toBillingAddress(wire),
    deliveryAddress: toAddress(wire.delivery_address),
    locale: wire.locale ?? null,
  };
}

export const clientKind = openEnum(ClientKind);

export function italianTaxesOf({
  welfare_fund: fund,
  withholding_tax: tax,
}: z.infer<z.ZodObject<typeof wireItalianTaxes>>): {
  welfareFund: WelfareFund | null;
  withholdingTax: WithholdingTax | null;
} {
  return {
    welfareFund: fund ? { type: fund.type ?? null, rate: fund.rate ?? null } : null,
    withholdingTax: tax
      ? {
          reason: tax.reason ?? null,
          rate: tax.rate ?? null,
          paymentReason: tax.payment_reason ?? null,
          amount: tax.amount ?? null,
        }
      : null,
  };
}
