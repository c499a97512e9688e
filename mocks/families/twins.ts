import type { Calendar } from '../records/calendar.ts';
import type { ChildDefinition, Family } from '../records/child-definition.ts';

/** Two children whom only a careful eye tells apart. */
export const twins = (calendar: Calendar): Family => {
  const twin = (ordinal: number, given: string): ChildDefinition => ({
    slug: `twin-${given.toLowerCase()}`,
    shows: `One of near twins of 6: same birthday, family name, sex and home; ${given} must never become the other`,
    ordinal,
    given,
    family: 'Larkenfield',
    sex: 'F',
    dateOfBirth: calendar.bornYearsAgo(6, 210),
    schemes: ['UPN', 'NHS_NUMBER'],
    home: { lines: ['9 Saltersgate', 'Wexborough'], postcode: 'WX7 2AB', authority: 'LA:001' },
    carers: [
      { name: 'Rowena Larkenfield', relationship: 'MOTHER', parentalResponsibility: true, phone: '07700 900126' },
    ],
    records: { education: {}, health: {} },
  });
  return { family: 'twins', children: [twin(26, 'Isolde'), twin(27, 'Isadora')] };
};
