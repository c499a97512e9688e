import { testIdentifier } from '../identifiers/test-identifier.ts';
import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import type { RecordKey } from '../records/stored-record.ts';

/** One child before and after adoption: two lives on record that must never meet (domain.md 5.2 R0). */
export const adopted = (calendar: Calendar): Family => {
  const key = (scheme: RecordKey['scheme'], ordinal: number): RecordKey => ({
    scheme,
    value: testIdentifier(scheme, ordinal),
  });
  const before = 28;
  const after = 29;
  const dateOfBirth = calendar.bornYearsAgo(7, 15);
  const locked = (own: readonly RecordKey[], never: readonly RecordKey[]) => ({
    linkLocked: true,
    crossReferences: own,
    cannotLink: never,
  });
  const keysOf = (ordinal: number): readonly RecordKey[] => [
    key('NHS_NUMBER', ordinal),
    key('UPN', ordinal),
    key('SOCIAL_CARE_ID', ordinal),
  ];
  return {
    family: 'adopted',
    children: [
      {
        slug: 'adopted-before',
        shows: 'The records from before an adoption: link-locked, never joined with those from after it',
        ordinal: before,
        given: 'Evangeline',
        family: 'Crowhurst',
        sex: 'F',
        dateOfBirth,
        schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
        records: {
          education: { restrictions: locked([], keysOf(after)), ties: { enrolments: [] } },
          health: { restrictions: locked([], keysOf(after)) },
          'social-care': { restrictions: locked([], keysOf(after)) },
        },
      },
      {
        slug: 'adopted-after',
        shows:
          "The same child's records from after the adoption: linked with each other by the sources' own cross-references, and with nothing else, though the school kept the former pupil number and name",
        ordinal: after,
        given: 'Evangeline',
        family: 'Bellweather',
        sex: 'F',
        dateOfBirth,
        schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
        carers: [
          {
            name: 'Octavia Bellweather',
            relationship: 'ADOPTIVE_PARENT',
            parentalResponsibility: true,
            phone: '07700 900129',
          },
        ],
        records: {
          education: {
            restrictions: locked(keysOf(after), keysOf(before)),
            // Kept where it should not be: whoever looks for the name must not come to this record.
            names: [
              { given: 'Evangeline', family: 'Bellweather', kind: 'LEGAL' },
              { given: 'Evangeline', family: 'Crowhurst', kind: 'FORMER' },
            ],
            identifiers: [
              { ...key('UPN', after), verified: true, former: false },
              { ...key('UPN', before), verified: true, former: true },
            ],
          },
          health: { restrictions: locked(keysOf(after), keysOf(before)) },
          'social-care': { restrictions: locked(keysOf(after), keysOf(before)) },
        },
      },
    ],
  };
};
