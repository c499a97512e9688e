const prefixWeight = 0.1;
const longestPrefix = 4;

/**
 * The Jaro-Winkler similarity of two normalised texts, 0 to 1 (Winkler 1990): letters in common near the
 * same place, less half of those out of order, raised by a common beginning of up to four letters.
 */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  const jaro = jaroSimilarity(one, other);
  let prefix = 0;
  while (prefix < longestPrefix && prefix < one.length && one[prefix] === other[prefix]) prefix += 1;
  return jaro + prefix * prefixWeight * (1 - jaro);
}

function jaroSimilarity(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const isTaken = new Uint8Array(other.length);
  const ofOne: number[] = [];
  for (let place = 0; place < one.length; place += 1) {
    const code = one.charCodeAt(place);
    const end = Math.min(other.length - 1, place + reach);
    for (let at = Math.max(0, place - reach); at <= end; at += 1) {
      if (isTaken[at] === 1 || other.charCodeAt(at) !== code) continue;
      isTaken[at] = 1;
      ofOne.push(code);
      break;
    }
  }
  if (ofOne.length === 0) return 0;
  let outOfOrder = 0;
  let next = 0;
  for (let at = 0; at < other.length; at += 1) {
    if (isTaken[at] !== 1) continue;
    if (other.charCodeAt(at) !== ofOne[next]) outOfOrder += 1;
    next += 1;
  }
  const common = ofOne.length;
  return (common / one.length + common / other.length + (common - outOfOrder / 2) / common) / 3;
}
