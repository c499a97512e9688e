import { describe, expect, it } from 'vitest';
import { binding, claimsWith, issuer, newKey, otherIssuer, setUp, sign, start } from './test-issuer.ts';

const key = await newKey('k1');

async function identifyWith(
  changes: Record<string, unknown>,
  options: Omit<Parameters<typeof setUp>[0], 'key'> = {},
): Promise<unknown> {
  const { identify, causes, published } = await setUp({ key, ...options });
  published.set(otherIssuer, [key]);
  const outcome = await identify(`Bearer ${await sign(key, claimsWith(changes))}`);
  return outcome.kind === 'REFUSED' ? causes.join() : outcome.practitioner;
}

const ann = {
  kind: 'PRACTITIONER',
  subject: `${issuer}|ann`,
  organisation: 'ORG:one',
  roles: ['NURSE'],
  trainedUntil: '2030-01-31',
  vettedOn: '2029-01-31',
  designatedOfficer: true,
  mayOverrideShield: false,
  isSuspended: false,
  staffIds: [{ scheme: 'REG', value: 'N1' }],
  teams: ['north'],
  groups: ['4B'],
  declaredConflicts: [],
  personId: null,
  mediator: null,
  expiresAt: start / 1000 + 600,
};

describe('an issuer may assert what its binding lists, and no more', () => {
  it('what it may assert becomes the practitioner, whole', async () => {
    expect(await identifyWith({})).toEqual(ann);
  });

  it.each([
    ["another's organisation", { organisation: 'ORG:nine' }, 'ORGANISATION_NOT_BOUND'],
    ['a role not listed', { roles: ['JUDGE'] }, 'ROLE_NOT_BOUND'],
    ['a role not listed beside one that is', { roles: ['NURSE', 'JUDGE'] }, 'ROLE_NOT_BOUND'],
    ['a kind of caller not listed', { kind: 'PARENT' }, 'KIND_NOT_BOUND'],
  ])('%s is refused', async (_title, changes, cause) => {
    expect(await identifyWith(changes)).toBe(cause);
  });

  it('only listed clients may present its tokens', async () => {
    const issuers = [{ ...binding, clients: ['records-system'] }];
    expect(await identifyWith({}, { issuers })).toEqual(ann);
    expect(await identifyWith({ client_id: 'game' }, { issuers })).toBe('CLIENT_NOT_BOUND');
  });

  it.each([
    ['trainedUntil', '2030-01-31'],
    ['vettedOn', '2029-01-31'],
    ['designatedOfficer', true],
    ['mayOverrideShield', true],
    ['staffIds', [{ scheme: 'REG', value: 'N1' }]],
    ['teams', ['north']],
    ['groups', ['4B']],
    ['declaredConflicts', []],
    ['personId', { scheme: 'PERSON', value: 'P1' }],
    ['act', { sub: 'bob', organisation: 'ORG:two', roles: ['DOCTOR'] }],
  ])('the claim %s is refused where the binding does not list it', async (name, value) => {
    const bare = {
      trainedUntil: undefined,
      vettedOn: undefined,
      designatedOfficer: false,
      staffIds: [],
      teams: [],
      groups: [],
      declaredConflicts: undefined,
    };
    const without = [{ ...binding, attributes: binding.attributes.filter((attribute) => attribute !== name) }];
    expect(await identifyWith({ ...bare, [name]: value }, { issuers: without })).toBe('ATTRIBUTE_NOT_BOUND');
    expect(await identifyWith(bare, { issuers: without })).toMatchObject({ subject: ann.subject });
  });

  it('two bindings of one issuer are never added together', async () => {
    const issuers = [
      { ...binding, organisations: ['ORG:one'], roles: ['NURSE'] },
      { ...binding, organisations: ['ORG:two'], roles: ['DOCTOR'] },
    ];
    expect(await identifyWith({ organisation: 'ORG:two', roles: ['DOCTOR'] }, { issuers })).toMatchObject({
      organisation: 'ORG:two',
    });
    expect(await identifyWith({ organisation: 'ORG:one', roles: ['DOCTOR'] }, { issuers })).toBe('ROLE_NOT_BOUND');
  });

  it("one issuer's organisation cannot be claimed by another", async () => {
    const issuers = [binding, { ...binding, issuer: otherIssuer, organisations: ['ORG:nine'] }];
    expect(await identifyWith({ iss: otherIssuer, organisation: 'ORG:nine' }, { issuers })).toMatchObject({
      subject: `${otherIssuer}|ann`,
    });
    expect(await identifyWith({ iss: otherIssuer }, { issuers })).toBe('ORGANISATION_NOT_BOUND');
  });
});

