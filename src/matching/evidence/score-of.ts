import type { MatchingParameters, NameFrequencies } from '../../model/matching-parameters.ts';
import { compareNames, type NamesCompared } from './best-names.ts';
import type { AgreementPattern, PersonDetails } from './evidence.ts';
import { isPlaceholderDay } from './placeholder-dates.ts';

/**
 * Adds up what an agreement pattern of two persons weighs, in bits (domain.md 5.2): the weight of each
 * field's level, a name's moved by how rare it is, within the cap. The same whichever comes first.
 * `names`: where they were compared already.
 */
export function scoreOf(
  pattern: AgreementPattern,
  one: PersonDetails,
  other: PersonDetails,
  parameters: MatchingParameters,
  names: NamesCompared = compareNames(one, other),
): number {
  const { weights } = parameters;
  const { dateOfBirth, family, given, sex, postcode, carer, school } = pattern;
  return (
    (dateOfBirth === 'UNKNOWN' ? 0 : weights.dateOfBirth[birthLevel(dateOfBirth, one)]) +
    (family === 'UNKNOWN' ? 0 : weights.family[family] + familyRarity(pattern, names, parameters)) +
    (given === 'UNKNOWN' ? 0 : weights.given[given] + givenRarity(pattern, names, parameters)) +
    (sex === 'UNKNOWN' ? 0 : weights.sex[sex]) +
    (postcode === 'UNKNOWN' ? 0 : weights.postcode[postcode]) +
    (carer === 'UNKNOWN' ? 0 : weights.carer[carer]) +
    (school === 'UNKNOWN' ? 0 : weights.school[school])
  );
}

function birthLevel(
  level: Exclude<AgreementPattern['dateOfBirth'], 'UNKNOWN'>,
  { dateOfBirth }: PersonDetails,
): keyof MatchingParameters['weights']['dateOfBirth'] {
  return level === 'EXACT' && dateOfBirth !== null && isPlaceholderDay(dateOfBirth) ? 'PLACEHOLDER' : level;
}

function familyRarity(
  pattern: AgreementPattern,
  { family: { level, terms } }: NamesCompared,
  { frequencies, termFrequencyCap }: MatchingParameters,
): number {
  return level === pattern.family ? rarityOf(terms, frequencies.family, termFrequencyCap) : 0;
}

function givenRarity(
  pattern: AgreementPattern,
  { given: { level, terms } }: NamesCompared,
  { frequencies, termFrequencyCap }: MatchingParameters,
): number {
  return level === pattern.given ? rarityOf(terms, frequencies.given, termFrequencyCap) : 0;
}

/** Of several names that agree the most frequent counts: rarity is never chosen for. */
function rarityOf(terms: readonly string[], frequencies: NameFrequencies, cap: number): number {
  if (terms.length === 0) return 0;
  const shares = terms.map((term) =>
    Object.hasOwn(frequencies.names, term) ? (frequencies.names[term] ?? frequencies.unlisted) : frequencies.unlisted,
  );
  return Math.min(cap, Math.max(-cap, Math.log2(frequencies.usual / Math.max(...shares))));
}
