import { z } from 'zod';
import {
  DiscountType,
  type InvoiceDiscount,
  type InvoiceItem,
  type InvoiceItemInput,
} from '../../schema/invoice-item.js';
import { maybeMoney, wireDecimal, wireMoney } from './money-object.js';
import { rowReader } from './row.js';
import { maybe, openEnum, wordOf } from './wire.js';

// docs.qonto.com, client invoices, read 2026-11-20. Both `absolute` and `amount` were seen for a sum.
export const wireDiscount = z.object({
  type: z.string(),
  value: maybe(wireDecimal),
  amount: maybe(wireMoney),
});

/** A line of an invoice or a credit note. Source: docs.qonto.com, client invoices, read 2026-11-20. */
export const wireItem = z.object({
  title: maybe(z.string()),
  description: maybe(z.string()),
  quantity: maybe(wireDecimal),
  unit: maybe(z.string()),
  // Its cents are rounded where a price is finer than that, so they prove nothing.
  unit_price: maybe(wireMoney),
  vat_rate: maybe(wireDecimal),
  vat_exemption_reason: maybe(z.string()),
  discount: maybe(wireDiscount),
  subtotal: maybe(wireMoney),
  subtotal_cents: maybe(z.int()),
  total_vat: maybe(wireMoney),
  total_vat_cents: maybe(z.int()),
  total_amount: maybe(wireMoney),
  total_amount_cents: maybe(z.int()),
});

export const toItem = rowReader<z.infer<typeof wireItem>, InvoiceItem>({
  title: (wire) => wire.title ?? null,
  description: (wire) => wire.description ?? null,
  quantity: (wire) => wire.quantity ?? null,
  unit: (wire) => wire.unit ?? null,
  unitPrice: (wire) => maybeMoney(wire.unit_price),
  vatRate: (wire) => wire.vat_rate ?? null,
  vatExemptionReason: (wire) => wire.vat_exemption_reason ?? null,
  discount: (wire) => toDiscount(wire.discount),
  subtotal: (wire) => maybeMoney(wire.subtotal, wire.subtotal_cents),
  totalVat: (wire) => maybeMoney(wire.total_vat, wire.total_vat_cents),
  totalAmount: (wire) => maybeMoney(wire.total_amount, wire.total_amount_cents),
});

const discountType = openEnum(DiscountType);

const readDiscount = rowReader<z.infer<typeof wireDiscount>, InvoiceDiscount>({
  type: (wire) => (wire.type === 'amount' ? DiscountType.ABSOLUTE : discountType(wire.type)),
  rawType: (wire) => wire.type,
  value: (wire) => wire.value ?? null,
  amount: (wire) => maybeMoney(wire.amount),
});

export function toDiscount(wire: z.infer<typeof wireDiscount> | null | undefined): InvoiceDiscount | null {
  return wire == null ? null : readDiscount(wire);
}

/** A line as the bank takes it. */
export function itemBody(item: InvoiceItemInput) {
  return {
    title: item.title,
    description: item.description ?? undefined,
    quantity: item.quantity,
    unit: item.unit ?? undefined,
    unit_price: { value: item.unitPrice.value, currency: item.unitPrice.currency },
    vat_rate: item.vatRate,
    vat_exemption_reason: item.vatExemptionReason ?? undefined,
    discount: item.discount ? { type: wordOf(item.discount.type), value: item.discount.value } : undefined,
  };
}
