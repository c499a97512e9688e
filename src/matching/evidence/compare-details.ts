import type { LocalDate } from '../../model/words.ts';
import { compareDates } from '../compare-dates.ts';
import { compareNames, type NamesCompared } from './best-names.ts';
import { haveOneOutward } from './comparable-postcode.ts';
import type { AgreementPattern, PersonDetails } from './evidence.ts';
import { isPlaceholderDay } from './placeholder-dates.ts';

/** Compares two persons' details field by field (domain.md 5.2); the same whichever comes first. `names`: where they were compared already. */
export function compareDetails(
  one: PersonDetails,
  other: PersonDetails,
  names: NamesCompared = compareNames(one, other),
): AgreementPattern {
  const sex = one.sex === null || other.sex === null ? 'UNKNOWN' : one.sex === other.sex ? 'SAME' : 'DIFFERS';
  const given = names.given.level;
  return {
    dateOfBirth: compareBirths(one.dateOfBirth, other.dateOfBirth),
    family: names.family.level,
    // A boy's and a girl's form of a name are two names: they may be twins.
    given: given === 'VARIANT' && sex === 'DIFFERS' ? 'DIFFERS' : given,
    sex,
    postcode: comparePostcodes(one.postcodes, other.postcodes),
    carer: one.corroboration.carer || other.corroboration.carer ? 'AGREES' : 'UNKNOWN',
    school: one.corroboration.school || other.corroboration.school ? 'AGREES' : 'UNKNOWN',
  };
}

function compareBirths(one: LocalDate | null, other: LocalDate | null): AgreementPattern['dateOfBirth'] {
  const agreement = compareDates(one, other);
  if (agreement !== 'DIFFERS' || one === null || other === null) return agreement;
  const isSameYear = one.slice(0, 4) === other.slice(0, 4);
  // Day and month are not known where a day stands in for them.
  if (isSameYear && (isPlaceholderDay(one) || isPlaceholderDay(other))) return 'ONE_COMPONENT';
  const differing = [!isSameYear, one.slice(5, 7) !== other.slice(5, 7), one.slice(8) !== other.slice(8)];
  return differing.filter(Boolean).length === 1 ? 'ONE_COMPONENT' : 'DIFFERS';
}

function comparePostcodes(
  ones: PersonDetails['postcodes'],
  others: PersonDetails['postcodes'],
): AgreementPattern['postcode'] {
  if (ones.length === 0 || others.length === 0) return 'UNKNOWN';
  let isShared = false;
  for (const one of ones) {
    for (const other of others) {
      if (one.value !== other.value) continue;
      if (one.isCurrent && other.isCurrent) return 'CURRENT';
      isShared = true;
    }
  }
  if (isShared) return 'PREVIOUS';
  return ones.some((one) => others.some((other) => haveOneOutward(one.value, other.value))) ? 'OUTWARD' : 'DIFFERS';
}
