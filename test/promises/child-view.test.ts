import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exampleDocument } from '../../scripts/example-query.ts';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf, documentsOf, withheldAt } from '../harness/view.ts';
import { agencies, startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.clearReceived());

async function nothingWasAsked(): Promise<void> {
  for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
}

describe('the health visitor about Trent', () => {
  it('gets identity, index details, involvements and health, each from the systems that hold them', async () => {
    const answer = await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
    const child = childOf(answer);

    expect(answer.errors).toBeUndefined();
    expect(child['identity'].givenName).toBe('Trent');
    expect(child['addresses'].length).toBeGreaterThan(0);
    expect(child['carers'].map(({ name }: { name: string }) => name)).toContainEqual(
      expect.stringContaining('Corinne'),
    );
    expect(child['universalServices'].length).toBeGreaterThan(0);
    expect(child['involvements'].length).toBeGreaterThan(0);
    expect(child['health'].contacts.length).toBeGreaterThan(0);
    expect(child['sources'].map(({ agency }: { agency: string }) => agency).sort()).toEqual([...agencies].sort());
  });

  it('is told of social-care detail that it is withheld, with the code and the lawful route', async () => {
    const child = childOf(await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' }));

    expect(withheldAt(child, 'socialCare', 'events')).toEqual([
      expect.objectContaining({
        class: 'SCD',
        state: 'REDACTED',
        code: 'CONSENT_REQUIRED',
        route: expect.objectContaining({ kind: 'CONSENT' }),
      }),
    ]);
    expect(child['socialCare'].events).toBeNull();
  });

  it('never has the withheld fields asked for: the social-care system did not see them', async () => {
    await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });

    const asked = await documentsOf(world, 'social-care');
    expect(asked).toContain('protectionPlans');
    for (const field of ['events', 'primaryNeed', 'abuseCategory', 'conclusion', 'teller'])
      expect(asked).not.toContain(field);
    const youthJustice = await documentsOf(world, 'youth-justice');
    for (const field of ['youthJustice', 'interventions', 'offence']) expect(youthJustice).not.toContain(field);
  });

  it('gets nothing of Leeann, exactly as of an identifier that matches nobody; the school nurse does', async () => {
    const refused = await askFor(world, 'health-visitor', 'leeann', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
    const unknown = await askFor(
      world,
      'health-visitor',
      { scheme: 'NHS_NUMBER', value: testNhsNumber(400_000) },
      'NHS_NUMBER',
      {
        purpose: 'DIRECT_CARE',
      },
    );

    expect(refused.data?.['childByIdentifier']).toBeNull();
    const reference = /"recordId":"[^"]*"/g;
    expect(refused.text.replace(reference, '')).toBe(unknown.text.replace(reference, ''));
    expect(refused.text.length).toBe(unknown.text.length);

    const nurse = childOf(await askFor(world, 'school-nurse', 'leeann', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' }));
    expect(nurse['identity'].givenName).toMatch(/^Lee?an/);
    expect(nurse['health'].contacts.length).toBeGreaterThan(0);
  });
});

describe('the teacher about Leeann', () => {
  it('gets the own school’s copy, and no other agency is asked for addresses, carers or involvement detail', async () => {
    const child = childOf(await askFor(world, 'teacher', 'leeann', 'UPN', { purpose: 'WELLBEING' }));

    expect(child['identity'].givenName).toBe('Leeann');
    expect(child['education'].attendanceSummaries.length).toBeGreaterThan(0);
    expect(child['health']).toBeNull();
    expect(withheldAt(child, 'health')).toEqual([
      expect.objectContaining({ state: 'WITHHELD_OR_NONE', code: 'NOT_NEED_TO_KNOW' }),
    ]);
    for (const agency of ['health', 'social-care', 'youth-justice'] as const) {
      const asked = await documentsOf(world, agency);
      for (const field of ['addresses', 'carers', 'practitioner {', 'householdMembers', 'contacts', 'events']) {
        expect(asked, agency).not.toContain(field);
      }
    }
  });
});

describe('requests refused as a whole', () => {
  it('a worker of an organisation that has not signed is refused, and no agency is asked anything', async () => {
    const answer = await askFor(world, 'youth-club', 'leeann', 'UPN', { purpose: 'EARLY_HELP' });

    expect(answer.status).toBe(200);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['ORG_NOT_SIGNATORY']);
    expect(answer.errors?.[0]?.extensions['route']).toMatchObject({ contact: { organisation: expect.any(String) } });
    await nothingWasAsked();
  });

  it('a health visitor whose training ran out is refused, and no agency is asked anything', async () => {
    const answer = await askFor(world, 'untrained', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });

    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['TRAINING_NOT_CURRENT']);
    await nothingWasAsked();
  });

  it('a stranger is told nothing of the schema, whatever they send', async () => {
    for (const query of ['{ noSuchField }', 'query {', '{ __schema { types { name } } }']) {
      const answer = await world.ask(null, query);
      expect([answer.status, answer.text]).toEqual([401, (await world.ask('nonsense', '{ me { roles } }')).text]);
    }
  });

  it('a caller without a token, or with a broken one, is refused with 401', async () => {
    for (const token of [null, 'nonsense', 'a.b.c']) {
      const answer = await world.ask(token, '{ me { organisation } }');
      expect(answer.status).toBe(401);
      expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHENTICATED']);
    }
    await nothingWasAsked();
  });
});

describe('the query that npm start prints', () => {
  it('answers as described', async () => {
    const answer = await world.ask(await world.tokenOf('health-visitor'), exampleDocument, {
      nhs: namedChild('trent').identifiers['NHS_NUMBER'],
      why: 'Review at home before the two-year check',
    });

    expect(answer.errors).toBeUndefined();
    expect(childOf(answer)['health'].contacts.length).toBeGreaterThan(0);
    expect(withheldAt(childOf(answer), 'socialCare', 'events')).toHaveLength(1);
  });
});
