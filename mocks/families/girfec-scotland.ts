import type { Calendar } from '../records/calendar.ts';
import type { ChildDefinition, RecordDefinition, StaffMember } from '../records/child-definition.ts';
import type { AgencyName } from '../records/stored-record.ts';
import type { RecordChange, Story } from '../records/story.ts';
import { girfec } from './girfec.ts';

/**
 * The Scottish twin of the GIRFEC case: the same story in a made-up Scottish authority, Kilbrannoch. The
 * children have CHI numbers and no others of a national scheme; every record is a Scottish organisation's,
 * in the same systems; the head teacher is recorded as the named person.
 */
export const girfecScotland = (calendar: Calendar): Story => {
  const story = transposed(girfec(calendar));
  return {
    ...story,
    family: { family: 'girfec-scotland', children: story.family.children.map((child) => scottish(child, calendar)) },
    events: story.events.map((event) => ({ ...event, changes: event.changes.filter(isHeld) })),
  };
};

/** Who holds the records of each system in Scotland; other systems serve no Scottish organisation. */
const areas: Partial<Readonly<Record<AgencyName, { readonly custodian: string; readonly dutyPhone: string }>>> = {
  education: { custodian: 'SEED:9999901', dutyPhone: '01632 960510' },
  health: { custodian: 'ORG:kilbrannoch-community-health', dutyPhone: '01632 960530' },
  'social-care': { custodian: 'ORG:kilbrannoch-social-work', dutyPhone: '01632 960520' },
};

/** Words of the story and what they are in Scotland; longer ones before those that they begin with. */
const words: readonly (readonly [string, string])[] = [
  ['URN:100001', 'SEED:9999901'],
  ['URN:100002', 'SEED:9999902'],
  ['URN:100003', 'SEED:9999903'],
  ['LA:001-CSC', 'ORG:kilbrannoch-social-work'],
  ['LA:001', 'ORG:kilbrannoch-council'],
  ['ODS:Y99001', 'ORG:kilbrannoch-community-health'],
  ['ODS:Y99002', 'ORG:kilbrannoch-surgery'],
  ['ODS:Y99003', 'ORG:kilbrannoch-hospital'],
  ['"SWE"', '"SSSC"'],
  ['SW99000', '399000'],
  ['PYL9900', 'PYL9906'],
  ['SL9900', 'SL9906'],
  ['99000', '99060'],
  ['Oakfield Primary School', 'Kilbrannoch Primary School'],
  ['Oakfield', 'Kilbrannoch'],
  ['Little Acorns Nursery', 'Kilbrannoch Nursery'],
  ['Riverside Surgery', 'Kilbrannoch Surgery'],
  ['Wexshire Police', 'Strathfirth Police'],
  ['Wexborough', 'Kilbrannoch'],
  ['wexborough', 'kilbrannoch'],
  ['18 Marl Pit Buildings', '6 Sawmill Close'],
  ['41 Cinder Path', '23 Ferry Brae'],
  ['WX4 7DN', 'YX4 7DN'],
  ['WX2 9BT', 'YX2 9BT'],
  ['07700 9001', '07700 9006'],
  ['01632 9601', '01632 9605'],
  ['01632 9602', '01632 9606'],
  ['01632 9603', '01632 9607'],
  ['P-CORINNE', 'P-CORINNE-SCO'],
  ['P-STEVE', 'P-STEVE-SCO'],
  ['P-MAGGIE', 'P-MAGGIE-SCO'],
  ['Quillfeather', 'Strathgarve'],
  ['quillfeather', 'strathgarve'],
  ['Dunmarrow', 'Dunlarig'],
  ['Tarnbrook', 'Tarnbeg'],
  ['Belvoir', 'Balloch-Reay'],
  ['Verity Stanhope-Wild', 'Iseabail Kinloch-Rae'],
  ['Josune Ardleigh', 'Morven Achterlonie'],
  ['josune.ardleigh', 'morven.achterlonie'],
  ['Wendeline Ashgrove', 'Fenella Ardvorlich'],
  ['wendeline.ashgrove', 'fenella.ardvorlich'],
  ['Cosimo Featherstonehaugh', 'Torquil Balmerino-Hay'],
  ['cosimo.featherstonehaugh', 'torquil.balmerino.hay'],
  ['Ignatius Wherwell', 'Hamish Corriemuir'],
  ['ignatius.wherwell', 'hamish.corriemuir'],
  ['Philippa Oskarsson', 'Catriona Skerray'],
  ['philippa.oskarsson', 'catriona.skerray'],
  ['Strategy discussion; section 47 enquiries begin', 'Inter-agency referral discussion; investigation begins'],
  ['Section 47 enquiries begin', 'A child protection investigation begins'],
  ['assessment under section 17', 'assessment of wellbeing'],
  ['"kind":"EARLY_HELP"', '"kind":"CHILDS_PLAN"'],
  ['leeann', 'leeann-sco'],
  ['trent', 'trent-sco'],
  ['greg', 'greg-sco'],
];

