import type { HeldName } from '../model/child-record.ts';
import words from './name-words.json' with { type: 'json' };

/** A name as it is compared (domain.md 5.2 Normalise). The raw name stays where it was. */
export type NormalisedName = {
  /** Given names in order, spelling variants reduced to one; empty: missing. */
  readonly given: readonly string[];
  /** Null: missing. */
  readonly family: string | null;
};

const missing: ReadonlySet<string> = new Set(words.missing);
const titles: ReadonlySet<string> = new Set(words.titles);
const letters: ReadonlyMap<string, string> = new Map(Object.entries(words.letters));
const reduced: ReadonlyMap<string, string> = new Map(
  words.variants.flatMap(([first = '', ...others]) => others.map((other) => [other, first] as const)),
);

const known: ReadonlySet<string> = new Set(words.variants.flat());

/**
 * Normalises a name: compatibility decomposition, no diacritics, upper case, without hyphens and
 * apostrophes; a given name that only stands in for one (`BABY`, `TWIN 1`, `UNKNOWN`) is missing.
 */
export function normaliseName(name: HeldName): NormalisedName {
  return { given: givenNames(name.given ?? ''), family: familyName(name.family ?? '') };
}

function givenNames(text: string): readonly string[] {
  const tokens = withoutTitles(tokensOf(text));
  if (tokens.some((token) => missing.has(token)) || missing.has(tokens.join(''))) return [];
  // An initial neither agrees nor disagrees with a name.
  const names = tokens.filter((token) => token.length > 1 && !/^\d+$/.test(token));
  const [first, second] = names;
  // `Lee Ann` is one name where the table knows the two written together.
  if (first !== undefined && second !== undefined && known.has(first + second)) {
    return [variantOf(first + second), ...names.slice(2).map(variantOf)];
  }
  return names.map(variantOf);
}

function familyName(text: string): string | null {
  const tokens = withoutTitles(tokensOf(text));
  const joined = tokens.join('');
  return joined === '' || missing.has(joined) ? null : joined;
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
