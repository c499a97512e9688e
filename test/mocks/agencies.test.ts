import { buildASTSchema, type GraphQLObjectType, getNamedType, isAbstractType, isObjectType, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agencyProfiles } from '../../mocks/engine/agency-profile.ts';
import { loadContract } from '../../mocks/engine/contract-schema.ts';
import { agencyNames, type AgencyName } from '../../mocks/records/stored-record.ts';
import { type AgencyUnderTest, calendar, identifierOf, startAgencyUnderTest } from './agency-under-test.ts';

const agencies = new Map<AgencyName, AgencyUnderTest>();
const at = (agency: AgencyName): AgencyUnderTest => {
  const found = agencies.get(agency);
  if (found === undefined) throw new Error('not started');
  return found;
};
const dialects = {
  education: 'PLAIN',
  health: 'FEDERATION',
  'social-care': 'PLAIN',
  'youth-justice': 'FEDERATION',
  police: 'FEDERATION',
  voluntary: 'PLAIN',
  'sexual-health': 'FEDERATION',
  housing: 'PLAIN',
} as const;

beforeAll(async () => {
  for (const agency of agencyNames) agencies.set(agency, await startAgencyUnderTest(agency, dialects[agency], 60));
});
afterAll(async () => {
  for (const { server } of agencies.values()) await server.close();
});
beforeEach(async () => {
  for (const { control } of agencies.values()) await control('DELETE', '/__state');
});

/** A child whom the agency holds. */
const someone: Readonly<Record<AgencyName, string>> = {
  education: 'leeann',
  health: 'looked-after',
  'social-care': 'looked-after',
  'youth-justice': 'convicted',
  police: 'looked-after',
  voluntary: 'early-help',
  'sexual-health': 'sensitive-clinic',
  housing: 'early-help',
};

/** Every field of the contract under the name `Type_field`, so that members of a union may differ. */
const everything = (agency: AgencyName): string => {
  const { schema } = loadContract(agency, dialects[agency]);
  const args: Readonly<Record<string, string>> = {
    'Child.consents': '(recipient: "URN:100001", purpose: WELLBEING)',
    'Child.relationship': '(practitioner: $who)',
    'Child.corroborates': '(by: { school: "URN:100001" })',
  };
  const select = (type: GraphQLObjectType): string =>
    Object.values(type.getFields())
      .map((field) => {
        const named = getNamedType(field.type);
        const members = isObjectType(named) ? [named] : isAbstractType(named) ? schema.getPossibleTypes(named) : [];
        const parts = members.map((member) => `... on ${member.name} { ${select(member)} }`).join(' ');
        return `${type.name}_${field.name}: ${field.name}${args[`${type.name}.${field.name}`] ?? ''} ${parts === '' ? '' : `{ ${parts} }`}`;
      })
      .join(' ');
  const child = schema.getType('Child');
  if (!isObjectType(child)) throw new Error('no Child');
  return select(child);
};

/** Asks for every field of every child that an agency holds. */
const askEverything = async (agency: AgencyName) => {
  const held = (await at(agency).control('GET', '/__state')).body as readonly { recordId: string }[];
  // One child's record says that the source refuses some classes: not this time.
  await at(agency).control('PATCH', '/__state', {
    child: 'source-refuses',
    patch: { restrictions: { refusedClasses: [], detrimentClasses: [] } },
  });
  const recordIds = held.map(({ recordId }) => recordId);
  const isPlain = dialects[agency] === 'PLAIN';
  const byId = [...loadContract(agency, 'PLAIN').entries].find(([, kind]) => kind === 'RECORD')?.[0];
  const reply = await at(agency).ask(
    isPlain
      ? `query($ids: [ID!]!, $who: PractitionerClaim!) { rows: ${byId}(ids: $ids) { ${everything(agency)} } }`
      : `query($ids: [_Any!]!, $who: PractitionerClaim!) { rows: _entities(representations: $ids) { ... on Child { ${everything(agency)} } } }`,
    {
      ids: isPlain ? recordIds : recordIds.map((recordId) => ({ __typename: 'Child', recordId })),
      who: nobody,
    },
    // Its own staff: what may not be listed is shown to nobody else.
    { claims: { org: agencyProfiles[agency].custodian } },
  );
  return { recordIds, reply };
};

