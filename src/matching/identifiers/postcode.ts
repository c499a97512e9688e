import { invalid, type NormalisedIdentifier, plainCharacters, positionIn } from './normalised-identifier.ts';

/** What may stand at each place of the outward part (BS 7666; domain.md 4.1). */
const [area, second, digit] = [/[A-PR-UWYZ]/, /[A-HK-Y]/, /\d/];
const outwardForms: readonly (readonly RegExp[])[] = [
  [area, digit],
  [area, digit, digit],
  [area, digit, /[A-HJKPSTUW]/],
  [area, second, digit],
  [area, second, digit, digit],
  [area, second, digit, /[ABEHMNPRVWXY]/],
];
const inwardLetter = /[ABD-HJLNP-UW-Z]/;
const inwardForm: readonly RegExp[] = [digit, inwardLetter, inwardLetter];

/** Every canonical postcode of a place, as agencies mostly send it. */
const canonicalForm = new RegExp(`^(?:${outwardForms.map(sourceOf).join('|')}) ${sourceOf(inwardForm)}$`);

/** Of the form, and outside it: the postcode of the Girobank. */
const exception = 'GIR 0AA';
const pseudoForm = /^ZZ99\d[A-Z]Z$/;
const forcesForm = /^BFPO(C\/O)?(\d{1,4})$/;

/**
 * Postcode: canonical upper-case with one space before the last three characters (domain.md 4.1). Also
 * pseudo-postcodes (`ZZ99`, see `isPseudoPostcode`) and numbers of British forces post offices, as `BFPO 1`.
 * Says that a text has the form of one, not that there is such a place.
 */
export function normalisePostcode(text: string): NormalisedIdentifier {
  if (canonicalForm.test(text)) return { kind: 'VALID', value: text };
  const read = plainCharacters(text, /(?!)/, /[A-Z0-9/]/);
  if (read.kind === 'INVALID') return read;
  const { value } = read;
  const forces = forcesForm.exec(value)?.[2];
  if (forces !== undefined) return { kind: 'VALID', value: `BFPO ${Number(forces)}` };
  const slash = value.indexOf('/');
  if (slash >= 0) return invalid('CHARACTER', positionIn(text, slash));
  if (value.length < 5) return invalid('LENGTH');
  if (value.length > 7) return invalid('LENGTH', positionIn(text, 7));
  const [outward, inward] = [value.slice(0, -3), value.slice(-3)];
  const spaced = `${outward} ${inward}`;
  if (spaced === exception || pseudoForm.test(value)) return { kind: 'VALID', value: spaced };
  // Of the forms of this length the one that the text follows furthest says where it goes wrong.
  const followed = outwardForms
    .filter((form) => form.length === outward.length)
    .map((form) => agreement(outward, form))
    .reduce((furthest, length) => Math.max(furthest, length), 0);
  if (followed < outward.length) return invalid('CHARACTER', positionIn(text, followed));
  const followedInward = agreement(inward, inwardForm);
  if (followedInward < 3) return invalid('CHARACTER', positionIn(text, outward.length + followedInward));
  return { kind: 'VALID', value: spaced };
}

/**
 * Whether a canonical postcode stands for no place: `ZZ99 3VZ` no fixed abode, `3WZ` not known, `3CZ` England,
 * `1WZ` Scotland, `2WZ` Northern Ireland, `3GZ` Wales, all others countries overseas (domain.md 4.1). Two records
 * that share one have nothing in common: it carries no weight in matching.
 */
export function isPseudoPostcode(postcode: string): boolean {
  return postcode.startsWith('ZZ99 ');
}

function sourceOf(form: readonly RegExp[]): string {
  return form.map(({ source }) => source).join('');
}

/** How many characters from the start are as the form says. */
function agreement(part: string, form: readonly RegExp[]): number {
  const wrong = form.findIndex((allowed, index) => !allowed.test(part.charAt(index)));
  return wrong < 0 ? form.length : wrong;
}
