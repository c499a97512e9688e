import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agencyNames, type AgencyName } from '../../mocks/records/stored-record.ts';
import { recordsOf } from '../../mocks/records/build-records.ts';
import { storeOf } from '../../mocks/records/store.ts';
import { generateChildren } from '../../mocks/families/generate-children.ts';
import { loadContract } from '../../mocks/engine/contract-schema.ts';
import { type AgencyUnderTest, calendar, identifierOf, startAgencyUnderTest } from './agency-under-test.ts';

const started = {
  education: 'PLAIN',
  health: 'FEDERATION',
  'social-care': 'PLAIN',
  'sexual-health': 'FEDERATION',
  housing: 'PLAIN',
} as const;
type Searched = keyof typeof started;
const agencies = new Map<Searched, AgencyUnderTest>();
const at = (agency: Searched): AgencyUnderTest => {
  const found = agencies.get(agency);
  if (found === undefined) throw new Error('not started');
  return found;
};

beforeAll(async () => {
  for (const [agency, dialect] of Object.entries(started) as [Searched, 'PLAIN' | 'FEDERATION'][]) {
    agencies.set(agency, await startAgencyUnderTest(agency, dialect, 40));
  }
});
afterAll(async () => {
  for (const { server } of agencies.values()) await server.close();
});
beforeEach(async () => {
  for (const { control } of agencies.values()) {
    await control('DELETE', '/__state');
    await control('DELETE', '/__faults');
    await control('DELETE', '/__requests');
  }
});

const rootOf = (agency: AgencyName): string =>
  [...loadContract(agency, 'PLAIN').entries].find(([, kind]) => kind === 'SEARCH')?.[0] ?? 'none';

type Search = Readonly<Record<string, string>>;

const search = async (
  agency: Searched,
  by: readonly Search[],
  options: { readonly first?: number; readonly org?: string } = {},
) => {
  const document = `query($by: [PersonSearch!]!, $who: PersonSearch!, $first: Int) { rows: ${rootOf(agency)}(by: $by, first: $first) { recordId recordedIdentity { names { given family } } postcodes { postcode current } corroborates(by: $who) { carer school } } }`;
  return at(agency).ask(
    document,
    { by, who: by[0] ?? {}, ...(options.first === undefined ? {} : { first: options.first }) },
    { kind: 'FACTS', claims: { org: options.org ?? 'ODS:Y99002' } },
  );
};

const found = async (agency: Searched, by: Search, options = {}): Promise<readonly any[]> => {
  const reply = await search(agency, [by], options);
  expect(reply.body.errors).toBeUndefined();
  return reply.body.data?.['rows'] ?? [];
};

/** Slugs of the children that a search finds, the likeliest first. */
const slugs = async (agency: Searched, by: Search, options = {}): Promise<readonly string[]> => {
  const rows = await found(agency, by, options);
  const held = (await at(agency).control('GET', '/__state')).body as { slug: string; recordId: string }[];
  return rows.map(({ recordId }) => held.find((each) => each.recordId === recordId)?.slug ?? '?');
};

const born = calendar.bornYearsAgo(9, 83);