describe('a claim left out releases nothing', () => {
  it.each([
    ['trainedUntil', { trainedUntil: null }],
    ['vettedOn', { vettedOn: null }],
    ['designatedOfficer', { designatedOfficer: false }],
    ['staffIds', { staffIds: [] }],
    ['teams', { teams: [] }],
    ['groups', { groups: [] }],
    ['declaredConflicts', { declaredConflicts: null }],
  ])('%s absent or null reads as its strictest value', async (name, expected) => {
    expect(await identifyWith({ [name]: undefined })).toEqual({ ...ann, ...expected });
    expect(await identifyWith({ [name]: null })).toEqual({ ...ann, ...expected });
  });

  it('not even where the register speaks better of the person', async () => {
    const register = [
      { subject: ann.subject, trainedUntil: '2031-01-01', vettedOn: '2031-01-01', designatedOfficer: true },
    ];
    const claims = { trainedUntil: undefined, vettedOn: undefined, designatedOfficer: undefined };
    expect(await identifyWith(claims, { register })).toEqual({
      ...ann,
      trainedUntil: null,
      vettedOn: null,
      designatedOfficer: false,
    });
  });
});

describe('of token and register the stricter wins', () => {
  it.each([
    ['an earlier end of training', { trainedUntil: '2029-06-01' }, { trainedUntil: '2029-06-01' }],
    ['a later end of training', { trainedUntil: '2031-06-01' }, {}],
    ['never trained', { trainedUntil: null }, { trainedUntil: null }],
    ['an earlier vetting', { vettedOn: '2028-01-01' }, { vettedOn: '2028-01-01' }],
    ['a later vetting', { vettedOn: '2029-12-01' }, {}],
    ['never vetted', { vettedOn: null }, { vettedOn: null }],
    ['not designated', { designatedOfficer: false }, { designatedOfficer: false }],
    ['suspended', { isSuspended: true }, { isSuspended: true }],
    ['nothing in particular', {}, {}],
  ])('the register says %s', async (_title, entry, expected) => {
    const register = [{ subject: ann.subject, ...entry }];
    expect(await identifyWith({}, { register })).toEqual({ ...ann, ...expected });
  });

  it('the register cannot designate whom the token does not', async () => {
    const register = [{ subject: ann.subject, designatedOfficer: true }];
    expect(await identifyWith({ designatedOfficer: false }, { register })).toMatchObject({ designatedOfficer: false });
  });

  it.each([
    [true, undefined, true],
    [true, true, true],
    [true, false, false],
    [false, true, false],
    [undefined, true, false],
  ])(
    'the right to override a shield needs the token (%s) and not the contrary of the register (%s)',
    async (token, listed, expected) => {
      const register = [{ subject: ann.subject, ...(listed === undefined ? {} : { mayOverrideShield: listed }) }];
      expect(await identifyWith({ mayOverrideShield: token }, { register })).toMatchObject({
        mayOverrideShield: expected,
      });
    },
  );

  it('the register alone gives the right where the issuer may not', async () => {
    const issuers = [
      { ...binding, attributes: binding.attributes.filter((attribute) => attribute !== 'mayOverrideShield') },
    ];
    const register = [{ subject: ann.subject, mayOverrideShield: true }];
    expect(await identifyWith({}, { issuers, register })).toMatchObject({ mayOverrideShield: true });
  });

  it('the register alone speaks where the issuer may not', async () => {
    const issuers = [{ ...binding, attributes: ['declaredConflicts', 'staffIds', 'teams', 'groups'] }];
    const register = [
      { subject: ann.subject, trainedUntil: '2031-01-01', vettedOn: '2028-01-01', designatedOfficer: true },
    ];
    const silent = { trainedUntil: undefined, vettedOn: undefined, designatedOfficer: undefined };
    expect(await identifyWith(silent, { issuers, register })).toMatchObject({
      trainedUntil: '2031-01-01',
      vettedOn: '2028-01-01',
      designatedOfficer: true,
    });
  });

  it("another issuer's person of the same name has another entry", async () => {
    const register = [{ subject: `${otherIssuer}|ann`, isSuspended: true }];
    expect(await identifyWith({}, { register })).toMatchObject({ isSuspended: false });
  });
});

