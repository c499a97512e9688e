import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testChiNumber } from '../../mocks/identifiers/chi-number.ts';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf, withheldAt } from '../harness/view.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.restoreAll());

const wellbeing = { purpose: 'WELLBEING', more: ', basis: [SCO_CYPA14_S96]' };
const protection = {
  purpose: 'CHILD_PROTECTION',
  more: ', basis: [SCO_CP], informed: UNSAFE, exemption: SIGNIFICANT_HARM',
};
const codesOf = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions['code']);
/** An answer without its own reference. */
const comparable = ({ text, data }: Answer): string => text.replaceAll(String(data?.['disclosure'].recordId), '');

describe('the head teacher in Scotland about the twin of Leeann, before the Friday (row 2)', () => {
  it('gets identity, carers, universal services, involvements and the existence of an assessment', async () => {
    await world.story('girfec-scotland', 'BEFORE_FRIDAY');
    const child = childOf(await askFor(world, 'scottish-head', 'leeann-sco', 'CHI_NUMBER', wellbeing));

    expect(child['identity']).toMatchObject({ givenName: expect.stringMatching(/^Lee?an/), familyName: 'Strathgarve' });
    expect(child['carers'].map(({ name }: { name: string }) => name)).toContain('Corinne Strathgarve');
    expect(child['universalServices'].map(({ name }: { name: string }) => name)).toContain(
      'Kilbrannoch Primary School',
    );
    expect(child['involvements']).toContainEqual(
      expect.objectContaining({
        namedPerson: true,
        practitioner: expect.objectContaining({ name: 'Iseabail Kinloch-Rae' }),
      }),
    );
    expect(child['assessments']).toEqual([
      expect.objectContaining({ holder: 'Iseabail Kinloch-Rae', development: null, childComments: null }),
    ]);
  });

  it('needs consent for health and for what the assessment says, which are not asked for', async () => {
    await world.story('girfec-scotland', 'BEFORE_FRIDAY');
    await world.clearReceived();
    const child = childOf(await askFor(world, 'scottish-head', 'leeann-sco', 'CHI_NUMBER', wellbeing));

    expect(child['health']).toBeNull();
    expect(withheldAt(child, 'health')).toEqual([
      expect.objectContaining({
        class: 'HLT',
        code: 'CONSENT_REQUIRED',
        route: expect.objectContaining({ kind: 'CONSENT' }),
      }),
    ]);
    expect(withheldAt(child, 'assessments', '*', 'development')).toEqual([
      expect.objectContaining({ class: 'CAFB', code: 'CONSENT_REQUIRED' }),
    ]);
    const asked = (await Promise.all((['education', 'health'] as const).map((agency) => world.receivedBy(agency))))
      .flat()
      .map(({ document }) => document)
      .join();
    for (const field of ['development', 'childComments', 'conditions', 'contacts']) expect(asked).not.toContain(field);
  });
});

describe('after the Friday (rows 9 and 10)', () => {
  it('the head gets for protection what may be known of the bruises, without consent', async () => {
    const child = childOf(await askFor(world, 'scottish-head', 'leeann-sco', 'CHI_NUMBER', protection));
    expect(child['education'].concerns.map(({ account }: { account: string }) => account)).toContainEqual(
      expect.stringContaining('Steve did it'),
    );
    expect(child['socialCare'].cases.length).toBeGreaterThan(0);
    expect(child['health'].contacts.map(({ id }: { id: string }) => id)).toContainEqual(
      expect.stringContaining('friday-disclosure'),
    );
  });

  it('the social worker, who is allocated, gets both accounts', async () => {
    const child = childOf(await askFor(world, 'scottish-social-worker', 'leeann-sco', 'SOCIAL_CARE_ID', protection));
    const accounts = child['socialCare'].events.filter(
      ({ __typename }: { __typename: string }) => __typename === 'Account',
    );
    expect(accounts).toHaveLength(2);
  });
});

