import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askFor, childOf } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.restoreAll());

/** Everything that the Friday could change, and everything it must not. */
const everything = `
  identity { givenName familyName dateOfBirth names { given family kind sources } }
  addresses { id lines }
  carers { id name }
  householdMembers { id name relationship }
  universalServices { id name }
  involvements { id agency service leadProfessional }
  indicators { id agency contactName }
  assessments { id completedOn development }
  education { concerns { id at teller account } specialNeeds { id types } }
  health {
    contacts { __typename id on ... on SchoolNurseContact { summary } }
    conditions { id name statement statedBy }
  }
  socialCare {
    cases { id status openedOn }
    lastSeen { id seenOn notSeenSince }
    events {
      __typename
      ... on Referral { id summary }
      ... on Account { id givenAt teller toldTo account }
      ... on StrategyDiscussion { id decision }
    }
  }
  chronology { id occurredOn agency summary }
  plan { id kind outcomes { outcome actions { action owner } } }
  wellbeing { id on indicator finding }
  sources { agency state }
`;

type Item = Readonly<Record<string, unknown>>;

const eventOf = 'friday-disclosure';
/** The event's items that have ids by which others refer to them. */
const namedByEvent = ['SO-leeann-referral-2', 'SO-trent-referral-1'];

const isOfEvent = (value: unknown): boolean => {
  const id = typeof value === 'object' && value !== null ? (value as Item)['id'] : undefined;
  return typeof id === 'string' && (id.includes(eventOf) || namedByEvent.includes(id));
};

/** An answer without the items of the event; where one took the place of another, that one is put back. */
function withoutEvent(after: unknown, before: unknown): unknown {
  if (isOfEvent(after)) return before;
  if (Array.isArray(after)) return after.filter((item) => !isOfEvent(item));
  if (typeof after !== 'object' || after === null) return after;
  const earlier = (typeof before === 'object' && before !== null ? before : {}) as Item;
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, withoutEvent(value, earlier[key])]));
}

const view = async (persona: string, child: string, scheme: string, purpose: string): Promise<Item> =>
  childOf(await askFor(world, persona, child, scheme, { purpose, selection: everything, more: ', informed: UNSAFE' }));

describe('the same query before and after the Friday', () => {
  it.each([
    ['social-worker', 'leeann', 'SOCIAL_CARE_ID', 'CHILD_PROTECTION'],
    ['safeguarding-lead', 'leeann', 'UPN', 'CHILD_PROTECTION'],
    ['teacher', 'leeann', 'UPN', 'WELLBEING'],
    ['school-nurse', 'leeann', 'NHS_NUMBER', 'DIRECT_CARE'],
    ['health-visitor', 'trent', 'NHS_NUMBER', 'DIRECT_CARE'],
  ])('differs, for the %s about %s, by the items of the disclosure alone', async (persona, child, scheme, purpose) => {
    const after = await view(persona, child, scheme, purpose);
    await world.story('girfec', 'BEFORE_FRIDAY');
    const before = await view(persona, child, scheme, purpose);

    expect(JSON.stringify(after)).toContain(eventOf);
    expect(JSON.stringify(before)).not.toContain(eventOf);
    expect(withoutEvent(after, before)).toEqual(before);
  });

  it('differs for Trent by where he was last seen: only afterwards has nobody seen him since', async () => {
    const seenBy = async (): Promise<Item> =>
      (await view('social-worker', 'trent', 'SOCIAL_CARE_ID', 'CHILD_PROTECTION'))['socialCare'] as Item;
    const { lastSeen: after } = await seenBy();
    await world.story('girfec', 'BEFORE_FRIDAY');
    const { lastSeen: before } = await seenBy();

    expect(before).toMatchObject({ seenOn: expect.any(String), notSeenSince: null });
    expect(after).toMatchObject({ seenOn: (before as Item)['seenOn'], notSeenSince: expect.any(String) });
  });

  it('says nothing of the Friday to the teacher beyond what the own school recorded', async () => {
    const after = await view('teacher', 'leeann', 'UPN', 'WELLBEING');
    expect(after['chronology']).toBeNull();
    expect(after['socialCare']).toBeNull();
    expect(JSON.stringify(after)).not.toContain('zq-social-care');
  });
});

describe('both accounts of the bruised wrists', () => {
  it('are kept at school and at social care, each with its teller and its time, neither overwritten', async () => {
    const child = await view('social-worker', 'leeann', 'SOCIAL_CARE_ID', 'CHILD_PROTECTION');
    const events = (child['socialCare'] as { events: Item[] }).events.filter(
      ({ __typename }) => __typename === 'Account',
    );
    const concerns = (child['education'] as { concerns: Item[] }).concerns;

    expect(events).toEqual([
      expect.objectContaining({
        givenAt: expect.stringContaining('T15:05'),
        teller: expect.stringContaining('Leeann'),
        toldTo: expect.stringContaining('Classroom assistant'),
        account: expect.stringContaining('Steve did it; the bath was to cool down'),
      }),
      expect.objectContaining({
        givenAt: expect.stringContaining('T10:40'),
        teller: expect.stringContaining('Leeann'),
        toldTo: expect.stringContaining('Class teacher'),
        account: expect.stringContaining('Steve and Maggie fought'),
      }),
    ]);
    const told = concerns.map(({ at, account }) => `${String(at).slice(11, 16)} ${String(account).split(' zq-')[0]}`);
    expect(told).toContain('15:05 Steve did it; the bath was to cool down');
    expect(told).toContain('10:40 Steve and Maggie fought and her wrists were bruised in between');
  });

  it('are told to nobody before the Friday', async () => {
    await world.story('girfec', 'BEFORE_FRIDAY');
    const child = await view('social-worker', 'leeann', 'SOCIAL_CARE_ID', 'CHILD_PROTECTION');
    expect(JSON.stringify(child)).not.toMatch(/bruise|bath|Steve did it/);
    expect((child['socialCare'] as { events: Item[] }).events.map(({ __typename }) => __typename)).not.toContain(
      'Account',
    );
  });
});