describe('a search by details', () => {
  it('finds a child by name, birthday and home, in either dialect', async () => {
    const tolliver = { givenName: 'Leeann', familyName: 'Tolliver', dateOfBirth: born, sex: 'F', postcode: 'WX11 5TQ' };
    for (const agency of ['education', 'health', 'social-care'] as const) {
      expect((await slugs(agency, tolliver))[0], agency).toBe('respelt');
    }
  });

  it('forgives spelling, slips, accents, names in each other’s place and a birthday turned round', async () => {
    const year = Number(calendar.today.slice(0, 4)) - 9;
    const forgiven: readonly (readonly [string, Search])[] = [
      ['respelt-moved', { givenName: 'leeann', familyName: 'MARCHMONT', dateOfBirth: born }],
      ['respelt-moved', { givenName: 'Léanne', familyName: 'Marchment', dateOfBirth: born }],
      ['moved', { givenName: 'Abernethy', familyName: 'Cornelius', dateOfBirth: born }],
      ['moved', { givenName: 'Cornelius', familyName: 'Abrenethy' }],
      ['swapped-date', { givenName: 'Dorothea', familyName: 'Fennimore', dateOfBirth: `${year}-03-04` }],
      ['swapped-date', { givenName: 'Dorothea', familyName: 'Fennimore', dateOfBirth: `${year}-04-04` }],
    ];
    for (const [slug, by] of forgiven) expect(await slugs('education', by), JSON.stringify(by)).toContain(slug);
  });

  it('finds by a former address and by a former name', async () => {
    expect(await slugs('health', { givenName: 'Rosalba', postcode: 'WX24 5TQ' })).toContain('moved-with-history');
    expect(await slugs('health', { givenName: 'Ottoline', familyName: 'Dunwoody', dateOfBirth: born })).toContain(
      'renamed-moved',
    );
  });

  it('finds nobody by what fits nobody, by a pseudo-postcode, or by nothing', async () => {
    for (const by of [
      { givenName: 'Nobody', familyName: 'Nowhere', dateOfBirth: '2020-02-02' },
      { givenName: 'Dorothea' },
      { dateOfBirth: born },
      { postcode: 'ZZ99 3VZ', givenName: 'Dorothea', familyName: 'Nowhere' },
      { givenName: '%', familyName: '*' },
      {},
    ]) {
      expect(await slugs('education', by), JSON.stringify(by)).toEqual([]);
    }
  });

  it('puts the likeliest first, the same every time, and no more than asked for', async () => {
    const twins = { familyName: 'Larkenfield', dateOfBirth: calendar.bornYearsAgo(6, 210), postcode: 'WX7 2AB' };
    expect(await slugs('education', { ...twins, givenName: 'Isadora' })).toEqual(['twin-isadora', 'twin-isolde']);
    expect(await slugs('education', { ...twins, givenName: 'Isolde' })).toEqual(['twin-isolde', 'twin-isadora']);
    expect(await slugs('education', { ...twins, givenName: 'Isolde' }, { first: 1 })).toEqual(['twin-isolde']);
    expect(await slugs('education', twins)).toEqual(await slugs('education', twins));
  });

  it('takes several persons at once and lists a record that is like two of them once', async () => {
    const one = { givenName: 'Cornelius', familyName: 'Abernethy', dateOfBirth: born };
    const other = { givenName: 'Rosalba', familyName: 'Winterbourne', dateOfBirth: born };
    const reply = await search('education', [one, one, other]);
    expect(reply.body.data?.['rows']).toHaveLength(2);
  });

  it('refuses more persons and more records than it can look for', async () => {
    const one = { givenName: 'Cornelius', familyName: 'Abernethy' };
    expect(
      (
        await search(
          'education',
          Array.from({ length: 201 }, () => one),
        )
      ).body.errors?.[0]?.message,
    ).toContain('200');
    expect((await search('education', [one], { first: 101 })).body.errors?.[0]?.message).toContain('100');
    expect((await search('education', [one], { first: 0 })).body.errors?.[0]?.message).toContain('1 to 100');
  });

  it('says where a child lived and lives, and whether carer and school bear the search out', async () => {
    const by = { givenName: 'Rosalba', familyName: 'Winterbourne', dateOfBirth: born };
    const [atSurgery] = await found('health', { ...by, carerGivenName: 'winifred', carerFamilyName: 'Winterbourne' });
    expect(atSurgery).toMatchObject({
      postcodes: [
        { postcode: 'WX14 5TQ', current: true },
        { postcode: 'WX24 5TQ', current: false },
      ],
      corroborates: { carer: true, school: false },
    });
    const asked: readonly (readonly [Search, boolean])[] = [
      [{ school: 'URN:100001' }, true],
      [{ school: 'URN:100001', yearGroup: '4' }, true],
      [{ school: 'URN:100001', yearGroup: 'Year 4' }, true],
      [{ school: 'URN:100001', yearGroup: '5' }, false],
      [{ school: 'URN:100003' }, false],
      [{ yearGroup: '4' }, false],
    ];
    for (const [more, school] of asked) {
      const [row] = await found('education', { ...by, ...more });
      expect(row.corroborates, JSON.stringify(more)).toEqual({ carer: false, school });
    }
    const [wrong] = await found('education', { ...by, carerGivenName: 'Hermione', carerFamilyName: 'Winterbourne' });
    expect(wrong.corroborates.carer).toBe(false);
  });
});

describe('what a shield hides', () => {
  const byPlace = { givenName: 'Valentina', postcode: 'WX18 5TQ' };
  const byName = { givenName: 'Valentina', familyName: 'Rushworth', dateOfBirth: born };
  const lift = () =>
    at('social-care').control('PATCH', '/__state', { child: 'fled', patch: { restrictions: { shielded: false } } });

  it('finds nothing: neither home nor carer nor school', async () => {
    const byCarer = {
      familyName: 'Rushworth',
      carerGivenName: 'Winifred',
      carerFamilyName: 'Rushworth',
      postcode: 'WX18 5TQ',
    };
    expect(await slugs('social-care', byPlace)).toEqual([]);
    expect(await slugs('social-care', byCarer)).toEqual([]);
    await lift();
    expect(await slugs('social-care', byPlace)).toEqual(['fled']);
    expect(await slugs('social-care', byCarer)).toEqual(['fled']);
  });

  it('bears nothing out, and changes nothing in where a record found by name stands', async () => {
    const withCarer = { ...byName, carerGivenName: 'Winifred', carerFamilyName: 'Rushworth' };
    const [row] = await found('social-care', withCarer);
    expect(row.corroborates).toEqual({ carer: false, school: false });
    await lift();
    const [lifted] = await found('social-care', withCarer);
    expect(lifted.corroborates).toEqual({ carer: true, school: false });
    expect(lifted.recordId).toBe(row.recordId);
  });

  it('leaves the old address to those who do not know of it', async () => {
    expect(await slugs('housing', { ...byName, postcode: 'WX28 5TQ' })).toContain('fled');
  });
});

