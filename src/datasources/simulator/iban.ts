/**
 * Makes a valid French IBAN from bank, branch and account: national key and check digits are worked out.
 * Source: ISO 13616 (mod 97) and the French RIB key.
 */
export function frenchIban(bank: string, branch: string, account: string): string {
  const key = 97n - ((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n);
  const basic = `${bank}${branch}${account}${String(key).padStart(2, '0')}`;
  return `FR${checkDigits('FR', basic)}${basic}`;
}

/** Makes an IBAN of any country from its basic part (letters and digits). */
export function iban(country: string, basic: string): string {
  return `${country}${checkDigits(country, basic)}${basic}`;
}

/** True when the check digits fit; spaces and lower case are not accepted. */
export function isValidIban(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(text) && remainder(text.slice(4) + text.slice(0, 4)) === 1n;
}

function checkDigits(country: string, basic: string): string {
  return String(98n - remainder(`${basic}${country}00`)).padStart(2, '0');
}

function remainder(text: string): bigint {
  return BigInt(text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n;
}
