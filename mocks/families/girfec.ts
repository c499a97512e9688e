import type { Calendar } from '../records/calendar.ts';
import type { CarerDefinition, ChildDefinition, Family, Home } from '../records/child-definition.ts';
import type { JsonObject } from '../records/stored-record.ts';
import { staff } from './staff.ts';

/** Which side of the Friday the families are told from (domain.md 7.6). */
export type StoryPoint = { readonly beforeFriday: boolean };

const home: Home = { lines: ['Flat 3, 18 Marl Pit Buildings', 'Wexborough'], postcode: 'WX4 7DN', authority: 'LA:001' };

const corinne: CarerDefinition = {
  name: 'Corinne Quillfeather',
  relationship: 'MOTHER',
  parentalResponsibility: true,
  phone: '07700 900101',
  email: 'corinne.quillfeather@home.example',
  person: { scheme: 'PERSON', value: 'P-CORINNE' },
};

/** Her partner: no parental responsibility, and nobody may take it from the household that he has. */
const steve: CarerDefinition = {
  name: 'Steve Dunmarrow',
  relationship: 'STEP_PARENT',
  parentalResponsibility: false,
  phone: '07700 900102',
  person: { scheme: 'PERSON', value: 'P-STEVE' },
};

const maggie: CarerDefinition = {
  name: 'Maggie Tarnbrook',
  relationship: 'MOTHER',
  parentalResponsibility: true,
  phone: '07700 900103',
  person: { scheme: 'PERSON', value: 'P-MAGGIE' },
};

const protection = ['CHILD_PROTECTION', 'CIN_ASSESSMENT'];

/**
 * The case of the national guidance: Leeann (9), Trent (3), their mother Corinne and her partner Steve,
 * Maggie and her son Greg (17). On Friday, the last day of term, two accounts of bruised wrists are
 * given; both are kept, each with teller and time, by school and by social care.
 */
export const girfec = (calendar: Calendar, { beforeFriday }: StoryPoint): Family => ({
  family: 'girfec',
  children: [leeann(calendar, beforeFriday), trent(calendar, beforeFriday), greg(calendar, beforeFriday)],
});

/** Days ago of the Friday before today. */
const fridayOf = (calendar: Calendar): number => {
  const weekday = new Date(`${calendar.today}T00:00:00Z`).getUTCDay();
  return ((weekday + 1) % 7) + 1;
};

