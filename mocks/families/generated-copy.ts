import type { RecordDefinition } from '../records/child-definition.ts';
import { type Choices, choicesOf } from '../records/random.ts';
import type { AgencyName, HeldName } from '../records/stored-record.ts';
import type { HouseholdChild } from './generated-household.ts';
import { misspelt, shortFormOf, withSlip } from './generated-names.ts';

/** The part of a record definition that says who the child is and where, as one agency came to write it down. */
type Copy = Pick<RecordDefinition, 'names' | 'dateOfBirth' | 'home' | 'formerHomes' | 'lacks'>;

/** Which numbers an agency may not have asked for, and how often; never the one that it gives itself. */
const oftenLacks: Readonly<Record<AgencyName, Readonly<Partial<Record<'NHS_NUMBER' | 'UPN', number>>>>> = {
  education: {},
  health: { UPN: 0.4 },
  'social-care': { NHS_NUMBER: 0.25, UPN: 0.4 },
  'youth-justice': { NHS_NUMBER: 0.4, UPN: 0.4 },
  police: { UPN: 0.7 },
  voluntary: { NHS_NUMBER: 0.6, UPN: 0.6 },
  'sexual-health': { NHS_NUMBER: 0.3 },
  housing: { NHS_NUMBER: 0.8 },
};

/**
 * One agency's copy of a child: numbers it lacks, spellings, short forms and former names, a birthday with day
 * and month swapped or one part wrong, an address that the family left. The same for ever.
 */
export const copyOf = (child: HouseholdChild, position: number, agency: AgencyName): Copy => {
  const choices = choicesOf(`child ${position} at ${agency}`);
  const lacks = Object.entries(oftenLacks[agency])
    .filter(([, share]) => choices.chance(share))
    .map(([scheme]) => scheme as 'NHS_NUMBER' | 'UPN');
  return {
    lacks,
    names: namesOf(child, choices),
    dateOfBirth: dateOf(child.dateOfBirth, choices),
    ...placesOf(child, choices),
  };
};

const namesOf = (child: HouseholdChild, choices: Choices): readonly HeldName[] => {
  const written = givenOf(child.given, choices);
  const family = choices.chance(0.03) ? withSlip(child.family, choices) : child.family;
  const { formerFamily } = child;
  if (formerFamily === null) return [{ given: written, family, kind: 'LEGAL' }];
  const former = { given: written, family: formerFamily, kind: 'FORMER' };
  // Some heard of the new name, some keep both, some never heard.
  if (choices.chance(0.4)) return [{ given: written, family, kind: 'LEGAL' }, former];
  return choices.chance(0.5) ? [{ given: written, family, kind: 'LEGAL' }] : [{ ...former, kind: 'LEGAL' }];
};

const givenOf = (given: string, choices: Choices): string => {
  const [first = given, ...others] = given.split(' ');
  if (choices.chance(0.05)) return misspelt(first, choices);
  if (choices.chance(0.05)) return shortFormOf(first);
  return choices.chance(0.5) ? [first, ...others].join(' ') : first;
};

const dateOf = (date: string, choices: Choices): string => {
  const [year = '', month = '', day = ''] = date.split('-');
  const slip = choices.below(100);
  if (slip === 0 && Number(day) <= 12) return `${year}-${day}-${month}`;
  if (slip === 1) return `${year}-${month}-${String((Number(day) % 28) + 1).padStart(2, '0')}`;
  return date;
};

const placesOf = ({ home, formerHome }: HouseholdChild, choices: Choices): Pick<Copy, 'home' | 'formerHomes'> => {
  if (formerHome === null) return { home };
  if (choices.chance(0.2)) return { home: formerHome };
  return choices.chance(0.7) ? { home, formerHomes: [formerHome] } : { home };
};