const nobody = { organisation: 'ORG:none', staffIds: [], teams: [], groups: [], ownGroupsOnly: false };

describe.each(agencyNames)('the system of %s', (agency) => {
  it('answers every field of its contract for every child it holds, without an error', async () => {
    const { recordIds, reply } = await askEverything(agency);
    expect(recordIds.length).toBeGreaterThan(3);
    expect(reply.body.errors).toBeUndefined();
    expect(reply.body.data?.['rows'].map((row: any) => row.Child_recordId)).toEqual(recordIds);
  });

  it('has a value for every field of its contract somewhere', async () => {
    const { reply } = await askEverything(agency);
    const filled = new Set<string>();
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (typeof value === 'object' && value !== null) {
        for (const [key, part] of Object.entries(value)) {
          if (part !== null && !(Array.isArray(part) && part.length === 0)) filled.add(key.replace('_', '.'));
          walk(part);
        }
      }
    };
    walk(reply.body.data);
    // What may be said of a child as a whole is offered by every contract and used where a family needs it.
    const asked = [...everything(agency).matchAll(/(\w+)_(\w+):/g)].map(([, type, field]) => `${type}.${field}`);
    const unused = [...new Set(asked)].filter(
      (name) =>
        !filled.has(name) &&
        !/^(RecordRestrictions|RecordReference|ConsentRecord|LifecycleFacts|RelationshipFacts)\.|\.(relevance|restrictions|until|consents|expectedDateOfDelivery)$/.test(
          name,
        ),
    );
    expect(unused).toEqual([]);
  });
});

describe('a plain system', () => {
  const byUpn =
    'query($by: [RecordKey!]!) { pupilsByIdentifier(by: $by) { recordId recordedIdentity { names { given } } } }';

  it('finds records by identifier and leaves out what matches nothing', async () => {
    const reply = await at('education').ask(byUpn, {
      by: [
        { scheme: 'UPN', value: identifierOf('trent', 'UPN') },
        { scheme: 'UPN', value: 'A001999999999' },
        { scheme: 'UPN', value: identifierOf('leeann', 'UPN') },
      ],
    });
    expect(reply.body.data?.['pupilsByIdentifier'].map((row: any) => row.recordedIdentity.names[0].given)).toEqual([
      'Trent',
      'Leeann',
    ]);
  });

  it('finds a record by a former number too, and a duplicate beside its original', async () => {
    const former = await at('education').ask(byUpn, {
      by: [{ scheme: 'UPN', value: identifierOf('adopted-before', 'UPN') }],
    });
    expect(former.body.data?.['pupilsByIdentifier']).toHaveLength(2);
    const twice = await at('social-care').ask(
      'query($by: [RecordKey!]!) { clientsByIdentifier(by: $by) { restrictions { shielded } } }',
      {
        by: [{ scheme: 'UPN', value: identifierOf('shielded', 'UPN') }],
      },
    );
    expect(twice.body.data?.['clientsByIdentifier']).toEqual([
      { restrictions: { shielded: true } },
      { restrictions: { shielded: false } },
    ]);
  });

  it('answers record ids in their order, null where nothing is held', async () => {
    const reply = await at('education').ask('query($ids: [ID!]!) { pupilsById(ids: $ids) { recordId } }', {
      ids: ['ED-000001', 'nobody', 'ED-000000'],
    });
    expect(reply.body.data).toEqual({ pupilsById: [{ recordId: 'ED-000001' }, null, { recordId: 'ED-000000' }] });
  });

  it('refuses more than 500 keys and a document that its contract does not have', async () => {
    const many = Array.from({ length: 501 }, () => ({ scheme: 'UPN', value: 'x' }));
    expect((await at('education').ask(byUpn, { by: many })).body.errors?.[0]?.extensions?.['code']).toBe('BAD_REQUEST');
    const unknown = await at('education').ask('{ pupilsOfTheMonth { recordId } }');
    expect([unknown.status, unknown.body.errors?.[0]?.extensions?.['code']]).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });
});