const leeann = (calendar: Calendar, beforeFriday: boolean): ChildDefinition => {
  const friday = fridayOf(calendar);
  const { daysAgo, instant } = calendar;
  const onFriday = (...items: readonly JsonObject[]): readonly JsonObject[] => (beforeFriday ? [] : items);
  const bruises = { relevance: protection, restrictions: ['ABUSE_DATA'] };
  return {
    slug: 'leeann',
    shows:
      'GIRFEC case, 9: spelt Leeann by education and Leanne by health; two accounts of bruised wrists after Friday; school nurse, teacher of 4B and social worker are related, the health visitor is not',
    ordinal: 1,
    given: 'Leeann',
    family: 'Quillfeather',
    sex: 'F',
    dateOfBirth: calendar.bornYearsAgo(9, 75),
    schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
    home,
    carers: [corinne],
    records: {
      education: {
        ties: { enrolments: [{ organisation: 'URN:100001', groups: ['4B'], from: daysAgo(800), until: null }] },
        involvements: [
          { by: staff.psychologist, from: daysAgo(210), relevance: ['WELLBEING', 'EARLY_HELP', ...protection] },
        ],
        details: {
          characteristics: [
            { kind: 'RELIGION', value: 'Islam zq-education-leeann-religion' },
            { kind: 'ETHNICITY', value: 'Mixed heritage zq-education-leeann-ethnicity' },
            {
              kind: 'LANGUAGE',
              value: 'English zq-education-leeann-language',
              relevance: ['EDU_PROVISION', 'WELLBEING'],
            },
          ],
          indicators: onFriday({
            agency: 'Education',
            contactName: 'Verity Stanhope-Wild',
            contactPhone: '01632 960101',
            placedOn: daysAgo(friday),
            relevance: protection,
          }),
          assessments: [
            {
              agency: 'Education',
              completedOn: daysAgo(95),
              version: 1,
              holder: 'Verity Stanhope-Wild',
              holderPhone: '01632 960101',
              leadProfessional: 'Verity Stanhope-Wild',
              development: 'Reads two years behind; draws with great care zq-education-leeann-caf1',
              parentsAndCarers: 'Corinne comes when asked, Steve waits outside zq-education-leeann-caf2',
              familyAndEnvironment: 'Maggie and Greg stay at weekends zq-education-leeann-caf3',
              childComments: 'I like it when it is only us zq-education-leeann-caf4',
              parentComments: 'She is a good girl but she does not listen zq-education-leeann-caf5',
              relevance: protection,
            },
          ],
          education: {
            specialNeeds: [
              {
                provision: 'K',
                types: ['MLD'],
                from: daysAgo(500),
                support: 'Small group three times a week zq-education-leeann-sen',
                relevance: ['EDU_PROVISION', ...protection],
              },
            ],
            concerns: [
              ...onFriday(
                {
                  at: instant(friday, '15:05'),
                  statement: 'ASSERTION',
                  teller: 'Leeann, to the classroom assistant at the end of the day zq-education-leeann-teller3',
                  account: 'Steve did it; the bath was to cool down zq-education-leeann-account3',
                  indicators: ['SAFE'],
                  ...bruises,
                },
                {
                  at: instant(friday, '10:40'),
                  statement: 'ASSERTION',
                  teller: 'Leeann, alone with the class teacher zq-education-leeann-teller2',
                  account:
                    'Steve and Maggie fought and her wrists were bruised in between zq-education-leeann-account2',
                  indicators: ['SAFE', 'NURTURED'],
                  ...bruises,
                },
                {
                  at: instant(friday, '09:20'),
                  statement: 'OBSERVATION',
                  teller: 'The class teacher zq-education-leeann-teller1',
                  account:
                    'Late, without Trent ("poorly", left with Maggie and Greg); clinging; frightened of both zq-education-leeann-account1',
                  indicators: ['SAFE', 'INCLUDED'],
                  relevance: protection,
                },
              ),
              {
                at: instant(60, '11:30'),
                statement: 'OBSERVATION',
                teller: 'The class teacher zq-education-leeann-teller0',
                account: 'Disruptive in class most mornings zq-education-leeann-account0',
                indicators: ['ACHIEVING', 'INCLUDED'],
              },
            ],
          },
        },
      },
      health: {
        names: [
          { given: 'Leanne', family: 'Quillfeather', kind: 'LEGAL' },
          { given: 'Lee', family: 'Quillfeather', kind: 'KNOWN_AS' },
        ],
        involvements: [{ by: staff.paediatrician, from: daysAgo(400) }],
        details: {
          householdMembers: [{ name: 'Steve Dunmarrow', relationship: "mother's partner", relevance: protection }],
          health: {
            contacts: [
              {
                __typename: 'SchoolNurseContact',
                on: daysAgo(45),
                service: 'School nursing, Oakfield',
                summary: 'Hearing good; small for her age zq-health-leeann-nurse',
                relevance: protection,
              },
              {
                __typename: 'GpConsultation',
                on: daysAgo(120),
                service: 'Riverside Surgery',
                presentingComplaint: 'Bedwetting zq-health-leeann-gp1',
                summary: 'No infection; asked to come back zq-health-leeann-gp2',
                custodian: 'ODS:Y99002',
              },
              {
                __typename: 'GpConsultation',
                on: daysAgo(130),
                service: 'Riverside Surgery',
                presentingComplaint: "Corinne's own low mood zq-health-leeann-adult1",
                summary: 'Corinne was prescribed treatment zq-health-leeann-adult2',
                custodian: 'ODS:Y99002',
                about: 'ADULT',
                restrictions: ['THIRD_PARTY'],
              },
              {
                __typename: 'HospitalAttendance',
                on: daysAgo(260),
                service: 'Emergency department',
                route: 'EMERGENCY',
                presentingComplaint: 'Fell from a wall zq-health-leeann-ed1',
                diagnosis: 'Sprained wrist zq-health-leeann-ed2',
                leftOn: daysAgo(260),
                custodian: 'ODS:Y99003',
                relevance: protection,
              },
            ],
            conditions: [
              {
                name: 'Moderate learning disability zq-health-leeann-condition',
                statement: 'DIAGNOSIS',
                statedBy: 'consultant paediatrician',
                from: daysAgo(900),
                relevance: ['EDU_PROVISION', ...protection],
              },
            ],
          },
        },
      },
      'social-care': {
        carers: [corinne, steve],
        involvements: beforeFriday
          ? [{ by: staff.otherSocialWorker, from: daysAgo(500), until: daysAgo(420) }]
          : [{ by: staff.socialWorker, from: daysAgo(friday), leadProfessional: true, relevance: protection }],
        details: {
          householdMembers: [
            { name: 'Maggie Tarnbrook', relationship: 'friend of the family, stays often', relevance: protection },
            // A child in his own right: his own record decides what may be said of him.
            { name: 'Greg Tarnbrook', relationship: "Maggie's son", about: 'OTHER_CHILD' },
            { name: 'Ahmad Belvoir', relationship: "Leeann's father, lives elsewhere", relevance: protection },
            { name: 'Denise Quillfeather', relationship: 'grandmother, lives elsewhere' },
          ],
          socialCare: {
            cases: [
              ...onFriday({
                status: 'OPEN_ASSESSMENT',
                openedOn: daysAgo(friday),
                primaryNeed: 'N1',
                relevance: protection,
              }),
              {
                status: 'CLOSED',
                openedOn: daysAgo(500),
                closedOn: daysAgo(420),
                primaryNeed: 'N4',
                closureReason: 'RC9',
              },
            ],
            lastSeen: beforeFriday
              ? null
              : {
                  seenOn: daysAgo(friday),
                  place: 'At school zq-social-care-leeann-seen',
                  seenAlone: true,
                  relevance: protection,
                },
            events: [
              ...onFriday(
                {
                  __typename: 'StrategyDiscussion',
                  heldOn: daysAgo(friday),
                  participants: ["Children's social care", 'Wexshire Police', 'Oakfield Primary School'],
                  decision: 'Section 47 enquiries begin zq-social-care-leeann-strategy',
                  ...bruises,
                },
                {
                  __typename: 'Account',
                  givenAt: instant(friday, '15:05'),
                  teller: 'Leeann zq-social-care-leeann-teller2',
                  toldTo: 'Classroom assistant zq-social-care-leeann-told2',
                  account: 'Steve did it; the bath was to cool down zq-social-care-leeann-account2',
                  ...bruises,
                },
                {
                  __typename: 'Account',
                  givenAt: instant(friday, '10:40'),
                  teller: 'Leeann zq-social-care-leeann-teller1',
                  toldTo: 'Class teacher zq-social-care-leeann-told1',
                  account: 'Steve and Maggie fought; bruised wrists zq-social-care-leeann-account1',
                  ...bruises,
                },
                {
                  __typename: 'Referral',
                  id: 'SO-leeann-referral-2',
                  receivedOn: daysAgo(friday),
                  summary: 'Bruising to both wrists seen at school zq-social-care-leeann-referral2',
                  outcome: 'STRATEGY_DISCUSSION',
                  ...bruises,
                },
              ),
              {
                __typename: 'Referral',
                id: 'SO-leeann-referral-1',
                receivedOn: daysAgo(500),
                summary: 'Rent arrears, notice to leave zq-social-care-leeann-referral1',
                outcome: 'ASSESSMENT',
              },
            ],
            referrers: [
              ...onFriday({
                referral: 'SO-leeann-referral-2',
                on: daysAgo(friday),
                source: 'S2A',
                name: 'Verity Stanhope-Wild',
                relevance: protection,
                restrictions: ['INFORMANT'],
              }),
              {
                referral: 'SO-leeann-referral-1',
                on: daysAgo(500),
                source: 'S4',
                name: 'Housing office zq-social-care-leeann-referrer',
              },
            ],
            assessmentFactors: onFriday({
              on: daysAgo(friday),
              code: 'F3B',
              about: 'ADULT',
              relevance: protection,
              restrictions: ['THIRD_PARTY'],
            }),
          },
        },
      },
    },
  };
};

