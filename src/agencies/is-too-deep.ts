/** No contract nests half as deep; what compares or prints values natively fails at some hundred levels. */
export const mostLevels = 128;

const quote = 34;
const backslash = 92;

/** What a byte outside of texts does to the level: `[` and `{` open one, `]` and `}` close one. */
const stepOf = new Int8Array(256);
stepOf[91] = 1;
stepOf[123] = 1;
stepOf[93] = -1;
stepOf[125] = -1;

/**
 * Whether a JSON text in UTF-8 nests deeper than `mostLevels`, without parsing it. Says nothing of texts that are not
 * JSON: the parser refuses those. Every byte of every answer goes through here, and costs least as a byte.
 */
export function isTooDeep(bytes: Uint8Array): boolean {
  const { length } = bytes;
  if (length < mostLevels * 2) return false;
  let level = 0;
  let at = 0;
  while (at < length) {
    const byte = bytes[at] ?? 0;
    at += 1;
    if (byte === quote) at = afterText(bytes, at);
    else {
      level += stepOf[byte] ?? 0;
      if (level > mostLevels) return true;
    }
  }
  return false;
}

/** The place after the quote that ends the text which begins here; the length or more: there is none. */
function afterText(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let at = start;
  while (at < length) {
    const byte = bytes[at];
    at += 1;
    if (byte === quote) return at;
    if (byte === backslash) at += 1;
  }
  return at;
}
