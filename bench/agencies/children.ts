import { testIdentifier } from '../../mocks/identifiers/test-identifier.ts';
import type { Calendar } from '../../mocks/records/calendar.ts';
import type { ChildDefinition } from '../../mocks/records/child-definition.ts';
import { sections } from './sections.ts';

const givens = ['Alinor', 'Bertram', 'Cosima', 'Desmond', 'Elowen', 'Fergus', 'Ginevra', 'Hector', 'Imelda', 'Jocasta'];
const beginnings = ['Ald', 'Bram', 'Cald', 'Dun', 'Eld', 'Farn', 'Gars', 'Hath', 'Ingle', 'Kil', 'Lock', 'Mort', 'Nor'];
const endings = ['wick', 'ley', 'moor', 'hollow', 'ridge', 'aby', 'ide', 'ersage', 'ton', 'stead', 'combe', 'fold'];

/** Ordinals of the bench's children: identifiers are made from them, clear of the named and the generated ones. */
const firstOrdinal = 400_000;

/** Ages from 8 to 13: a birthday of its own for each of 1,999 children, and none who may decide alone. */
const youngestDays = 8 * 366;
const birthdays = 1999;

/** Children whom all four agencies hold under a verified NHS number, each with a full record in every section. */
export function benchChildren(count: number, calendar: Calendar): readonly ChildDefinition[] {
  return Array.from({ length: count }, (_, position) => ({
    slug: `bench-${position}`,
    shows: 'A child of the bench.',
    ordinal: firstOrdinal + position,
    given: given(position),
    family: family(position),
    sex: position % 2 === 0 ? 'F' : 'M',
    dateOfBirth: calendar.daysAgo(youngestDays + ((position * 7) % birthdays)),
    schemes: ['NHS_NUMBER'],
    home: { lines: [`${1 + (position % 90)} Bench Row`], postcode: postcodeOf(position), authority: 'LA:001' },
    carers: [],
    records: Object.fromEntries(
      Object.keys(sections).map((name) => [
        name,
        { identifiers: [{ scheme: 'NHS_NUMBER' as const, value: numberOf(position), verified: true, former: false }] },
      ]),
    ),
  }));
}

/** The NHS number of one of them. */
export const numberOf = (position: number): string => testIdentifier('NHS_NUMBER', firstOrdinal + position);

/** Somebody's postcode of the made-up town; no two neighbours of the list share one. */
const postcodeOf = (position: number): string =>
  `WX${1 + (position % 9)} ${position % 10}${'ABDEFGHJLN'.charAt(Math.floor(position / 10) % 10)}${'PQRSTUWXYZ'.charAt(Math.floor(position / 100) % 10)}`;

const given = (position: number): string => givens[position % givens.length] ?? '';

const family = (position: number): string =>
  `${beginnings[position % beginnings.length]}${endings[Math.floor(position / beginnings.length) % endings.length]}`;
