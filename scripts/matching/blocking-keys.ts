import { doubleMetaphone } from 'double-metaphone';
import type { PersonDetails } from '../../src/matching/evidence/evidence.ts';

/** An identifier that records find each other by. */
export type BlockingIdentifier = { readonly scheme: string; readonly value: string };

/**
 * The keys by which records find each other (domain.md 5.2 Block): identifiers, former ones too; date of
 * birth with the sound of a family or given name, also with day and month swapped; postcode with the sound
 * of a given name; the sounds of both names with the year of birth or the next. Sounds are Double
 * Metaphone's, both readings, and serve this only.
 */
export function blockingKeys(details: PersonDetails, identifiers: readonly BlockingIdentifier[]): readonly string[] {
  const families = soundsOf(
    details.names.flatMap(({ family, familyParts }) => [...(family === null ? [] : [family]), ...familyParts]),
  );
  const givens = soundsOf(details.names.flatMap(({ givenReduced }) => givenReduced));
  const dates = datesOf(details.dateOfBirth);
  const keys = [
    ...identifiers.map(({ scheme, value }) => `${scheme}:${value}`),
    ...dates.flatMap((date) => families.map((sound) => `df:${date}:${sound}`)),
    ...dates.flatMap((date) => givens.map((sound) => `dg:${date}:${sound}`)),
    ...details.postcodes.flatMap(({ value }) => givens.map((sound) => `pg:${value}:${sound}`)),
    ...yearsOf(details.dateOfBirth).flatMap((year) =>
      families.flatMap((family) => givens.map((given) => `fgy:${family}:${given}:${year}`)),
    ),
  ];
  return [...new Set(keys)];
}

function soundsOf(names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => doubleMetaphone(name).filter((sound) => sound !== '')))];
}

function datesOf(date: string | null): readonly string[] {
  if (date === null) return [];
  const [year, month = '', day = ''] = date.split('-');
  return day <= '12' && day !== month ? [date, `${year}-${day}-${month}`] : [date];
}

/** Two that are a year apart share one of these. */
function yearsOf(date: string | null): readonly number[] {
  if (date === null) return [];
  const year = Number(date.slice(0, 4));
  return [year, year + 1];
}
