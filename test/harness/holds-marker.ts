/** Shorter ones occur in ciphertext by chance; there they are no words of their own. */
const surelyLong = 9;

/** Whether bytes hold a marker: anywhere, or, if it is short or a number, as a word and not as a part of another. */
export function holdsMarker(bytes: Buffer, marker: string): boolean {
  const isNumber = /^\d+$/.test(marker);
  if (marker.length >= surelyLong && !isNumber) return bytes.includes(marker);
  const part = marker.length >= surelyLong ? ofNumber : ofEncoding;
  const encoded = Buffer.from(marker);
  for (let at = bytes.indexOf(encoded); at >= 0; at = bytes.indexOf(encoded, at + 1)) {
    if (!isOne(part, bytes[at - 1]) && !isOne(part, bytes[at + encoded.length])) return true;
  }
  return false;
}

/** What base64 and base64url are made of, and what times and fractions are. */
const ofEncoding = /[A-Za-z0-9+/=_-]/;
const ofNumber = /[0-9.]/;

function isOne(part: RegExp, byte: number | undefined): boolean {
  return byte !== undefined && part.test(String.fromCharCode(byte));
}
