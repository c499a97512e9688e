/** No contract nests half as deep; what compares or prints values natively fails at some hundred levels. */
export const mostLevels = 128;

const quote = 34;
const backslash = 92;
const opening = { list: 91, object: 123 };
const closing = { list: 93, object: 125 };

/**
 * Whether a JSON text nests deeper than `mostLevels`, without parsing it. Says nothing of texts that are not JSON: the
 * parser refuses those.
 */
export function isTooDeep(text: string): boolean {
  if (text.length < mostLevels * 2) return false;
  let level = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      if (at < 0) return false;
    } else if (code === opening.object || code === opening.list) {
      level += 1;
      if (level > mostLevels) return true;
    } else if (code === closing.object || code === closing.list) level -= 1;
  }
  return false;
}

/** The place of the quote that ends the string which begins here; -1: there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash && before > start) before -= 1;
    if ((end - 1 - before) % 2 === 0) return end;
  }
  return -1;
}