describe('a severed identity', () => {
  const birthday = calendar.bornYearsAgo(7, 15);
  const formerly = { givenName: 'Evangeline', familyName: 'Crowhurst', dateOfBirth: birthday };

  it('is not found by the name that the child had before', async () => {
    expect(await slugs('education', { givenName: 'Evangeline', familyName: 'Crowhurst' })).toEqual(['adopted-before']);
    const unlocked = { restrictions: { linkLocked: false } };
    await at('education').control('PATCH', '/__state', { child: 'adopted-after', patch: unlocked });
    expect(await slugs('education', { givenName: 'Evangeline', familyName: 'Crowhurst' })).toEqual([
      'adopted-before',
      'adopted-after',
    ]);
  });

  it('is found by its own name', async () => {
    expect((await slugs('health', { ...formerly, familyName: 'Bellweather' }))[0]).toBe('adopted-after');
    expect((await slugs('health', formerly))[0]).toBe('adopted-before');
  });
});

describe('records that are not for everybody', () => {
  it('are found by the service’s own staff alone, and take nobody’s place', async () => {
    const state = (await at('sexual-health').control('GET', '/__state?child=sensitive-unrecorded')).body as any[];
    const everybody = (await at('sexual-health').control('GET', '/__state')).body as { slug: string }[];
    const unlisted: any[] = [];
    for (const slug of new Set(everybody.map((each) => each.slug))) {
      const records = (await at('sexual-health').control('GET', `/__state?child=${slug}`)).body as any[];
      unlisted.push(...records.filter((record) => record.unlisted === true));
    }
    expect([...state, ...unlisted].length).toBeGreaterThan(0);
    const [one] = unlisted;
    const [name] = one.recordedIdentity.names;
    const by = { givenName: name.given, familyName: name.family, dateOfBirth: one.recordedIdentity.dateOfBirth };
    expect(await slugs('sexual-health', by, { org: one.custodian })).toContain(one.slug);
    expect(await slugs('sexual-health', by, { first: 1 })).not.toContain(one.slug);
  });

  it('follow what is changed while the system runs, and come back', async () => {
    const by = { givenName: 'Cornelius', familyName: 'Abernethy', dateOfBirth: born };
    const renamed = { recordedIdentity: { names: [{ given: 'Cornelius', family: 'Zimmerwald', kind: 'LEGAL' }] } };
    await at('education').control('PATCH', '/__state', { child: 'moved', patch: renamed });
    expect(await slugs('education', { ...by, familyName: 'Zimmerwald' })).toEqual(['moved']);
    expect(await slugs('education', { givenName: 'Cornelius', familyName: 'Abernethy' })).toEqual([]);
    await at('education').control('PATCH', '/__state', { child: 'moved', patch: { forgotten: true } });
    expect(await slugs('education', { ...by, familyName: 'Zimmerwald' })).toEqual([]);
    await at('education').control('DELETE', '/__state');
    expect(await slugs('education', by)).toEqual(['moved']);
  });
});

