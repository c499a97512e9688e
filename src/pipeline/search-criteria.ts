import { GatewayError } from '../model/errors.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { PipelineParts } from './request-parts.ts';

/** The fields of a search by which candidates are told apart, as the public graph names them. */
export const searchFields = [
  'givenName',
  'familyName',
  'dateOfBirth',
  'sex',
  'postcode',
  'carer',
  'school',
  'yearGroup',
] as const;
export type SearchField = (typeof searchFields)[number];

/** What a caller looks by, read once. */
export type Criteria = {
  readonly search: PersonSearch;
  /** The fields that were given. */
  readonly given: readonly SearchField[];
  /** Sets of fields, any of which would make the search sufficient (domain.md 5.2 R10); empty: it is. */
  readonly needs: readonly (readonly SearchField[])[];
};

/** What it takes to tell whether criteria suffice. */
export type NeedsParts = Pick<PipelineParts, 'fieldsThatCount'> & {
  readonly protocol: { readonly search: { readonly sufficient: readonly (readonly string[])[] } };
};

/** What reading criteria needs of the steps and the protocol. */
export type CriteriaParts = NeedsParts & Pick<PipelineParts, 'normalisePostcode'>;

/** Characters that stand for others where people search elsewhere (domain.md 2.2: no fishing). */
const wildcard = /[*%_?]/;
const longestName = 100;
const longestYearGroup = 20;
const ofNames = /^[\p{L}\p{M}\p{Zs}\p{Pd}.'’‘ʼ]*$/u;
const ofYearGroups = /^[\p{L}\p{N}\p{Zs}.-]*$/u;

/**
 * Reads the criteria of a search: spaces around are dropped, the postcode gets its canonical form. A field
 * that is empty was not given; a name that is an initial or stands for none, a carer without both names and a
 * postcode that stands for no place do not count.
 *
 * @throws GatewayError ARGUMENT_INVALID naming the field and why, never its value.
 */
export function readCriteria(by: Readonly<Record<string, unknown>>, parts: CriteriaParts): Criteria {
  const carer = isObject(by['carer']) ? by['carer'] : {};
  const name = (field: string, value: unknown) => textOf(field, value, longestName, ofNames);
  const carerGivenName = name('carer.givenName', carer['givenName']);
  const carerFamilyName = name('carer.familyName', carer['familyName']);
  const hasCarer = isFullName(carerGivenName) && isFullName(carerFamilyName);
  const school = textOf('school', by['school'], longestName, null);
  const yearGroup = textOf('yearGroup', by['yearGroup'], longestYearGroup, ofYearGroups);
  const search: PersonSearch = {
    givenName: name('givenName', by['givenName']),
    familyName: name('familyName', by['familyName']),
    dateOfBirth: textOf('dateOfBirth', by['dateOfBirth'], longestName, null),
    sex: textOf('sex', by['sex'], longestName, null),
    postcode: postcodeOf(by['postcode'], parts),
    carerGivenName: hasCarer ? carerGivenName : null,
    carerFamilyName: hasCarer ? carerFamilyName : null,
    school,
    yearGroup: school === null ? null : yearGroup,
  };
  const isGiven: Record<SearchField, boolean> = {
    givenName: search.givenName !== null,
    familyName: search.familyName !== null,
    dateOfBirth: search.dateOfBirth !== null,
    sex: search.sex !== null,
    postcode: search.postcode !== null,
    carer: carerGivenName !== null || carerFamilyName !== null,
    school: school !== null,
    yearGroup: yearGroup !== null,
  };
  return { search, given: searchFields.filter((field) => isGiven[field]), needs: needsOf(search, parts) };
}

/** In the order of how much agreement tells (domain.md 5.2, Weights): the first is what to ask for next. */
const mostTellingFirst: readonly SearchField[] = [
  'postcode',
  'dateOfBirth',
  'carer',
  'school',
  'familyName',
  'givenName',
  'yearGroup',
  'sex',
];

/** Fields that were not given and could tell candidates apart, one at a time, the most telling first. */
export function furtherFields({ given }: Criteria): readonly (readonly SearchField[])[] {
  return mostTellingFirst
    .filter((field) => field !== 'yearGroup' || given.includes('school'))
    .flatMap((field) => (given.includes(field) ? [] : [[field]]));
}

/** Whether a person can be looked for by that much (domain.md 5.2 R10). */
export function isSufficient(search: PersonSearch, parts: NeedsParts): boolean {
  return needsOf(search, parts).length === 0;
}

function needsOf(search: PersonSearch, { fieldsThatCount, protocol }: NeedsParts): Criteria['needs'] {
  const counting = fieldsThatCount(search);
  const missing = protocol.search.sufficient.map((set) =>
    searchFields.filter((field) => set.includes(field) && !counting.has(field)),
  );
  return missing.some((fields) => fields.length === 0) ? [] : missing.filter(isLeast);
}

/** Whether no other set is a part of this one; of equal ones the first. */
function isLeast(set: readonly SearchField[], place: number, sets: readonly (readonly SearchField[])[]): boolean {
  return !sets.some(
    (other, at) =>
      at !== place && other.every((field) => set.includes(field)) && (other.length < set.length || at < place),
  );
}

function textOf(field: string, value: unknown, longest: number, allowed: RegExp | null): string | null {
  if (typeof value !== 'string') return null;
  // The longest first: nothing else is done with a text that is too long.
  if (value.length > longest) throw invalid(field, 'LENGTH', `has at most ${longest} characters`);
  if (wildcard.test(value)) throw invalid(field, 'WILDCARD', 'takes no characters that stand for others');
  const text = value.trim();
  if (allowed !== null && !allowed.test(text)) {
    throw invalid(field, 'CHARACTER', 'holds a character that is not one of its kind');
  }
  return text === '' ? null : text;
}

function postcodeOf(value: unknown, { normalisePostcode }: CriteriaParts): string | null {
  const text = textOf('postcode', value, longestName, null);
  if (text === null) return null;
  const read = normalisePostcode(text);
  if (read.kind === 'VALID') return read.value;
  throw invalid('postcode', read.reason, 'is not a postcode in full');
}

/** Whether a name is more than an initial; one character is, in Chinese. */
function isFullName(name: string | null): boolean {
  return name !== null && ((name.match(/\p{L}/gu)?.length ?? 0) > 1 || /\p{Script=Han}/u.test(name));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(field: string, reason: string, problem: string): GatewayError {
  return new GatewayError('ARGUMENT_INVALID', `findChildren(by:): \`${field}\` ${problem}.`, {
    extensions: { argument: `by.${field}`, reason },
  });
}
