import type { Calendar } from '../records/calendar.ts';
import type { AgencyName, Json, JsonObject, StoredRecord } from '../records/stored-record.ts';
import { agencyProfiles } from './agency-profile.ts';
import { educationPlaceOf } from './education-place.ts';

type Context = { readonly agency: AgencyName; readonly calendar: Calendar };

/**
 * What a record's chronology, plans and place of education are where the family does not tell them: put together from what it
 * does tell (settings, involvements, the dated items of its section), so that they say the same as the
 * record. Undefined: no such list.
 */
export const derivedList = (name: string, record: StoredRecord, context: Context): Json | undefined => {
  if (name === 'chronology') return chronologyOf(record, context);
  if (name === 'educationPlace') return educationPlaceOf(record, context.calendar);
  return name === 'plan' ? plansOf(record, context) : undefined;
};

type Entry = {
  readonly on: Json | undefined;
  readonly kind: string;
  readonly summary: string;
  readonly service: string;
  /** Where the entry has its markers from. */
  readonly from: JsonObject;
};

/** Newest first; nothing that lies ahead. */
const chronologyOf = (record: StoredRecord, { agency, calendar }: Context): readonly JsonObject[] => {
  const { title } = agencyProfiles[agency];
  const entries = [...changesOf(record), ...workOf(record), ...sectionEntries(record, title)].flatMap((entry) =>
    typeof entry.on === 'string' && entry.on.slice(0, 10) <= calendar.today
      ? [{ ...entry, day: entry.on.slice(0, 10) }]
      : [],
  );
  return entries
    .sort((one, other) => (one.day === other.day ? 0 : one.day > other.day ? -1 : 1))
    .map(({ day, kind, summary, service, from }, index) => ({
      agency: title,
      occurredOn: day,
      kind,
      summary: `${summary} zq-${agency}-${record.slug}-chr${entries.length - index}`,
      statement: 'OBSERVATION',
      service,
      ...markersFrom(from),
    }));
};

const changesOf = (record: StoredRecord): readonly Entry[] =>
  objects(record.details['universalServices']).flatMap((from) => {
    const name = textOf(from['name'], 'a service');
    const isSchool = from['kind'] === 'SCHOOL' || from['kind'] === 'EARLY_YEARS';
    const entry = { kind: 'CHANGE', service: name, from };
    return [
      { ...entry, on: from['from'], summary: isSchool ? `Joined ${name}` : `Registered with ${name}` },
      { ...entry, on: from['until'], summary: `Left ${name}` },
    ];
  });

const workOf = (record: StoredRecord): readonly Entry[] =>
  objects(record.details['involvements']).flatMap((from) => {
    const service = textOf(from['service'], 'A service');
    return [
      { on: from['from'], kind: 'REFERRAL', summary: `${service} became involved`, service, from },
      { on: from['until'], kind: 'CHANGE', summary: `${service} ended its involvement`, service, from },
    ];
  });

/** What some dated items are to the whole child, in a line: list of the section, date, kind, words. */
const milestones: readonly {
  readonly list: string;
  readonly type?: string;
  readonly day: string;
  readonly kind: string;
  readonly summary: string;
}[] = [
  { list: 'exclusions', day: 'from', kind: 'DECISION', summary: 'Excluded from school' },
  { list: 'contacts', type: 'HospitalAttendance', day: 'on', kind: 'CONTACT', summary: 'Attended hospital' },
  { list: 'contacts', type: 'HealthVisitorContact', day: 'on', kind: 'CONTACT', summary: 'Seen by the health visitor' },
  { list: 'contacts', type: 'SchoolNurseContact', day: 'on', kind: 'CONTACT', summary: 'Seen by the school nurse' },
  { list: 'cases', day: 'openedOn', kind: 'DECISION', summary: 'Case opened' },
  { list: 'cases', day: 'closedOn', kind: 'DECISION', summary: 'Case closed' },
  { list: 'events', type: 'Referral', day: 'receivedOn', kind: 'REFERRAL', summary: 'Referral received' },
  { list: 'events', type: 'StrategyDiscussion', day: 'heldOn', kind: 'MEETING', summary: 'Strategy discussion held' },
  { list: 'protectionPlans', day: 'startedOn', kind: 'PLAN', summary: 'Plan began' },
  { list: 'protectionPlans', day: 'endedOn', kind: 'PLAN', summary: 'Plan ended' },
  { list: 'legalStatuses', day: 'from', kind: 'DECISION', summary: 'Legal status changed' },
  { list: 'placements', day: 'from', kind: 'CHANGE', summary: 'Moved to a placement' },
  { list: 'interventions', day: 'from', kind: 'PLAN', summary: 'Intervention began' },
  { list: 'interventions', day: 'until', kind: 'PLAN', summary: 'Intervention ended' },
];

