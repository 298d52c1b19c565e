import { category, date, escape, percent } from './factur-x-text.js';
import type { PrintedInvoice, PrintedLine } from './pdf.js';

/** How the invoice is paid, its VAT by rate and its totals: the last third of a CII document. */
export function settlement(invoice: PrintedInvoice): string[] {
  const due = (cents(invoice.total) - cents(invoice.paid)) / 100;
  return [
    '<ram:ApplicableHeaderTradeSettlement>',
    `<ram:PaymentReference>${escape(invoice.number)}</ram:PaymentReference>`,
    `<ram:InvoiceCurrencyCode>${invoice.currency}</ram:InvoiceCurrencyCode>`,
    ...(invoice.iban === null ? [] : paymentMeans(invoice.iban, invoice.bic)),
    ...vatBreakdown(invoice.lines),
    invoice.due_date === null
      ? ''
      : `<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>${date(invoice.due_date)}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>`,
    '<ram:SpecifiedTradeSettlementHeaderMonetarySummation>',
    `<ram:LineTotalAmount>${invoice.subtotal}</ram:LineTotalAmount>`,
    `<ram:TaxBasisTotalAmount>${invoice.subtotal}</ram:TaxBasisTotalAmount>`,
    `<ram:TaxTotalAmount currencyID="${invoice.currency}">${invoice.total_vat}</ram:TaxTotalAmount>`,
    `<ram:GrandTotalAmount>${invoice.total}</ram:GrandTotalAmount>`,
    `<ram:TotalPrepaidAmount>${invoice.paid}</ram:TotalPrepaidAmount>`,
    `<ram:DuePayableAmount>${due.toFixed(2)}</ram:DuePayableAmount>`,
    '</ram:SpecifiedTradeSettlementHeaderMonetarySummation>',
    invoice.corrects === null
      ? ''
      : `<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>${escape(invoice.corrects)}</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>`,
    '</ram:ApplicableHeaderTradeSettlement>',
  ].filter(Boolean);
}

/** 30 is "credit transfer". Source: UNTDID 4461, EN 16931 BT-81. */
function paymentMeans(iban: string, bic: string | null): string[] {
  return [
    '<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode>',
    `<ram:PayeePartyCreditorFinancialAccount><ram:IBANID>${escape(iban)}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>`,
    bic === null
      ? ''
      : `<ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>${escape(bic)}</ram:BICID></ram:PayeeSpecifiedCreditorFinancialInstitution>`,
    '</ram:SpecifiedTradeSettlementPaymentMeans>',
  ];
}

/** One block per category and rate, as EN 16931 BG-23 wants it. */
function vatBreakdown(lines: PrintedLine[]): string[] {
  const groups = new Map<string, { line: PrintedLine; basis: number; vat: number }>();
  for (const item of lines) {
    const key = `${category(item)} ${percent(item.vat_rate)}`;
    const group = groups.get(key) ?? { line: item, basis: 0, vat: 0 };
    groups.set(key, {
      ...group,
      basis: group.basis + cents(item.subtotal),
      vat: group.vat + cents(item.total_vat),
    });
  }
  return [...groups.values()].map(({ line: item, basis, vat }) =>
    [
      `<ram:ApplicableTradeTax><ram:CalculatedAmount>${(vat / 100).toFixed(2)}</ram:CalculatedAmount>`,
      '<ram:TypeCode>VAT</ram:TypeCode>',
      item.vat_exemption_reason === null
        ? ''
        : `<ram:ExemptionReason>${escape(item.vat_exemption_reason)}</ram:ExemptionReason>`,
      `<ram:BasisAmount>${(basis / 100).toFixed(2)}</ram:BasisAmount>`,
      `<ram:CategoryCode>${category(item)}</ram:CategoryCode>`,
      `<ram:RateApplicablePercent>${percent(item.vat_rate)}</ram:RateApplicablePercent></ram:ApplicableTradeTax>`,
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

function cents(amount: string): number {
  return Math.round(Number(amount) * 100);
}
