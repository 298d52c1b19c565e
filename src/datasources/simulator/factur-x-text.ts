import type { PrintedLine } from './pdf.js';

/** S standard, E exempt (a reason is given), Z zero rated. Source: UNTDID 5305, EN 16931 BT-151. */
export function category(item: PrintedLine): string {
  if (Number(item.vat_rate) > 0) return 'S';
  return item.vat_exemption_reason === null ? 'Z' : 'E';
}

export function percent(rate: string): string {
  return (Number(rate) * 100).toFixed(2);
}

/** `2026-03-19` as CII writes days. */
export function date(day: string): string {
  return `<udt:DateTimeString format="102">${day.replaceAll('-', '')}</udt:DateTimeString>`;
}

export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