const sectionEntries = (record: StoredRecord, service: string): readonly Entry[] =>
  sectionsOf(record).flatMap((section) =>
    milestones.flatMap(({ list, type, day, kind, summary }) =>
      objects(section[list])
        .filter((item) => type === undefined || item['__typename'] === type)
        .map((from) => ({ on: from[day], kind, summary, service: textOf(from['service'], service), from })),
    ),
  );

/** Which item of a section stands for a plan, and what such a plan is to bring about. */
const plans: readonly {
  readonly list: string;
  readonly kind: (item: JsonObject) => string | null;
  readonly from: string;
  readonly until: string;
  readonly outcome: string;
  readonly indicators: readonly string[];
  readonly action: string;
}[] = [
  {
    list: 'specialNeeds',
    kind: ({ provision }) =>
      provision === 'E' ? 'EDUCATION_HEALTH_CARE' : provision === 'K' ? 'EDUCATION_SUPPORT' : null,
    from: 'from',
    until: 'until',
    outcome: 'Learns with the class, and is content there',
    indicators: ['ACHIEVING', 'INCLUDED'],
    action: 'Support in a small group',
  },
  {
    list: 'protectionPlans',
    kind: ({ planType }) => (planType === 'LOOKED_AFTER' ? 'LOOKED_AFTER' : 'CHILD_PROTECTION'),
    from: 'startedOn',
    until: 'endedOn',
    outcome: 'Is safe, and cared for every day',
    indicators: ['SAFE', 'NURTURED'],
    action: 'Visit by the key worker every ten working days, the child seen alone',
  },
  {
    list: 'interventions',
    kind: () => 'INTERVENTION',
    from: 'from',
    until: 'until',
    outcome: 'Keeps out of trouble and in education',
    indicators: ['RESPONSIBLE', 'ACHIEVING'],
    action: 'Weekly appointment',
  },
];

/** The current ones first. */
const plansOf = (record: StoredRecord, { agency, calendar }: Context): readonly JsonObject[] => {
  const { title, dutyPhone } = agencyProfiles[agency];
  const involvements = objects(record.details['involvements']);
  const lead = involvements.find((one) => one['leadProfessional'] === true) ?? involvements[0] ?? {};
  const practitioner = isObject(lead['practitioner']) ? lead['practitioner'] : {};
  const made = sectionsOf(record).flatMap((section) =>
    plans.flatMap((plan) =>
      objects(section[plan.list]).flatMap((item) => {
        const kind = plan.kind(item);
        return kind === null ? [] : [{ plan, item, kind }];
      }),
    ),
  );
  return made
    .map(({ plan, item, kind }, index): JsonObject => {
      const until = item[plan.until] ?? null;
      const mark = `zq-${agency}-${record.slug}-plan${index + 1}`;
      const isOver = typeof until === 'string' && until < calendar.today;
      return {
        agency: title,
        kind,
        startedOn: item[plan.from] ?? null,
        reviewOn: isOver ? null : calendar.daysAgo(-45),
        until,
        leadProfessional: practitioner['name'] ?? null,
        leadService: lead['service'] ?? title,
        leadPhone: practitioner['phone'] ?? dutyPhone,
        outcomes: [
          {
            outcome: `${plan.outcome} ${mark}-outcome`,
            indicators: plan.indicators,
            actions: [
              {
                action: `${plan.action} ${mark}-action`,
                owner: textOf(lead['service'], title),
                dueOn: isOver ? null : calendar.daysAgo(-45),
                state: isOver ? 'DONE' : 'STARTED',
              },
              {
                action: `Plan explained to the child and agreed ${mark}-agreed`,
                owner: textOf(lead['service'], title),
                dueOn: item[plan.from] ?? null,
                doneOn: item[plan.from] ?? null,
                state: 'DONE',
              },
            ],
          },
        ],
        ...markersFrom(item),
      };
    })
    .sort((one, other) => Number(one['reviewOn'] === null) - Number(other['reviewOn'] === null));
};

/** The markers of an item; what comes from an item that an event brought is the event's too. */
const markersFrom = ({ id, recordedAt, event, custodian, relevance, restrictions, about }: JsonObject): JsonObject => ({
  ...(event === undefined ? {} : { id: `${textOf(id, 'item')}-told`, recordedAt: recordedAt ?? null, event }),
  ...(custodian === undefined ? {} : { custodian }),
  ...(relevance === undefined ? {} : { relevance }),
  ...(restrictions === undefined ? {} : { restrictions }),
  ...(about === undefined ? {} : { about }),
});

/** The sections that the family tells of: objects among the details that hold lists. */
const sectionsOf = (record: StoredRecord): readonly JsonObject[] => Object.values(record.details).filter(isObject);

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: Json | undefined, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
