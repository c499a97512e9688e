import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testIdentifier } from '../../mocks/identifiers/test-identifier.ts';
import { inPractice } from '../harness/claims.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf } from '../harness/view.ts';
import { agencies, type Answer, startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.clearReceived());

const faultOf = ({ errors }: Answer) =>
  errors?.map(({ extensions: { code, argument, variable, at, reason, position } }) => ({
    code,
    ...(argument === undefined ? {} : { argument }),
    ...(variable === undefined ? {} : { variable }),
    ...(at === undefined ? {} : { at }),
    ...(reason === undefined ? {} : { reason }),
    ...(position === undefined ? {} : { position }),
  }));

async function nothingWasAsked(): Promise<void> {
  for (const agency of agencies) expect(await world.receivedBy(agency), agency).toEqual([]);
}

/** A member of the emergency duty team of a test's own, so that no test spends another's three a day. */
const dutyToken = () =>
  world.tokenWith({
    ...inPractice,
    organisation: 'LA:001-CSC',
    roles: ['EDT'],
  });

describe('an identifier that is none', () => {
  it.each([
    ['NHS_NUMBER', '999 000 0019', { reason: 'CHECK_DIGIT', position: 12 }],
    ['NHS_NUMBER', '999000001', { reason: 'LENGTH' }],
    ['CHI_NUMBER', '9990000018', { reason: 'DATE', position: 1 }],
    ['UPN', 'Y00180001701A', { reason: 'CHECK_LETTER', position: 1 }],
    ['SOCIAL_CARE_ID', 'SC_9000001', { reason: 'CHARACTER', position: 3 }],
  ])('is refused with its reason and place, and no agency is asked: %s %j', async (scheme, value, why) => {
    const answer = await askFor(world, 'social-worker', { scheme, value }, scheme, { purpose: 'CHILD_PROTECTION' });

    expect(answer.data ?? null).toBeNull();
    expect(faultOf(answer)).toEqual([{ code: 'ARGUMENT_INVALID', argument: 'value', ...why }]);
    expect(answer.text).not.toContain(value);
    await nothingWasAsked();
  });

  it('costs nobody a break-glass and leaves nothing owed', async () => {
    const token = await dutyToken();
    const ask = (value: string) =>
      askFor(world, { token }, { scheme: 'NHS_NUMBER', value }, 'NHS_NUMBER', {
        purpose: 'CHILD_PROTECTION',
        more: ', breakGlass: { ground: IMMEDIATE_HARM, acknowledged: true }',
      });
    const owed = async () =>
      (await world.ask(token, '{ me { obligations { recordId } } }')).data?.['me'].obligations as readonly unknown[];
    for (const _each of [1, 2, 3, 4]) expect(faultOf(await ask('9990000019'))).toHaveLength(1);
    expect(await owed()).toEqual([]);
    await nothingWasAsked();

    // What would have been owed, had it been a number.
    expect((await ask(testIdentifier('NHS_NUMBER', 499_000))).errors).toBeUndefined();
    expect((await owed()).length).toBeGreaterThan(0);
  });
});

describe('a scheme that its owner keeps to some', () => {
  it.each([
    ['ULN', 'safeguarding-lead', 'CHILD_PROTECTION', '', true],
    ['ULN', 'social-worker', 'CHILD_PROTECTION', '', false],
    ['CRO_NUMBER', 'police-designated', 'OFFENDING_PREVENTION', ', emergency: true', true],
    ['PNC_ID', 'yot-worker', 'OFFENDING_PREVENTION', ', emergency: true', true],
    ['PNC_ID', 'social-worker', 'CHILD_PROTECTION', '', false],
    ['CRO_NUMBER', 'gp', 'DIRECT_CARE', '', false],
  ])('is asked by for %s of %s: %s', async (scheme, persona, purpose, more, isAllowed) => {
    const answer = await askFor(world, persona, 'convicted', scheme, { purpose, more, selection: 'id' });
    if (isAllowed) {
      expect(answer.errors).toBeUndefined();
      return;
    }
    expect(answer.data ?? null).toBeNull();
    expect(faultOf(answer)).toEqual([{ code: 'SCHEME_NOT_PERMITTED', argument: 'scheme' }]);
    await nothingWasAsked();
  });

  it('answers who may not ask by it alike, whether the number is somebody’s, nobody’s or none', async () => {
    const values = [
      namedChild('convicted').identifiers['PNC_ID'] ?? '',
      testIdentifier('PNC_ID', 400_000),
      'no number',
    ];
    const texts = [];
    for (const value of values) {
      const request = { purpose: 'CHILD_PROTECTION' };
      const answer = await askFor(world, 'social-worker', { scheme: 'PNC_ID', value }, 'PNC_ID', request);
      texts.push(answer.text);
    }
    expect(new Set(texts).size).toBe(1);
  });
});

describe('a child asked for by a number of one agency’s own', () => {
  it.each(['PNC_ID', 'CRO_NUMBER'])('is the same child, and is shown with it to the force: %s', async (scheme) => {
    const answer = await askFor(world, 'police-designated', 'convicted', scheme, {
      purpose: 'OFFENDING_PREVENTION',
      more: ', emergency: true',
      selection: 'identity { familyName } identifiers { scheme value }',
    });
    const child = childOf(answer);
    const { PNC_ID: pnc, CRO_NUMBER: cro } = namedChild('convicted').identifiers;
    expect(child['identity']).toEqual({ familyName: 'Vexley' });
    expect(child['identifiers']).toEqual([
      { scheme: 'PNC_ID', value: pnc },
      { scheme: 'CRO_NUMBER', value: cro },
    ]);
  });

  it('is found however the number is written', async () => {
    const [serial, rest = ''] = (namedChild('convicted').identifiers['CRO_NUMBER'] ?? '').split('/');
    const value = ` ${Number(serial)}/${rest.toLowerCase()}`;
    const request = {
      purpose: 'OFFENDING_PREVENTION',
      more: ', emergency: true',
      selection: 'identity { familyName }',
    };
    const answer = await askFor(world, 'police-designated', { scheme: 'CRO_NUMBER', value }, 'CRO_NUMBER', request);
    expect(childOf(answer)['identity']).toEqual({ familyName: 'Vexley' });
  });
});

describe('a postcode in a search', () => {
  const search = (by: Readonly<Record<string, unknown>>) =>
    world.tokenOf('social-worker').then((token) =>
      world.ask(
        token,
        `query ($by: ChildSearch!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
          findChildren(by: $by) { outcome } }`,
        { by: { givenName: 'Corin', familyName: 'Ashdown', ...by }, why: 'zq-reason search' },
      ),
    );

  it.each([
    [{ postcode: 'QZ1 1AA' }, { at: 'postcode', reason: 'CHARACTER', position: 1 }],
    [{ postcode: 'EC1A 1CC' }, { at: 'postcode', reason: 'CHARACTER', position: 7 }],
    [{ school: 'URN:10001' }, { at: 'school', reason: 'LENGTH' }],
    [{ school: 'LA:421' }, { at: 'school', reason: 'LOCAL_AUTHORITY', position: 4 }],
  ])('that is none is refused with its place, and no agency is asked: %j', async (by, why) => {
    const answer = await search(by);
    expect(answer.data ?? null).toBeNull();
    expect(faultOf(answer)).toEqual([{ code: 'VARIABLE_INVALID', variable: 'by', ...why }]);
    for (const value of Object.values(by)) expect(answer.text).not.toContain(value);
    await nothingWasAsked();
  });
});
