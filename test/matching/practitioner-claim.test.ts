import { describe, expect, it } from 'vitest';
import { practitionerClaim } from '../../src/matching/practitioner-claim.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';

const practitionerWith = (differences: Partial<Practitioner>): Practitioner => ({
  kind: 'PRACTITIONER',
  subject: 'https://issuer.example|worker-1',
  organisation: 'ORG:north',
  roles: ['ROLE_A'],
  trainedUntil: '2030-01-01',
  vettedOn: '2024-01-01',
  designatedOfficer: false,
  mayOverrideShield: false,
  isSuspended: false,
  staffIds: [{ scheme: 'STAFF', value: '1' }],
  teams: ['blue'],
  groups: ['4B'],
  declaredConflicts: [],
  personId: null,
  mediator: null,
  expiresAt: 0,
  ...differences,
});

describe('practitionerClaim', () => {
  it('says who asks and nothing more', () => {
    expect(practitionerClaim(practitionerWith({}), [], 'R-1')).toEqual({
      organisation: 'ORG:north',
      staffIds: [{ scheme: 'STAFF', value: '1' }],
      teams: ['blue'],
      groups: ['4B'],
      ownGroupsOnly: false,
      subject: null,
      reference: 'R-1',
      mediatorStaffIds: [],
    });
  });

  it('names whoever mediates by their staff ids only, apart from the practitioner’s own', () => {
    const mediator = practitionerWith({
      organisation: 'ORG:hub',
      staffIds: [{ scheme: 'STAFF', value: '2' }],
      teams: ['hub'],
    });
    expect(practitionerClaim(practitionerWith({ mediator }), [], null)).toEqual({
      ...practitionerClaim(practitionerWith({}), [], null),
      mediatorStaffIds: [{ scheme: 'STAFF', value: '2' }],
    });
  });

  it('writes registrations as their register does, and leaves alone what is none', () => {
    const asked = practitionerClaim(
      practitionerWith({
        staffIds: [
          { scheme: 'SWE', value: 'sw 990001' },
          { scheme: 'NMC', value: '99-h-0001-e' },
          { scheme: 'GMC', value: '99' },
          { scheme: 'STAFF', value: 'b-1' },
        ],
      }),
      [],
      null,
    );
    expect(asked.staffIds).toEqual([
      { scheme: 'SWE', value: 'SW990001' },
      { scheme: 'NMC', value: '99H0001E' },
      { scheme: 'GMC', value: '99' },
      { scheme: 'STAFF', value: 'b-1' },
    ]);
  });

  it.each<[readonly string[], boolean]>([
    [['ROLE_A'], true],
    [['ROLE_A', 'ROLE_B'], true],
    [['ROLE_A', 'ROLE_C'], false],
    [['ROLE_C'], false],
    [[], true],
  ])('asks for the own groups only when %j has no wider role: %s', (roles, ownGroupsOnly) => {
    expect(practitionerClaim(practitionerWith({ roles }), ['ROLE_A', 'ROLE_B'], null)).toMatchObject({ ownGroupsOnly });
  });

  it('carries the verified person of a subject or parent', () => {
    const personId = { scheme: 'PERSON', value: 'P-1' };
    expect(practitionerClaim(practitionerWith({ kind: 'PARENT', personId }), [], null)).toMatchObject({
      subject: personId,
    });
  });
});
