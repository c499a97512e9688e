import type { Calendar } from '../records/calendar.ts';
import type { CarerDefinition, ChildDefinition, Home } from '../records/child-definition.ts';
import type { Story } from '../records/story.ts';
import { fridayDisclosure } from './girfec-friday.ts';
import { leeannElsewhere, trentElsewhere } from './girfec-household.ts';
import { staff } from './staff.ts';

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
const shared = ['WELLBEING', 'EARLY_HELP', ...protection];

/**
 * The case of the national guidance (domain.md 7.6): Leeann (9), Trent (3), their mother Corinne (29) and
 * her partner Steve (23), Maggie (40) and her son Greg (17), as they are before the Friday; what happens on
 * it is an event of its own.
 */
export const girfec = (calendar: Calendar): Story => ({
  family: { family: 'girfec', children: [leeann(calendar), trent(calendar), greg(calendar)] },
  events: [fridayDisclosure(calendar)],
  points: { BEFORE_FRIDAY: 0, AFTER_FRIDAY: 1 },
  initial: 'AFTER_FRIDAY',
});

const leeann = (calendar: Calendar): ChildDefinition => {
  const { daysAgo, instant } = calendar;
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
      ...leeannElsewhere(calendar),
      education: {
        ties: { enrolments: [{ organisation: 'URN:100001', groups: ['4B'], from: daysAgo(800), until: null }] },
        involvements: [{ by: staff.psychologist, from: daysAgo(210), relevance: shared }],
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
          indicators: [],
          assessments: [
            {
              agency: 'Education',
              completedOn: daysAgo(95),
              version: 1,
              holder: 'Verity Stanhope-Wild',
              holderPhone: '01632 960101',
              leadProfessional: 'Verity Stanhope-Wild',
              development: 'Reads two years behind; draws with great care zq-education-leeann-caf1',
              parentsAndCarers: 'Corinne (29) comes when asked, Steve (23) waits outside zq-education-leeann-caf2',
              familyAndEnvironment: 'Maggie (40) and Greg (17) stay at weekends zq-education-leeann-caf3',
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
              {
                at: instant(60, '11:30'),
                statement: 'OBSERVATION',
                teller: 'The class teacher zq-education-leeann-teller0',
                account: 'Disruptive in class most mornings zq-education-leeann-account0',
                indicators: ['ACHIEVING', 'INCLUDED'],
              },
            ],
          },
          chronology: [
            {
              agency: 'Education',
              occurredOn: daysAgo(60),
              kind: 'CONCERN',
              summary: 'Disruptive in class most mornings; Corinne asked in zq-education-leeann-chr4',
              statement: 'OBSERVATION',
              service: 'Class 4B',
              relevance: shared,
            },
            {
              agency: 'Education',
              occurredOn: daysAgo(95),
              kind: 'ASSESSMENT',
              summary: 'Common assessment completed, with Corinne and Leeann zq-education-leeann-chr3',
              statement: 'OBSERVATION',
              service: 'Oakfield Primary School',
              relevance: shared,
            },
            {
              agency: 'Education',
              occurredOn: daysAgo(210),
              kind: 'REFERRAL',
              summary: 'Educational psychologist asked for advice on her learning zq-education-leeann-chr2',
              statement: 'OBSERVATION',
              service: 'Educational psychology service',
              relevance: shared,
              custodian: 'LA:001',
            },
            {
              agency: 'Education',
              occurredOn: daysAgo(800),
              kind: 'CHANGE',
              summary: 'Joined Oakfield Primary School, from another town zq-education-leeann-chr1',
              statement: 'OBSERVATION',
              service: 'Oakfield Primary School',
            },
          ],
          plan: [
            {
              agency: 'Education',
              kind: 'EARLY_HELP',
              startedOn: daysAgo(90),
              reviewOn: daysAgo(-30),
              leadProfessional: 'Verity Stanhope-Wild',
              leadService: 'Oakfield Primary School',
              leadPhone: '01632 960101',
              outcomes: [
                {
                  outcome: 'Leeann reads what her class reads zq-education-leeann-plan1',
                  indicators: ['ACHIEVING', 'INCLUDED'],
                  actions: [
                    {
                      action: 'Small group, three times a week zq-education-leeann-plan2',
                      owner: 'Oakfield Primary School, learning support',
                      dueOn: daysAgo(-30),
                      state: 'STARTED',
                    },
                    {
                      action: 'Advice on materials for moderate learning disability zq-education-leeann-plan3',
                      owner: 'Educational psychology service',
                      dueOn: daysAgo(20),
                      doneOn: daysAgo(25),
                      state: 'DONE',
                    },
                  ],
                },
                {
                  outcome: 'Leeann comes rested, and on time zq-education-leeann-plan4',
                  indicators: ['NURTURED', 'HEALTHY'],
                  actions: [
                    {
                      action: 'Place at the breakfast club zq-education-leeann-plan5',
                      owner: 'Oakfield Primary School, family support',
                      dueOn: daysAgo(70),
                      doneOn: daysAgo(72),
                      state: 'DONE',
                    },
                    {
                      action: 'Review of growth and of the nights zq-education-leeann-plan6',
                      owner: 'School nursing, Oakfield',
                      dueOn: daysAgo(-10),
                      state: 'AGREED',
                    },
                  ],
                },
              ],
              relevance: shared,
            },
          ],
          wellbeing: [
            {
              agency: 'Education',
              on: daysAgo(60),
              indicator: 'INCLUDED',
              isStrength: false,
              statement: 'OBSERVATION',
              statedBy: 'the class teacher',
              finding: 'Alone at play more often than in the autumn zq-education-leeann-well3',
              relevance: shared,
            },
            {
              agency: 'Education',
              on: daysAgo(95),
              indicator: 'ACHIEVING',
              isStrength: false,
              statement: 'OBSERVATION',
              statedBy: 'the class teacher',
              finding: 'Reads two years behind her class zq-education-leeann-well2',
              relevance: shared,
            },
            {
              agency: 'Education',
              on: daysAgo(95),
              indicator: 'ACHIEVING',
              isStrength: true,
              statement: 'OBSERVATION',
              statedBy: 'the class teacher',
              finding: 'Draws with great care, and shows it zq-education-leeann-well1',
              relevance: shared,
            },
          ],
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
          chronology: [
            {
              agency: 'Health',
              occurredOn: daysAgo(45),
              kind: 'CONTACT',
              summary: 'Seen at school: hearing good, small for her age zq-health-leeann-chr3',
              statement: 'OBSERVATION',
              service: 'School nursing, Oakfield',
              relevance: protection,
            },
            {
              agency: 'Health',
              occurredOn: daysAgo(260),
              kind: 'INCIDENT',
              summary: 'Emergency department: sprained wrist, said to be a fall from a wall zq-health-leeann-chr2',
              statement: 'OBSERVATION',
              service: 'Emergency department',
              custodian: 'ODS:Y99003',
              relevance: protection,
            },
            {
              agency: 'Health',
              occurredOn: daysAgo(900),
              kind: 'ASSESSMENT',
              summary: 'Moderate learning disability diagnosed zq-health-leeann-chr1',
              statement: 'DIAGNOSIS',
              service: 'Community paediatrics',
              custodian: 'ODS:Y99003',
              relevance: ['EDU_PROVISION', ...shared],
            },
          ],
          wellbeing: [
            {
              agency: 'Health',
              on: daysAgo(45),
              indicator: 'HEALTHY',
              isStrength: false,
              statement: 'OBSERVATION',
              statedBy: 'the school nurse',
              finding: 'Small for her age zq-health-leeann-well1',
              relevance: shared,
            },
          ],
        },
      },
      'social-care': {
        carers: [corinne, steve],
        involvements: [{ by: staff.otherSocialWorker, from: daysAgo(500), until: daysAgo(420) }],
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
              {
                status: 'CLOSED',
                openedOn: daysAgo(500),
                closedOn: daysAgo(420),
                primaryNeed: 'N4',
                closureReason: 'RC9',
              },
            ],
            lastSeen: null,
            events: [
              {
                __typename: 'Referral',
                id: 'SO-leeann-referral-1',
                receivedOn: daysAgo(500),
                summary: 'Rent arrears, notice to leave zq-social-care-leeann-referral1',
                outcome: 'ASSESSMENT',
              },
            ],
            referrers: [
              {
                referral: 'SO-leeann-referral-1',
                on: daysAgo(500),
                source: 'S4',
                name: 'Housing office zq-social-care-leeann-referrer',
              },
            ],
            assessmentFactors: [],
          },
          chronology: [
            {
              agency: "Children's social care",
              occurredOn: daysAgo(420),
              kind: 'DECISION',
              summary: 'Case closed; the family found a flat zq-social-care-leeann-chr2',
              statement: 'OBSERVATION',
              service: 'Assessment team',
              relevance: ['CIN_ASSESSMENT'],
            },
            {
              agency: "Children's social care",
              occurredOn: daysAgo(500),
              kind: 'REFERRAL',
              summary: 'Referred for rent arrears and notice to leave zq-social-care-leeann-chr1',
              statement: 'OBSERVATION',
              service: 'Assessment team',
              relevance: ['CIN_ASSESSMENT'],
            },
          ],
        },
      },
    },
  };
};