describe('a mediator is a person of their own', () => {
  const bob = { sub: 'bob', organisation: 'ORG:two', roles: ['DOCTOR'], trainedUntil: '2030-02-01' };

  it('and is cut by binding and register like the caller', async () => {
    const register = [{ subject: `${issuer}|bob`, trainedUntil: '2029-12-31', isSuspended: true }];
    expect(await identifyWith({ act: bob }, { register })).toEqual({
      ...ann,
      mediator: {
        ...ann,
        subject: `${issuer}|bob`,
        organisation: 'ORG:two',
        roles: ['DOCTOR'],
        trainedUntil: '2029-12-31',
        vettedOn: null,
        designatedOfficer: false,
        isSuspended: true,
        staffIds: [],
        teams: [],
        groups: [],
        declaredConflicts: null,
      },
    });
  });

  it("may be of another issuer, and is then held against that issuer's binding", async () => {
    const issuers = [
      { ...binding, mediators: [issuer, otherIssuer] },
      { ...binding, issuer: otherIssuer, organisations: ['ORG:nine'] },
    ];
    const act = { ...bob, iss: otherIssuer, organisation: 'ORG:nine' };
    expect(await identifyWith({ act }, { issuers })).toMatchObject({
      mediator: { subject: `${otherIssuer}|bob`, organisation: 'ORG:nine' },
    });
    expect(await identifyWith({ act: { ...act, organisation: 'ORG:one' } }, { issuers })).toBe('MEDIATOR_NOT_BOUND');
  });

  it('may be named only by an issuer whose binding lists theirs', async () => {
    const other = { ...binding, issuer: otherIssuer, organisations: ['ORG:nine'], mediators: [] };
    const act = { ...bob, iss: otherIssuer, organisation: 'ORG:nine' };
    expect(await identifyWith({ act }, { issuers: [binding, other] })).toBe('MEDIATOR_NOT_BOUND');
    expect(await identifyWith({ act: bob }, { issuers: [{ ...binding, mediators: [] }] })).toBe('MEDIATOR_NOT_BOUND');
    expect(await identifyWith({ act: bob })).toMatchObject({ mediator: { subject: `${issuer}|bob` } });
  });

  it('is another person than the one who asks', async () => {
    expect(await identifyWith({ act: { ...bob, sub: 'ann' } })).toBe('MEDIATOR_NOT_BOUND');
  });

  it.each([
    ['of an unknown issuer', { iss: 'https://evil.example' }, 'MEDIATOR_NOT_BOUND'],
    ['of an organisation not bound', { organisation: 'ORG:nine' }, 'MEDIATOR_NOT_BOUND'],
    ['in a role not bound', { roles: ['JUDGE'] }, 'MEDIATOR_NOT_BOUND'],
    ['without a role', { roles: undefined }, 'CLAIMS_INVALID'],
    ['with a mediator behind', { act: { sub: 'eve' } }, 'CLAIMS_INVALID'],
  ])('%s is refused with the whole token', async (_title, changes, cause) => {
    expect(await identifyWith({ act: { ...bob, ...changes } })).toBe(cause);
  });
});
