import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../mocks/engine/contract-schema.ts';
import { fillDetails } from '../../mocks/engine/fill-details.ts';
import { allStories } from '../../mocks/families/all-stories.ts';
import { recordsOf } from '../../mocks/records/build-records.ts';
import { agencyNames, type JsonObject } from '../../mocks/records/stored-record.ts';
import { type Story, tellStory } from '../../mocks/records/story.ts';
import { type AgencyUnderTest, calendar, startAgencyUnderTest } from './agency-under-test.ts';

const stories = allStories(calendar);
const girfec = stories.find(({ family }) => family.family === 'girfec') as Story;

/** Everything every agency would answer of a story's children at a point, by agency and record. */
const toldAt = (story: Story, point: string): Readonly<Record<string, JsonObject>> =>
  Object.fromEntries(
    agencyNames.flatMap((agency) => {
      const { schema } = loadContract(agency, 'PLAIN');
      return tellStory(story, point)
        .children.flatMap((child) => recordsOf(child, agency, calendar))
        .map((record) => [`${agency} ${record.slug}`, fillDetails(record, { schema, agency, calendar })]);
    }),
  );

const isOfEvent = (value: unknown): boolean => typeof value === 'object' && value !== null && 'event' in value;

/** What is told after an event without all that the event brought; `before` gives what it took the place of. */
const withoutEvent = (after: unknown, before: unknown): unknown => {
  if (isOfEvent(after)) return before;
  if (Array.isArray(after)) return after.filter((item) => !isOfEvent(item));
  if (typeof after !== 'object' || after === null) return after;
  const earlier = (typeof before === 'object' && before !== null ? before : {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, withoutEvent(value, earlier[key])]));
};

describe.each(stories.map((story) => [story.family.family, story] as const))('the Friday of %s', (_name, story) => {
  const before = toldAt(story, 'BEFORE_FRIDAY');
  const after = toldAt(story, 'AFTER_FRIDAY');

  it('changes what is told of the children, and nothing but by items of its own', () => {
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const changed = Object.keys(after).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]));
    expect(changed.length).toBeGreaterThan(4);
    for (const key of Object.keys(after)) expect(withoutEvent(after[key], before[key]), key).toEqual(before[key]);
  });

  it('brings items with ids of their own, none of them used twice', () => {
    const ids = [...JSON.stringify(after).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keeps two accounts, each with its teller and its time, at school and at social care', () => {
    const leeann = (agency: string, told: typeof after) =>
      JSON.stringify(Object.entries(told).find(([key]) => key.startsWith(`${agency} leeann`))?.[1]);
    for (const [agency, field] of [
      ['education', 'at'],
      ['social-care', 'givenAt'],
    ] as const) {
      const accounts = [...leeann(agency, after).matchAll(new RegExp(`"${field}":"[^"]*T(10:40|15:05)[^"]*"`, 'g'))];
      expect(accounts.map(([, time]) => time)).toEqual(['15:05', '10:40']);
      expect(leeann(agency, before)).not.toContain('bruise');
    }
  });
});

describe('the people of the case', () => {
  it('are as the national guidance tells of them', () => {
    const [leeann, trent, greg] = girfec.family.children;
    const ages = [leeann, trent, greg].map(
      (child) => Number(calendar.today.slice(0, 4)) - Number(child?.dateOfBirth?.slice(0, 4)),
    );
    expect(ages.map((age, index) => age - ([9, 3, 17][index] ?? 0)).every((late) => late === 0 || late === 1)).toBe(
      true,
    );
    const told = JSON.stringify(toldAt(girfec, 'BEFORE_FRIDAY'));
    for (const part of ['Corinne (29)', 'Steve (23)', 'Maggie (40)', 'Greg (17)', 'Ahmad', 'Denise', 'Islam']) {
      expect(told).toContain(part);
    }
    expect(leeann?.carers).toMatchObject([{ relationship: 'MOTHER', parentalResponsibility: true }]);
    expect(told).toContain('"name":"Autism zq-health-trent-condition","statement":"ASSERTION"');
  });

  it('have a religion that the source marks relevant to no purpose', () => {
    const school = toldAt(girfec, 'AFTER_FRIDAY')['education leeann'];
    expect(school?.['characteristics']).toContainEqual(expect.objectContaining({ kind: 'RELIGION', relevance: [] }));
  });
});

describe('the clock of a story', () => {
  let school: AgencyUnderTest;
  const concerns = async (child: string): Promise<string> =>
    JSON.stringify((await school.control('GET', `/__state?child=${child}`)).body);

  beforeAll(async () => {
    school = await startAgencyUnderTest('education', 'PLAIN');
  });
  afterAll(() => school.server.close());
  afterEach(() => school.control('DELETE', '/__state'));

  it('stands after the Friday at the start, and can be put back and on again', async () => {
    expect((await school.control('GET', '/__story')).body).toEqual({
      girfec: 'AFTER_FRIDAY',
      'girfec-scotland': 'AFTER_FRIDAY',
    });
    const atStart = await concerns('leeann');
    expect(atStart).toContain('Steve did it');

    expect((await school.control('PUT', '/__story', { girfec: 'BEFORE_FRIDAY' })).body).toMatchObject({
      girfec: 'BEFORE_FRIDAY',
      'girfec-scotland': 'AFTER_FRIDAY',
    });
    expect(await concerns('leeann')).not.toContain('Steve did it');
    expect(await concerns('leeann-sco')).toContain('Steve did it');

    await school.control('PUT', '/__story', { girfec: 'AFTER_FRIDAY' });
    expect(await concerns('leeann')).toBe(atStart);
  });

  it('leaves what was patched in other children as it is', async () => {
    await school.control('PATCH', '/__state', { child: 'shielded', patch: { forgotten: true } });
    await school.control('PUT', '/__story', { girfec: 'BEFORE_FRIDAY' });
    expect(await concerns('shielded')).toContain('"forgotten":true');
  });

  it('is put back with all state', async () => {
    await school.control('PUT', '/__story', { girfec: 'BEFORE_FRIDAY' });
    await school.control('DELETE', '/__state');
    expect((await school.control('GET', '/__story')).body).toMatchObject({ girfec: 'AFTER_FRIDAY' });
    expect(await concerns('leeann')).toContain('Steve did it');
  });

  it.each([
    ['a story that there is not', { nobody: 'BEFORE_FRIDAY' }],
    ['a point that the story has not', { girfec: 'ON_SUNDAY' }],
    ['a point that objects have by nature', { girfec: 'constructor' }],
    ['two stories, one of them unknown', { girfec: 'BEFORE_FRIDAY', nobody: 'BEFORE_FRIDAY' }],
    ['no object', ['girfec']],
    ['a point that is no name', { girfec: 0 }],
  ])('refuses %s, and moves nothing', async (_title, points) => {
    expect((await school.control('PUT', '/__story', points)).status).toBe(400);
    expect((await school.control('GET', '/__story')).body).toMatchObject({ girfec: 'AFTER_FRIDAY' });
    expect(await concerns('leeann')).toContain('Steve did it');
  });
});