describe('what only a mock has', () => {
  const by = { givenName: 'Cornelius', familyName: 'Abernethy', dateOfBirth: born };

  it('tells by which roots it was asked, and by how much', async () => {
    await search('education', [by, { givenName: 'A', familyName: 'B' }]);
    await at('health').ask(
      'query($keys: [_Any!]!, $by: [PersonSearch!]!) { a: _entities(representations: $keys) { __typename } b: patientsByDetails(by: $by) { recordId } }',
      {
        keys: [{ __typename: 'Child', key: { scheme: 'NHS_NUMBER', value: identifierOf('moved', 'NHS_NUMBER') } }],
        by: [],
      },
      { kind: 'FACTS' },
    );
    const [asked] = (await at('education').control('GET', '/__requests')).body as any[];
    expect(asked.roots).toEqual([{ root: 'pupilsByDetails', entry: 'SEARCH', asked: 2, criteria: [3, 2] }]);
    const [both] = (await at('health').control('GET', '/__requests')).body as any[];
    expect(both.roots).toEqual([
      { root: '_entities', entry: 'ENTITIES', asked: 1, criteria: [] },
      { root: 'patientsByDetails', entry: 'SEARCH', asked: 0, criteria: [] },
    ]);
  });

  it('hits with a fault for searches only those who look for somebody', async () => {
    await at('education').control('PUT', '/__faults', [{ fault: 'STATUS_500', kind: 'SEARCH' }]);
    expect((await search('education', [by])).status).toBe(500);
    expect((await search('education', [])).status).toBe(200);
    const byKey = 'query($by: [RecordKey!]!) { pupilsByIdentifier(by: $by) { recordId } }';
    expect((await at('education').ask(byKey, { by: [] }, { kind: 'FACTS' })).status).toBe(200);
  });

  it('answers with other rows, surplus rows or every row twice', async () => {
    const right = await slugs('education', by);
    expect(right).toEqual(['moved']);
    const under = async (fault: string) => {
      await at('education').control('PUT', '/__faults', [{ fault, kind: 'SEARCH' }]);
      return slugs('education', by);
    };
    expect(await under('OTHER_ROWS')).toHaveLength(1);
    expect(await under('OTHER_ROWS')).not.toContain('moved');
    expect(await under('DUPLICATE_ROWS')).toEqual(['moved', 'moved']);
    expect((await under('SURPLUS_ROWS')).length).toBeGreaterThan(20);
    expect(await under('MISSING_ROWS')).toEqual([]);
    await at('education').control('PUT', '/__faults', [{ fault: 'WRONG_TYPES', kind: 'SEARCH' }]);
    expect(JSON.stringify((await search('education', [by])).body)).toContain('"wrong"');
  });
});

describe('ten thousand children', () => {
  const children = generateChildren(10_000, calendar);

  it.each(agencyNames)('are found at %s by what is true of them, among few others', (agency) => {
    const records = children.flatMap((child) => recordsOf(child, agency, calendar));
    const store = storeOf(records);
    const options = { first: 20, today: calendar.today, isFound: () => true };
    const sample = children
      .filter((child) => child.records[agency] !== undefined)
      .filter((_, index) => index % 37 === 0);
    let rows = 0;
    for (const { given, family, dateOfBirth, sex, home, slug } of sample) {
      const results = store.findPersons(
        { givenName: given, familyName: family, dateOfBirth, sex, postcode: home?.postcode ?? null },
        options,
      );
      rows += results.length;
      expect(
        results.map((record) => record.slug),
        slug,
      ).toContain(slug);
    }
    expect(sample.length).toBeGreaterThan(2);
    expect(rows / sample.length).toBeLessThan(4);
  });

  it('are as hard to tell apart as children are', () => {
    const share = (count: number): number => count / children.length;
    const atAll = (agency: AgencyName) => children.flatMap((child) => recordsOf(child, agency, calendar));
    const keyOf = ({ given, family }: { given: string; family: string }): string => `${given.split(' ')[0]} ${family}`;
    const namesakes = children.length - new Set(children.map(keyOf)).size;
    expect(share(namesakes)).toBeGreaterThan(0.02);
    const neighbours = children.slice(1).map((child, index) => [children[index], child] as const);
    const siblings = neighbours.filter(([one, other]) => one?.family === other.family && one.home === other.home);
    expect(share(siblings.length)).toBeGreaterThan(0.2);
    expect(share(siblings.filter(([one, other]) => one?.dateOfBirth === other.dateOfBirth).length)).toBeGreaterThan(
      0.005,
    );

    const health = new Map(atAll('health').map((record) => [record.slug, record]));
    const pairs = atAll('education').map((record) => [record, health.get(record.slug)] as const);
    const differing = (of: (record: (typeof pairs)[number][0]) => unknown): number =>
      pairs.filter(([one, other]) => other !== undefined && JSON.stringify(of(one)) !== JSON.stringify(of(other)))
        .length / pairs.length;
    expect(differing((record) => record.recordedIdentity.names[0]?.given)).toBeGreaterThan(0.1);
    expect(differing((record) => record.recordedIdentity.names[0]?.family)).toBeGreaterThan(0.03);
    expect(differing((record) => record.recordedIdentity.dateOfBirth)).toBeGreaterThan(0.01);
    expect(differing((record) => record.recordedIdentity.dateOfBirth)).toBeLessThan(0.06);
    expect(differing((record) => record.details['addresses'])).toBeGreaterThan(0.05);
    const unlinked = pairs.filter(
      ([one, other]) => !one.identifiers.some(({ value }) => other?.identifiers.some((held) => held.value === value)),
    );
    expect(unlinked.length / pairs.length).toBeGreaterThan(0.2);
    expect(unlinked.length / pairs.length).toBeLessThan(0.6);
  });
});