const trent = (calendar: Calendar, beforeFriday: boolean): ChildDefinition => {
  const friday = fridayOf(calendar);
  const { daysAgo } = calendar;
  const onFriday = (...items: readonly JsonObject[]): readonly JsonObject[] => (beforeFriday ? [] : items);
  return {
    slug: 'trent',
    shows:
      "GIRFEC case, 3: Leeann's brother at nursery; his carer believes him autistic, which is an assertion and no diagnosis; health visitor (hv-north), nursery and social worker are related",
    // The first number of the test range: the example query of `npm start` names it.
    ordinal: 0,
    given: 'Trent',
    family: 'Quillfeather',
    sex: 'M',
    dateOfBirth: calendar.bornYearsAgo(3, 130),
    schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
    home,
    carers: [corinne],
    records: {
      education: {
        custodian: 'URN:100002',
        ties: { enrolments: [{ organisation: 'URN:100002', groups: ['Ladybirds'], from: daysAgo(250), until: null }] },
        details: {
          education: {
            specialNeeds: [],
            exclusions: [],
            attainments: [],
            concerns: [
              {
                at: calendar.instant(50, '12:10'),
                statement: 'OBSERVATION',
                teller: 'Nursery nurse zq-education-trent-teller',
                account: 'Plays alone beside the others, few words zq-education-trent-account',
                indicators: ['INCLUDED'],
              },
            ],
          },
        },
      },
      health: {
        involvements: [{ by: staff.speechTherapist, from: daysAgo(90), relevance: ['WELLBEING', ...protection] }],
        details: {
          householdMembers: [{ name: 'Steve Dunmarrow', relationship: "mother's partner", relevance: protection }],
          health: {
            contacts: [
              {
                __typename: 'HealthVisitorContact',
                on: daysAgo(85),
                service: 'Health visiting, north team',
                place: 'Home zq-health-trent-place',
                childSeen: true,
                summary: 'Walks well, eats little, few words zq-health-trent-visit',
                relevance: protection,
              },
              {
                __typename: 'GpConsultation',
                on: daysAgo(140),
                service: 'Riverside Surgery',
                presentingComplaint: 'Cough for three weeks zq-health-trent-gp1',
                summary: 'Chest clear zq-health-trent-gp2',
                custodian: 'ODS:Y99002',
              },
            ],
            conditions: [
              {
                name: 'Autism zq-health-trent-condition',
                statement: 'ASSERTION',
                statedBy: 'carer (Corinne believes it; not assessed)',
                from: daysAgo(90),
              },
            ],
            allergies: [
              {
                substance: 'Peanut zq-health-trent-allergy',
                reaction: 'Swelling of the lips zq-health-trent-reaction',
                critical: true,
              },
            ],
          },
        },
      },
      'social-care': {
        carers: [corinne, steve],
        involvements: beforeFriday
          ? []
          : [{ by: staff.socialWorker, from: daysAgo(friday), leadProfessional: true, relevance: protection }],
        details: {
          socialCare: {
            cases: onFriday({
              status: 'OPEN_ASSESSMENT',
              openedOn: daysAgo(friday),
              primaryNeed: 'N1',
              relevance: protection,
            }),
            // Left with Maggie and Greg that day, and not seen by anybody from a service since.
            lastSeen: {
              seenOn: daysAgo(85),
              notSeenSince: daysAgo(friday),
              place: 'Home zq-social-care-trent-seen',
              seenAlone: false,
              relevance: protection,
            },
            events: onFriday({
              __typename: 'Referral',
              id: 'SO-trent-referral-1',
              receivedOn: daysAgo(friday),
              summary: 'Brother of a child with bruises; left with adults who fought zq-social-care-trent-referral',
              outcome: 'STRATEGY_DISCUSSION',
              relevance: protection,
              restrictions: ['ABUSE_DATA'],
            }),
            referrers: [],
            assessmentFactors: [],
          },
        },
      },
    },
  };
};

const greg = (calendar: Calendar, beforeFriday: boolean): ChildDefinition => ({
  slug: 'greg',
  shows: 'GIRFEC case, 17: in the household of the other two, and a child in his own right with records of his own',
  ordinal: 2,
  given: 'Greg',
  family: 'Tarnbrook',
  sex: 'M',
  dateOfBirth: calendar.bornYearsAgo(17, 20),
  schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
  home: { lines: ['41 Cinder Path', 'Wexborough'], postcode: 'WX2 9BT', authority: 'LA:001' },
  carers: [maggie],
  records: {
    education: {
      custodian: 'URN:100003',
      ties: { enrolments: [{ organisation: 'URN:100003', groups: ['12F'], from: calendar.daysAgo(400), until: null }] },
    },
    health: {},
    'social-care': {
      involvements: beforeFriday ? [] : [{ by: staff.otherSocialWorker, from: calendar.daysAgo(fridayOf(calendar)) }],
    },
  },
});
