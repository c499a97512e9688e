import type { Calendar } from '../records/calendar.ts';
import type { ChildDefinition, Family } from '../records/child-definition.ts';
import type { StoredConsent } from '../records/stored-record.ts';

/** What one child's consents have in common. */
type Decision = Partial<StoredConsent> & Pick<StoredConsent, 'decision'>;

/** The record of consent in each of its states (domain.md 3.4); one child each. */
export const consents = (calendar: Calendar): Family => {
  const child = (
    ordinal: number,
    slug: string,
    shows: string,
    given: string,
    family: string,
    decisions: readonly Decision[],
    age = 11,
  ): ChildDefinition => {
    const recorded = (
      agency: string,
      recordedBy: string,
      classes: StoredConsent['classes'],
      recipients: readonly string[],
      purposes: StoredConsent['purposes'],
    ): readonly StoredConsent[] =>
      decisions.map((decision, index) => ({
        reference: `${agency}-${slug}-consent-${index}`,
        recordedBy,
        giver: 'PARENT',
        capacity: 'PARENTAL_RESPONSIBILITY',
        capacityEstablished: true,
        classes,
        recipients,
        purposes,
        method: 'WRITTEN',
        decidedAt: calendar.instant(60 - index, '14:00'),
        expiresAt: calendar.instant(-300),
        withdrawnAt: null,
        ...decision,
      }));
    return {
      slug,
      shows,
      ordinal,
      given,
      family,
      sex: ordinal % 2 === 0 ? 'F' : 'M',
      dateOfBirth: calendar.bornYearsAgo(age, 100),
      schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
      carers: [
        {
          name: `Araminta ${family}`,
          relationship: 'MOTHER',
          parentalResponsibility: true,
          phone: `07700 9001${ordinal}`,
        },
      ],
      records: {
        education: {
          consents: recorded(
            'ED',
            'URN:100001',
            ['EDU', 'CAFB'],
            ['ODS:Y99001', 'ODS:Y99002'],
            ['DIRECT_CARE', 'WELLBEING'],
          ),
        },
        health: {
          consents: recorded('HE', 'ODS:Y99001', ['HLT', 'CAFB'], ['URN:100001'], ['WELLBEING', 'EARLY_HELP']),
        },
        'social-care': {
          consents: recorded(
            'SO',
            'LA:001-CSC',
            ['SCD', 'CAFB'],
            ['ODS:Y99001', 'URN:100001'],
            ['DIRECT_CARE', 'WELLBEING'],
          ),
        },
      },
    };
  };
  return {
    family: 'consents',
    children: [
      child(
        20,
        'consent-given',
        'Consent given: health detail to Oakfield school, education and social-care detail to community health',
        'Philomena',
        'Greywater',
        [{ decision: 'GIVEN' }],
      ),
      child(21, 'consent-refused', 'Consent asked for by the same recipients, and refused', 'Barnaby', 'Thornebury', [
        { decision: 'REFUSED' },
      ]),
      child(
        22,
        'consent-withdrawn',
        'Consent given to the same recipients and withdrawn yesterday',
        'Clementine',
        'Ravenscourt',
        [{ decision: 'GIVEN', withdrawnAt: calendar.instant(1, '16:30') }],
      ),
      child(
        23,
        'consent-expired',
        'Consent given to the same recipients, which ended a week ago',
        'Auberon',
        'Kettlewell',
        [{ decision: 'GIVEN', expiresAt: calendar.instant(7) }],
      ),
      child(
        24,
        'consent-refused-generally',
        'A refusal that names nobody and holds against everybody',
        'Seraphina',
        'Dunwick',
        [{ decision: 'REFUSED', recipients: [], purposes: [] }],
      ),
      child(
        25,
        'consent-child-refuses',
        "14: a parent consented; the child, competent for this decision, refused, and the child's refusal holds",
        'Ptolemy',
        'Ashenhurst',
        [
          { decision: 'GIVEN' },
          { decision: 'REFUSED', giver: 'CHILD', capacity: 'GILLICK', capacityEstablished: true, method: 'VERBAL' },
        ],
        14,
      ),
    ],
  };
};