/** A story is plain data, so that its words can be exchanged in its text. */
const transposed = (story: Story): Story =>
  JSON.parse(words.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(story))) as Story;

/** Above every other named child's, below the generated ones'. */
const ordinalOffset = 960;

const scottish = (child: ChildDefinition, calendar: Calendar): ChildDefinition => ({
  ...child,
  shows: `Scottish twin of ${child.slug.replace('-sco', '')}: CHI number, records of Scottish organisations; never joined with anybody's NHS number`,
  ordinal: child.ordinal + ordinalOffset,
  schemes: ['CHI_NUMBER', 'SOCIAL_CARE_ID'],
  records: Object.fromEntries(
    Object.entries(child.records).flatMap(([agency, record]) => {
      const area = areas[agency as AgencyName];
      return area === undefined
        ? []
        : [[agency, withArea(record as RecordDefinition, agency as AgencyName, area, child, calendar)]];
    }),
  ),
});

const withArea = (
  record: RecordDefinition,
  agency: AgencyName,
  { custodian, dutyPhone }: { readonly custodian: string; readonly dutyPhone: string },
  child: ChildDefinition,
  calendar: Calendar,
): RecordDefinition => {
  const placed: RecordDefinition = {
    custodian,
    ...record,
    area: { holders: [record.custodian ?? custodian], dutyPhone },
  };
  if (agency === 'health') {
    const registration = { from: calendar.daysAgo(300), until: null };
    const team = child.slug === 'trent-sco' ? 'hv-kilbrannoch' : 'sn-kilbrannoch';
    return {
      ...placed,
      ties: {
        ...placed.ties,
        registrations: [
          { organisation: 'ORG:kilbrannoch-surgery', team: null, ...registration },
          { organisation: 'ORG:kilbrannoch-community-health', team, ...registration },
        ],
      },
    };
  }
  if (agency !== 'education' || custodian !== placed.custodian) return placed;
  const namedPerson = {
    by: headTeacher,
    from: calendar.daysAgo(800),
    namedPerson: true,
    relevance: ['WELLBEING', 'CHILD_PROTECTION'],
  };
  return { ...placed, involvements: [...(placed.involvements ?? []), namedPerson] };
};

/** The named person of the school's pupils (domain.md 1.7 GIR-1). */
const headTeacher: StaffMember = {
  name: 'Iseabail Kinloch-Rae',
  title: 'Head teacher',
  service: 'Kilbrannoch Primary School',
  organisation: 'SEED:9999901',
  phone: '01632 960501',
  email: 'iseabail.kinloch.rae@kilbrannoch.example',
  staffIds: [{ scheme: 'GTCS', value: '990601' }],
  teams: [],
};

const isHeld = ({ agency }: RecordChange): boolean => areas[agency] !== undefined;
