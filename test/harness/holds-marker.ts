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

/** Makes a search for all of many markers at once, which reads the bytes once and not once a marker. */
export function searchFor(markers: readonly string[]): (bytes: Buffer) => ReadonlySet<string> {
  const byStart = new Map<number, { readonly marker: string; readonly encoded: Buffer }[]>();
  const mayStart = new Uint8Array(1 << 24);
  const short: string[] = [];
  for (const marker of markers) {
    const encoded = Buffer.from(marker);
    if (encoded.length < startBytes) {
      short.push(marker);
      continue;
    }
    const start = encoded.readUIntBE(0, startBytes);
    mayStart[start] = 1;
    byStart.set(start, [...(byStart.get(start) ?? []), { marker, encoded }]);
  }
  return (bytes) => {
    const found = new Set(short.filter((marker) => holdsMarker(bytes, marker)));
    const seen = new Set<string>();
    let start = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      start = ((start << 8) | (bytes[at] ?? 0)) & 0xff_ff_ff;
      if (mayStart[start] === 0 || at < startBytes - 1) continue;
      for (const { marker, encoded } of byStart.get(start) ?? []) {
        const from = at - startBytes + 1;
        if (seen.has(marker) || !bytes.subarray(from, from + encoded.length).equals(encoded)) continue;
        seen.add(marker);
        if (holdsMarker(bytes, marker)) found.add(marker);
      }
    }
    return found;
  };
}

const startBytes = 3;
