import { settlement } from './factur-x-settlement.js';
import { category, date, escape, percent } from './factur-x-text.js';
import { renderInvoice, type PrintedInvoice, type PrintedLine, type PrintedParty } from './pdf.js';

/** Name of the XML inside the PDF. Source: Factur-X 1.0 §6.2.1. */
export const FACTUR_X_FILE_NAME = 'factur-x.xml';

/**
 * Prints an invoice as Factur-X: a PDF with its own content as `factur-x.xml` inside, profile EN 16931.
 * The same invoice gives the same bytes. The page uses the fonts built into every reader, so the file is not PDF/A.
 */
export function renderFacturX(invoice: PrintedInvoice): Promise<Buffer> {
  return renderInvoice(invoice, {
    name: FACTUR_X_FILE_NAME,
    description: 'Factur-X invoice',
    content: Buffer.from(crossIndustryInvoice(invoice)),
    type: 'text/xml',
    xmp: XMP,
  });
}

/** The invoice as UN/CEFACT Cross Industry Invoice D16B. Source: EN 16931-3-3, Factur-X 1.0 annex 1. */
export function crossIndustryInvoice(invoice: PrintedInvoice): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<rsm:CrossIndustryInvoice ${NAMESPACES}>`,
    '<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>',
    '<ram:ID>urn:cen.eu:en16931:2017</ram:ID>',
    '</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>',
    `<rsm:ExchangedDocument><ram:ID>${escape(invoice.number)}</ram:ID>`,
    `<ram:TypeCode>${invoice.kind === 'invoice' ? '380' : '381'}</ram:TypeCode>`,
    `<ram:IssueDateTime>${date(invoice.issue_date)}</ram:IssueDateTime>`,
    ...invoice.notes.map(
      (note) => `<ram:IncludedNote><ram:Content>${escape(note)}</ram:Content></ram:IncludedNote>`,
    ),
    '</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>',
    ...invoice.lines.map(line),
    ...agreement(invoice),
    `<ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent>`,
    `<ram:OccurrenceDateTime>${date(invoice.issue_date)}</ram:OccurrenceDateTime>`,
    '</ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>',
    ...settlement(invoice),
    '</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>',
    '',
  ].join('\n');
}

const NAMESPACES = [
  'xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"',
  'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"',
  'xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"',
].join(' ');

function line(item: PrintedLine, index: number): string {
  const discount =
    item.discount === null
      ? ''
      : `<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>` +
        `<ram:ActualAmount>${item.discount}</ram:ActualAmount><ram:Reason>Discount</ram:Reason></ram:SpecifiedTradeAllowanceCharge>`;
  return [
    '<ram:IncludedSupplyChainTradeLineItem>',
    `<ram:AssociatedDocumentLineDocument><ram:LineID>${index + 1}</ram:LineID></ram:AssociatedDocumentLineDocument>`,
    `<ram:SpecifiedTradeProduct><ram:Name>${escape(item.title)}</ram:Name>`,
    item.description === null ? '' : `<ram:Description>${escape(item.description)}</ram:Description>`,
    '</ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>',
    `<ram:ChargeAmount>${item.unit_price}</ram:ChargeAmount>`,
    '</ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>',
    `<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="${unitCode(item.unit)}">${item.quantity}</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>`,
    `<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>`,
    `<ram:CategoryCode>${category(item)}</ram:CategoryCode><ram:RateApplicablePercent>${percent(item.vat_rate)}</ram:RateApplicablePercent>`,
    `</ram:ApplicableTradeTax>${discount}<ram:SpecifiedTradeSettlementLineMonetarySummation>`,
    `<ram:LineTotalAmount>${item.subtotal}</ram:LineTotalAmount>`,
    '</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>',
    '</ram:IncludedSupplyChainTradeLineItem>',
  ]
    .filter(Boolean)
    .join('\n');
}

function agreement({ seller, buyer, purchase_order: order }: PrintedInvoice): string[] {
  return [
    '<ram:ApplicableHeaderTradeAgreement>',
    party('SellerTradeParty', seller),
    party('BuyerTradeParty', buyer),
    order === null
      ? ''
      : `<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>${escape(order)}</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>`,
    '</ram:ApplicableHeaderTradeAgreement>',
  ].filter(Boolean);
}

function party(element: string, shown: PrintedParty): string {
  return [
    `<ram:${element}><ram:Name>${escape(shown.name)}</ram:Name>`,
    // 0002 is the French SIREN register. Source: ISO/IEC 6523 code list, EN 16931 BT-30.
    shown.legal_number === null
      ? ''
      : `<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">${escape(shown.legal_number)}</ram:ID></ram:SpecifiedLegalOrganization>`,
    `<ram:PostalTradeAddress><ram:PostcodeCode>${escape(shown.zip_code)}</ram:PostcodeCode>`,
    `<ram:LineOne>${escape(shown.street)}</ram:LineOne><ram:CityName>${escape(shown.city)}</ram:CityName>`,
    `<ram:CountryID>${escape(shown.country_code.toUpperCase())}</ram:CountryID></ram:PostalTradeAddress>`,
    shown.vat_number === null
      ? ''
      : `<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">${escape(shown.vat_number)}</ram:ID></ram:SpecifiedTaxRegistration>`,
    `</ram:${element}>`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** UN/ECE Recommendation 20 codes; C62 is "one". */
function unitCode(unit: string | null): string {
  const codes: Record<string, string> = {
    hour: 'HUR',
    day: 'DAY',
    month: 'MON',
    kilogram: 'KGM',
    meter: 'MTR',
  };
  return codes[unit ?? ''] ?? 'C62';
}

/** What a reader of the metadata learns about the XML. Source: Factur-X 1.0 §6.2.3. */
const XMP = `
<rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
  <fx:DocumentType>INVOICE</fx:DocumentType>
  <fx:DocumentFileName>${FACTUR_X_FILE_NAME}</fx:DocumentFileName>
  <fx:Version>1.0</fx:Version>
  <fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
</rdf:Description>`;