const trent = (calendar: Calendar): ChildDefinition => {
  const { daysAgo } = calendar;
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
      ...trentElsewhere(calendar),
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
          chronology: [
            {
              agency: 'Education',
              occurredOn: daysAgo(50),
              kind: 'CONCERN',
              summary: 'Plays alone, few words; health visitor told, with Corinne zq-education-trent-chr2',
              statement: 'OBSERVATION',
              service: 'Little Acorns Nursery',
              relevance: shared,
            },
            {
              agency: 'Education',
              occurredOn: daysAgo(250),
              kind: 'CHANGE',
              summary: 'Joined Little Acorns Nursery zq-education-trent-chr1',
              statement: 'OBSERVATION',
              service: 'Little Acorns Nursery',
            },
          ],
          wellbeing: [
            {
              agency: 'Education',
              on: daysAgo(50),
              indicator: 'INCLUDED',
              isStrength: false,
              statement: 'OBSERVATION',
              statedBy: 'the nursery nurse',
              finding: 'Plays beside the others, not with them zq-education-trent-well1',
              relevance: shared,
            },
          ],
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
          chronology: [
            {
              agency: 'Health',
              occurredOn: daysAgo(85),
              kind: 'CONTACT',
              summary: 'Home visit: walks well, eats little, few words zq-health-trent-chr2',
              statement: 'OBSERVATION',
              service: 'Health visiting, north team',
              relevance: protection,
            },
            {
              agency: 'Health',
              occurredOn: daysAgo(90),
              kind: 'REFERRAL',
              summary: 'Referred to speech and language therapy zq-health-trent-chr1',
              statement: 'OBSERVATION',
              service: 'Health visiting, north team',
              relevance: shared,
            },
          ],
          plan: [
            {
              agency: 'Health',
              kind: 'HEALTH_CARE',
              startedOn: daysAgo(85),
              reviewOn: daysAgo(-40),
              leadProfessional: staff.speechTherapist.name,
              leadService: staff.speechTherapist.service,
              leadPhone: staff.speechTherapist.phone,
              outcomes: [
                {
                  outcome: 'Trent asks for what he wants in words zq-health-trent-plan1',
                  indicators: ['ACHIEVING', 'INCLUDED'],
                  actions: [
                    {
                      action: 'Weekly session at nursery zq-health-trent-plan2',
                      owner: staff.speechTherapist.service,
                      dueOn: daysAgo(-40),
                      state: 'STARTED',
                    },
                    {
                      action: 'Hearing tested zq-health-trent-plan3',
                      owner: 'Health visiting, north team',
                      dueOn: daysAgo(60),
                      doneOn: daysAgo(62),
                      state: 'DONE',
                    },
                  ],
                },
              ],
              relevance: shared,
            },
          ],
          wellbeing: [
            {
              agency: 'Health',
              on: daysAgo(85),
              indicator: 'NURTURED',
              isStrength: false,
              statement: 'OBSERVATION',
              statedBy: 'the health visitor',
              finding: 'Eats little; meals at no fixed time zq-health-trent-well2',
              relevance: protection,
            },
            {
              agency: 'Health',
              on: daysAgo(85),
              indicator: 'ACTIVE',
              isStrength: true,
              statement: 'OBSERVATION',
              statedBy: 'the health visitor',
              finding: 'Walks and climbs well zq-health-trent-well1',
              relevance: shared,
            },
          ],
        },
      },
      'social-care': {
        carers: [corinne, steve],
        details: {
          socialCare: {
            cases: [],
            lastSeen: {
              seenOn: daysAgo(85),
              place: 'Home zq-social-care-trent-seen',
              seenAlone: false,
              relevance: protection,
            },
            events: [],
            referrers: [],
            assessmentFactors: [],
          },
        },
      },
    },
  };
};

const greg = (calendar: Calendar): ChildDefinition => ({
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
    'social-care': {},
  },
});