describe('whose law it is', () => {
  it.each([
    ['scottish-head', 'leeann-sco', 'CHI_NUMBER', 'WELLBEING', 'CA04_S10'],
    ['scottish-head', 'leeann-sco', 'CHI_NUMBER', 'CHILD_PROTECTION', 'CA89_S47'],
    ['scottish-social-worker', 'leeann-sco', 'SOCIAL_CARE_ID', 'CHILD_PROTECTION', 'CA89_S47'],
    ['safeguarding-lead', 'leeann', 'UPN', 'WELLBEING', 'SCO_CYPA14_S96'],
    ['safeguarding-lead', 'leeann', 'UPN', 'CHILD_PROTECTION', 'SCO_CP'],
  ])(
    'refuses the %s about %s a basis of the other law, and asks nothing',
    async (persona, child, scheme, purpose, basis) => {
      await world.clearReceived();
      const answer = await askFor(world, persona, child, scheme, {
        purpose,
        more: `, basis: [${basis}], informed: YES`,
      });

      expect(codesOf(answer)).toEqual(['BASIS_INVALID']);
      for (const agency of ['education', 'health', 'social-care'] as const)
        expect(await world.receivedBy(agency)).toEqual([]);
    },
  );

  it('derives the basis of the asker’s own law when none is named', async () => {
    const selection = 'identity { givenName }';
    const query = (persona: string, child: string, scheme: string) =>
      world.tokenOf(persona).then((token) =>
        world.ask(
          token,
          `query Bases($v: String!, $why: String!) @access(purpose: WELLBEING, reason: $why) {
            childByIdentifier(scheme: ${scheme}, value: $v) { ${selection} } disclosure { bases { bases } }
          }`,
          { v: namedChild(child).identifiers[scheme], why: 'zq-reason bases' },
        ),
      );
    const basesOf = ({ data }: Answer): readonly string[] =>
      data?.['disclosure'].bases.flatMap(({ bases }: { bases: string[] }) => bases);
    const scottish = basesOf(await query('scottish-head', 'leeann-sco', 'CHI_NUMBER'));
    const english = basesOf(await query('safeguarding-lead', 'leeann', 'UPN'));
    expect(scottish).toContain('SCO_CYPA14_S96');
    expect(scottish.filter((basis) => english.includes(basis))).toEqual([]);
    expect(english).toContain('CA04_S10');
  });

  it.each([
    ['safeguarding-lead', 'leeann-sco', 'CHI_NUMBER'],
    ['scottish-head', 'leeann', 'NHS_NUMBER'],
  ])('is crossed by nobody: to the %s, %s is a child that nobody knows', async (persona, child, scheme) => {
    const request = { purpose: 'WELLBEING' };
    const other = scheme === 'CHI_NUMBER' ? testChiNumber(400_000) : testNhsNumber(400_000);
    const known = await askFor(world, persona, child, scheme, request);
    const unknown = await askFor(world, persona, { scheme, value: other }, scheme, request);
    expect(known.data?.['childByIdentifier']).toBeNull();
    expect(comparable(known)).toBe(comparable(unknown));
  });
});

describe('a child on each side of the border, of one name and birthday', () => {
  const ask = () =>
    askFor(world, 'safeguarding-lead', 'leeann', 'UPN', { purpose: 'CHILD_PROTECTION', more: ', informed: YES' });
  const identity = {
    names: [{ given: 'Leeann', family: 'Quillfeather', kind: 'LEGAL' }],
    dateOfBirth: null as string | null,
  };

  it('is two children: a CHI number and an NHS number never link, and nothing changes for the one', async () => {
    const alone = await ask();
    const dateOfBirth = childOf(
      await askFor(world, 'safeguarding-lead', 'leeann', 'UPN', {
        purpose: 'CHILD_PROTECTION',
        selection: 'identity { dateOfBirth }',
        more: ', informed: YES',
      }),
    )['identity'].dateOfBirth;
    for (const agency of ['education', 'health', 'social-care'] as const)
      await world.patchState(agency, {
        child: 'leeann-sco',
        patch: { recordedIdentity: { ...identity, dateOfBirth } },
      });
    const beside = await ask();

    expect(alone.errors).toBeUndefined();
    expect(comparable(beside)).toBe(comparable(alone));
    expect(beside.text).not.toContain('-sco');
  });

  it('is not joined even where a Scottish record bears the English child’s number; an English one would be', async () => {
    const { NHS_NUMBER: number } = namedChild('missing-education').identifiers;
    const askGp = () => askFor(world, 'gp', 'missing-education', 'NHS_NUMBER', { purpose: 'DIRECT_CARE' });
    const stateOf = (child: Record<string, any>) =>
      child['sources'].find(({ agency }: { agency: string }) => agency === 'social-care').state;
    const alone = childOf(await askGp());
    await world.patchState('social-care', {
      child: 'leeann-sco',
      patch: {
        recordedIdentity: {
          names: [{ given: 'Florian', family: 'Winterbourne', kind: 'LEGAL' }],
          dateOfBirth: alone['identity'].dateOfBirth,
        },
        identifiers: [{ scheme: 'NHS_NUMBER', value: number, verified: true, former: false }],
      },
    });
    const beside = await askGp();
    expect(beside.text).not.toContain('-sco');
    expect(stateOf(childOf(beside))).toBe('POSSIBLE_MATCH');
    expect(childOf(beside)['identity']).toEqual(alone['identity']);

    await world.patchState('social-care', { child: 'SO-000961', patch: { custodian: 'LA:001-CSC' } });
    expect(stateOf(childOf(await askGp()))).toBe('RELEASED');
  });
});
