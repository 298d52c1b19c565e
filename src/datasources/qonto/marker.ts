/** The mark of the gateway at the end of a note, by which a transfer is found again: `gw:` and 16 hexadecimal digits. */
const marker = / ?\bgw:[0-9a-f]{16}$/;

export function withMarker(note: string | undefined, mark: string): string {
  return note === undefined ? mark : `${note} ${mark}`;
}

/** Whether a gateway made it, this one or another. */
export function hasMarker(note: string): boolean {
  return marker.test(note);
}

/** What the organisation wrote itself; null when that is nothing. */
export function withoutMarker(note: string): string | null {
  const own = note.replace(marker, '');
  return own === '' ? null : own;
}