describe('a federated system', () => {
  const entities =
    'query($r: [_Any!]!) { _entities(representations: $r) { ... on Child { recordId key { scheme value } identifiers { value } } } }';

  it('publishes SDL with its keys, without annotations and without entries of the plain dialect', async () => {
    const reply = await at('health').ask('{ _service { sdl } }');
    const sdl: string = reply.body.data?.['_service'].sdl;
    expect(sdl).toContain('type Child @key(fields: "recordId") @key(fields: "key { scheme value }")');
    expect(sdl).not.toMatch(/@disclosure|@use|@marker|@entry|patientsByIdentifier|patientsById\b/);
    expect(sdl).toContain('patientsOfPractitioner');
    expect(buildASTSchema(parse(sdl), { assumeValidSDL: true }).getType('GpConsultation')).toBeDefined();
  });

  it('finds entities by key and by record id, null where nothing is held', async () => {
    const value = identifierOf('trent', 'NHS_NUMBER');
    const reply = await at('health').ask(entities, {
      r: [
        { __typename: 'Child', key: { scheme: 'NHS_NUMBER', value } },
        { __typename: 'Child', key: { scheme: 'NHS_NUMBER', value: '9990000999' } },
        { __typename: 'Child', recordId: 'HE-000001' },
      ],
    });
    expect(reply.body.data?.['_entities']).toMatchObject([
      { recordId: 'HE-000000', key: { scheme: 'NHS_NUMBER', value } },
      null,
      { recordId: 'HE-000001' },
    ]);
  });

  it('refuses a representation without a key and one of another type', async () => {
    for (const representation of [{ __typename: 'Child' }, { __typename: 'Parent', recordId: 'HE-000001' }]) {
      const reply = await at('health').ask(entities, { r: [representation] });
      expect(reply.body.errors?.[0]?.extensions?.['code']).toBe('BAD_REQUEST');
    }
  });

  it('has no root fields of the plain dialect', async () => {
    expect((await at('health').ask('{ patientsById(ids: []) { recordId } }')).status).toBe(400);
  });
});

describe('every system', () => {
  it.each(agencyNames)('can speak the other dialect too: %s', async (agency) => {
    const dialect = dialects[agency] === 'PLAIN' ? 'FEDERATION' : 'PLAIN';
    const other = await startAgencyUnderTest(agency, dialect);
    try {
      const [held] = (await other.control('GET', `/__state?child=${someone[agency]}`)).body;
      const [{ scheme, value }] = held.identifiers;
      const key = { scheme, value };
      const byKey = [...loadContract(agency, 'PLAIN').entries].find(([, kind]) => kind === 'IDENTIFIER')?.[0];
      const reply =
        dialect === 'PLAIN'
          ? await other.ask(`query($by: [RecordKey!]!) { rows: ${byKey}(by: $by) { identifiers { scheme value } } }`, {
              by: [key],
            })
          : await other.ask(
              'query($by: [_Any!]!) { rows: _entities(representations: $by) { ... on Child { identifiers { scheme value } } } }',
              {
                by: [{ __typename: 'Child', key }],
              },
            );
      expect(reply.body.data?.['rows'][0].identifiers).toContainEqual(key);
    } finally {
      await other.server.close();
    }
  });
});

