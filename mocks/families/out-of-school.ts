import type { Calendar } from '../records/calendar.ts';
import type { ChildDefinition, Family } from '../records/child-definition.ts';
import type { JsonObject } from '../records/stored-record.ts';

/** Children who left a school and whom the authority accounts for, or has handed over (domain.md 1.9). */
export const outOfSchool = (calendar: Calendar): Family => {
  const { daysAgo, bornYearsAgo } = calendar;
  const left = (
    child: Pick<ChildDefinition, 'slug' | 'shows' | 'ordinal' | 'given' | 'family' | 'sex' | 'dateOfBirth'>,
    educationPlace: JsonObject,
  ): ChildDefinition => ({
    ...child,
    schemes: ['UPN', 'NHS_NUMBER'],
    records: {
      education: {
        custodian: 'LA:001',
        ties: {
          enrolments: [{ organisation: 'URN:100001', groups: ['3B'], from: daysAgo(700), until: daysAgo(120) }],
        },
        details: { educationPlace },
      },
      health: {},
    },
  });
  return {
    family: 'out-of-school',
    children: [
      left(
        {
          slug: 'home-educated',
          shows: '8, taken off roll and educated at home by the parents, of which they told the authority',
          ordinal: 70,
          given: 'Peregrine',
          family: 'Mallowdale',
          sex: 'M',
          dateOfBirth: bornYearsAgo(8, 40),
        },
        { kind: 'HOME_EDUCATED', since: daysAgo(118) },
      ),
      left(
        {
          slug: 'moved-abroad',
          shows: '9, moved abroad; the school there confirmed the admission, so that the case is closed',
          ordinal: 71,
          given: 'Saskia',
          family: 'Thornevale',
          sex: 'F',
          dateOfBirth: bornYearsAgo(9, 70),
        },
        { kind: 'DESTINATION_CONFIRMED', since: daysAgo(80), evidence: 'ABROAD' },
      ),
      left(
        {
          slug: 'handed-over',
          shows: '10, handed over to another authority, which has not confirmed a place yet: still missing education',
          ordinal: 72,
          given: 'Lysander',
          family: 'Quillfeather',
          sex: 'M',
          dateOfBirth: bornYearsAgo(10, 10),
        },
        { kind: 'HANDED_OVER', since: daysAgo(30), handedOverTo: 'LA:002' },
      ),
    ],
  };
};
