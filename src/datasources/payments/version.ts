/** Of an entry: never used twice. */
export function freshVersion(random: () => number): string {
  const digits = () => Math.floor(random() * 2 ** 48).toString(36);
  return `${digits()}-${digits()}`;
}
