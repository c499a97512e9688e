import type { HeldName } from '../model/child-record.ts';
import type { ComparableName } from './evidence/evidence.ts';
import words from './name-words.json' with { type: 'json' };

const missing: ReadonlySet<string> = new Set(words.missing);
const titles: ReadonlySet<string> = new Set(words.titles);
const letters: ReadonlyMap<string, string> = new Map(Object.entries(words.letters));
const reduced: ReadonlyMap<string, string> = new Map(
  words.variants.flatMap(([first = '', ...others]) => others.map((other) => [other, first] as const)),
);

/** Kinds of names that count less: no longer used, or another person's word. */
const lesserKinds: ReadonlySet<string> = new Set(words.lesserKinds);
const shortestPart = 3;

const known: ReadonlySet<string> = new Set(words.variants.flat());

/**
 * Normalises a name: compatibility decomposition, no diacritics, upper case, without hyphens and
 * apostrophes; a given name that only stands in for one (`BABY`, `TWIN 1`, `UNKNOWN`) is missing. The name as it
 * is spelt is told from its variants.
 */
export function comparableName(name: HeldName): ComparableName {
  const tokens = givenTokens(name);
  const given = givenNames(tokens);
  const [initial] = tokens;
  return {
    given,
    givenReduced: given.map(variantOf),
    initial: given.length === 0 && initial !== undefined && /^\p{L}$/u.test(initial) ? initial : null,
    family: familyName(name),
    familyParts: familyParts(name),
    isFormer: name.kind !== null && lesserKinds.has(name.kind),
  };
}

/**
 * The first given name as it is compared, spelt out and in use; null: the name has none, or is of a kind that counts
 * less. Two persons who have it both agree in their given names.
 */
export function currentGivenName(name: HeldName): string | null {
  if (name.kind !== null && lesserKinds.has(name.kind)) return null;
  return givenNames(givenTokens(name))[0] ?? null;
}

/** Whether it is more than an initial. A name of one character is whole in Chinese. */
export function isWholeName(text: string): boolean {
  return text.length > 1 || /\p{Script=Han}/u.test(text);
}

/** No tokens: the given name is missing, or only stands in for one. */
function givenTokens({ given }: HeldName): readonly string[] {
  const tokens = withoutTitles(tokensOf(given ?? ''));
  return tokens.some((token) => missing.has(token)) || missing.has(tokens.join('')) ? [] : tokens;
}

/** As spelt, without initials; two words that are one name are written together. */
function givenNames(tokens: readonly string[]): readonly string[] {
  // An initial neither agrees nor disagrees with a name.
  const names = tokens.filter((token) => isWholeName(token) && !/^\d+$/.test(token));
  const [first, second] = names;
  // `Lee Ann` is one name where the table knows the two written together.
  if (first !== undefined && second !== undefined && known.has(first + second)) {
    return [first + second, ...names.slice(2)];
  }
  return names;
}

function familyName({ family }: HeldName): string | null {
  const joined = withoutTitles(tokensOf(family ?? '')).join('');
  return joined === '' || missing.has(joined) ? null : joined;
}

/** The names that a double-barrelled one is made of; particles such as `de` are none. */
function familyParts({ family }: HeldName): readonly string[] {
  if (family === null || !/[\s\p{Pd}]/u.test(family.trim())) return [];
  return withoutTitles(tokensOf(family.replaceAll(/\p{Pd}/gu, ' '))).filter((part) => part.length >= shortestPart);
}

function tokensOf(text: string): readonly string[] {
  const upper = isPlain(text) ? text.toUpperCase() : folded(text);
  if (!/[^A-Z]/.test(upper)) return upper === '' ? [] : [upper];
  return upper
    .split(/\s+/u)
    .map((token) => token.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((token) => token !== '');
}

/** Letters of the English alphabet need no decomposing, which most names are made of. */
function isPlain(text: string): boolean {
  return !/[^A-Za-z '-]/.test(text);
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/./gu, (letter) => letters.get(letter) ?? letter);
}

function withoutTitles(tokens: readonly string[]): readonly string[] {
  const [first] = tokens;
  return tokens.length > 1 && first !== undefined && titles.has(first) ? tokens.slice(1) : tokens;
}

function variantOf(name: string): string {
  return reduced.get(name) ?? name;
}