describe('a list of items', () => {
  const contacts = async (args: string): Promise<readonly any[]> => {
    const reply = await at('health').ask(
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on Child { health { contacts${args} { __typename id custodian ... on GpConsultation { on relevance restrictions about } } } } } }`,
      { r: [{ __typename: 'Child', recordId: 'HE-000001' }] },
    );
    expect(reply.body.errors).toBeUndefined();
    return reply.body.data?.['_entities'][0].health.contacts;
  };
  const kinds = (items: readonly any[]): readonly string[] => items.map(({ __typename }) => __typename);

  it('comes whole without a filter', async () => {
    expect(kinds(await contacts(''))).toEqual([
      'SchoolNurseContact',
      'SchoolNurseContact',
      'GpConsultation',
      'GpConsultation',
      'HospitalAttendance',
    ]);
  });

  it('leaves out items that bear an excluded restriction', async () => {
    expect(await contacts('(exclude: [THIRD_PARTY, INFORMANT])')).toHaveLength(4);
    expect(await contacts('(exclude: [INFORMANT])')).toHaveLength(5);
  });

  it('keeps what is relevant to the purpose, or held by an organisation, or either', async () => {
    expect(kinds(await contacts('(relevantTo: CHILD_PROTECTION)'))).toEqual([
      'SchoolNurseContact',
      'SchoolNurseContact',
      'HospitalAttendance',
    ]);
    expect(kinds(await contacts('(heldBy: ["ODS:Y99002"])'))).toEqual(['GpConsultation', 'GpConsultation']);
    expect(await contacts('(relevantTo: CHILD_PROTECTION, heldBy: ["ODS:Y99002"])')).toHaveLength(5);
    expect(
      await contacts('(relevantTo: CHILD_PROTECTION, heldBy: ["ODS:Y99002"], exclude: [THIRD_PARTY])'),
    ).toHaveLength(4);
    expect(await contacts('(relevantTo: RESEARCH)')).toEqual([]);
    expect(await contacts('(heldBy: [])')).toEqual([]);
  });

  it('is paged by the place of an item in the whole list, whatever the filter', async () => {
    const all = await contacts('');
    expect(await contacts(`(first: 2)`)).toEqual(all.slice(0, 2));
    expect(await contacts(`(after: "${all[1].id}")`)).toEqual(all.slice(2));
    expect(kinds(await contacts(`(relevantTo: CHILD_PROTECTION, after: "${all[1].id}")`))).toEqual([
      'HospitalAttendance',
    ]);
    expect(await contacts(`(after: "unknown")`)).toEqual([]);
  });

  it('is cut to a period, both ends included', async () => {
    const day = (days: number): string => calendar.daysAgo(days);
    expect(await contacts(`(from: "${day(130)}", to: "${day(120)}")`)).toHaveLength(2);
    expect(await contacts(`(from: "${day(129)}", to: "${day(121)}")`)).toEqual([]);
    expect(kinds(await contacts(`(to: "${day(200)}")`))).toEqual(['HospitalAttendance']);
  });

  it('refuses a page that is no page', async () => {
    const reply = await at('health').ask(
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Child { carers(first: 0) { id } } } }',
      { r: [{ __typename: 'Child', recordId: 'HE-000001' }] },
    );
    expect(reply.body.errors?.[0]?.extensions?.['code']).toBe('BAD_REQUEST');
  });

  it('of restricted services holds those with consent to record or significant harm, and no others', async () => {
    const count = async (recordId: string): Promise<number> => {
      const reply = await at('health').ask(
        'query($r: [_Any!]!) { _entities(representations: $r) { ... on Child { restrictedServices { id } } } }',
        { r: [{ __typename: 'Child', recordId }] },
      );
      return reply.body.data?.['_entities'][0].restrictedServices.length;
    };
    expect([await count('HE-000015'), await count('HE-000016'), await count('HE-000017')]).toEqual([2, 0, 1]);
  });

  it('is shown by a restricted service itself only of children who may be listed, to all but its own staff', async () => {
    const found = async (slug: string, org: string): Promise<readonly unknown[]> => {
      const { body } = await at('sexual-health').control('GET', `/__state?child=${slug}`);
      const [{ recordId, identifiers }] = body as [{ recordId: string; identifiers: readonly object[] }];
      const byRecord = { __typename: 'Child', recordId };
      const byKey = { __typename: 'Child', key: identifiers[0] };
      const reply = await at('sexual-health').ask(
        'query($r: [_Any!]!) { _entities(representations: $r) { ... on Child { restrictedServices { note } } } }',
        { r: [byRecord, byKey] },
        { claims: { org } },
      );
      expect(reply.body.errors).toBeUndefined();
      return reply.body.data?.['_entities'].map((row: any) => row?.restrictedServices.length ?? null);
    };
    expect(await found('sensitive-clinic', 'URN:100001')).toEqual([1, 1]);
    expect(await found('sensitive-harm', 'URN:100001')).toEqual([1, 1]);
    expect(await found('sensitive-unrecorded', 'URN:100001')).toEqual([null, null]);
    expect(await found('sensitive-unrecorded', 'ODS:Y99005')).toEqual([0, 0]);
  });
});

describe('what ties a practitioner to a child', () => {
  const relationship = async (agency: AgencyName, slug: string, claim: object): Promise<Record<string, unknown>> => {
    const { body } = await at(agency).control('GET', `/__state?child=${slug}`);
    const plain = dialects[agency] === 'PLAIN';
    const field = [...loadContract(agency, 'PLAIN').entries].find(([, kind]) => kind === 'RECORD')?.[0];
    const facts = `relationship(practitioner: $who) { allocated team roll registered openReferral contactMadeOn resident isSelf holdsParentalResponsibility excluded }`;
    const id = body[0].recordId as string;
    const reply = await at(agency).ask(
      plain
        ? `query($id: [ID!]!, $who: PractitionerClaim!) { rows: ${field}(ids: $id) { ${facts} } }`
        : `query($id: [_Any!]!, $who: PractitionerClaim!) { rows: _entities(representations: $id) { ... on Child { ${facts} } } }`,
      { id: plain ? [id] : [{ __typename: 'Child', recordId: id }], who: { ...nobody, ...claim } },
    );
    expect(reply.body.errors).toBeUndefined();
    return reply.body.data?.['rows'][0].relationship;
  };
  const none = {
    allocated: false,
    team: false,
    roll: false,
    registered: false,
    openReferral: false,
    contactMadeOn: null,
    resident: false,
    isSelf: false,
    holdsParentalResponsibility: false,
    excluded: false,
  };
  const staffId = (scheme: string, value: string) => ({ staffIds: [{ scheme, value }] });

  it.each(agencyNames)('is nothing for a stranger, in %s', async (agency) => {
    expect(await relationship(agency, someone[agency], {})).toEqual(none);
  });

  it.each([
    [
      'teacher of the class',
      'education',
      'leeann',
      { organisation: 'URN:100001', groups: ['4B'], ownGroupsOnly: true },
      { roll: true },
    ],
    [
      'teacher of another class',
      'education',
      'leeann',
      { organisation: 'URN:100001', groups: ['5A'], ownGroupsOnly: true },
      {},
    ],
    ['safeguarding lead', 'education', 'leeann', { organisation: 'URN:100001' }, { roll: true }],
    ['nursery', 'education', 'trent', { organisation: 'URN:100002' }, { roll: true }],
    ['school that the child left', 'education', 'missing-education', { organisation: 'URN:100001' }, {}],
    [
      'health visitor of the team',
      'health',
      'trent',
      { organisation: 'ODS:Y99001', teams: ['hv-north'] },
      { registered: true },
    ],
    [
      'health visitor, of a child at school',
      'health',
      'leeann',
      { organisation: 'ODS:Y99001', teams: ['hv-north'] },
      {},
    ],
    [
      'school nurse of the team',
      'health',
      'leeann',
      { organisation: 'ODS:Y99001', teams: ['sn-oakfield'] },
      { registered: true },
    ],
    ['practice', 'health', 'greg', { organisation: 'ODS:Y99002' }, { registered: true }],
    ['social worker', 'social-care', 'trent', staffId('SWE', 'SW990001'), { allocated: true }],
    ['social worker of a closed involvement', 'social-care', 'at-risk-of-offending', staffId('SWE', 'SW990002'), {}],
    [
      'team',
      'social-care',
      'leeann',
      { organisation: 'LA:001-CSC', teams: ['cp-north'] },
      { team: true, resident: true },
    ],
    ['same team name elsewhere', 'social-care', 'leeann', { organisation: 'ODS:Y99001', teams: ['cp-north'] }, {}],
    ['youth offending worker', 'youth-justice', 'at-risk-of-offending', staffId('YOT', 'Y-9901'), { allocated: true }],
    [
      'emergency department',
      'health',
      'known-to-many',
      { organisation: 'ODS:Y99003' },
      { contactMadeOn: calendar.daysAgo(10) },
    ],
    [
      'restricted service',
      'health',
      'sensitive-recorded',
      { organisation: 'ODS:Y99004', teams: ['camhs-north'] },
      { team: true, openReferral: true },
    ],
    ['authority', 'education', 'missing-education', { organisation: 'LA:001' }, { resident: true }],
    [
      'mother',
      'social-care',
      'trent',
      { subject: { scheme: 'PERSON', value: 'P-CORINNE' } },
      { holdsParentalResponsibility: true },
    ],
    ["mother's partner", 'social-care', 'trent', { subject: { scheme: 'PERSON', value: 'P-STEVE' } }, {}],
    ['child', 'social-care', 'child-13', { subject: { scheme: 'PERSON', value: 'P-CHILD13' } }, { isSelf: true }],
    [
      'relative',
      'health',
      'conflict-of-interest',
      { organisation: 'ODS:Y99001', teams: ['hv-north'], ...staffId('NMC', '99H0001E') },
      { registered: true, excluded: true },
    ],
  ] as const)('is answered from the state: %s, in %s, of %s', async (_, agency, slug, claim, expected) => {
    expect(await relationship(agency, slug, claim)).toEqual({ ...none, ...expected });
  });

  it('changes with the state', async () => {
    const claim = { organisation: 'URN:100001', groups: ['4B'], ownGroupsOnly: true };
    await at('education').control('PATCH', '/__state', { child: 'leeann', patch: { ties: { enrolments: [] } } });
    expect(await relationship('education', 'leeann', claim)).toEqual(none);
  });

  it('makes the caseload, page by page, without children whose record excludes the practitioner', async () => {
    const who = { ...nobody, organisation: 'LA:001-CSC', ...staffId('SWE', 'SW990001') };
    const page = async (rest: object): Promise<readonly string[]> => {
      const reply = await at('social-care').ask(
        'query($who: PractitionerClaim!, $first: Int, $after: ID) { clientsOfPractitioner(practitioner: $who, first: $first, after: $after) { recordId } }',
        { who, first: 50, ...rest },
      );
      return reply.body.data?.['clientsOfPractitioner'].map((row: { recordId: string }) => row.recordId);
    };
    const all = await page({});
    expect(all.slice(0, 2)).toEqual(['SO-000000', 'SO-000001']);
    expect(all).not.toContain('SO-000040');
    expect([...all].sort()).toEqual(all);
    expect(await page({ first: 2, after: all[0] })).toEqual(all.slice(1, 3));
  });
});

describe('consents', () => {
  const consents = async (slug: string, recipient: string, purpose: string): Promise<readonly any[]> => {
    const { body } = await at('health').control('GET', `/__state?child=${slug}`);
    const reply = await at('health').ask(
      'query($r: [_Any!]!, $to: OrganisationCode!, $for: Purpose!) { _entities(representations: $r) { ... on Child { consents(recipient: $to, purpose: $for) { decision giver withdrawnAt expiresAt } } } }',
      { r: [{ __typename: 'Child', recordId: body[0].recordId }], to: recipient, for: purpose },
    );
    expect(reply.body.errors).toBeUndefined();
    return reply.body.data?.['_entities'][0].consents;
  };

  it('are told to the recipient and purpose that they name, and to no other', async () => {
    expect(await consents('consent-given', 'URN:100001', 'WELLBEING')).toMatchObject([
      { decision: 'GIVEN', withdrawnAt: null },
    ]);
    expect(await consents('consent-given', 'URN:100003', 'WELLBEING')).toEqual([]);
    expect(await consents('consent-given', 'URN:100001', 'CRIME_INVESTIGATION')).toEqual([]);
  });

  it('are told in each of their states', async () => {
    const told = async (slug: string) => (await consents(slug, 'URN:100001', 'WELLBEING'))[0];
    expect(await told('consent-refused')).toMatchObject({ decision: 'REFUSED' });
    expect((await told('consent-withdrawn')).withdrawnAt.slice(0, 10)).toBe(calendar.daysAgo(1));
    expect((await told('consent-expired')).expiresAt.slice(0, 10)).toBe(calendar.daysAgo(7));
  });

  it('include a general refusal, whoever asks', async () => {
    expect(await consents('consent-refused-generally', 'ORG:anybody', 'RESEARCH')).toMatchObject([
      { decision: 'REFUSED' },
    ]);
  });
});
