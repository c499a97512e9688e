import type { ChildRecord, HeldIdentifier } from '../../src/model/child-record.ts';

/** The synthetic child that records are of unless a test says otherwise. */
export const nhsNumber = '9990000018';
export const otherNhsNumber = '9990000026';
export const upn = 'X00180001701A';

/** An identifier that a register confirmed and that is in use. */
export function verified(scheme: string, value: string): HeldIdentifier {
  return { scheme, value, verified: true, former: false };
}

/** An identifier that nobody confirmed. */
export function unverified(scheme: string, value: string): HeldIdentifier {
  return { scheme, value, verified: false, former: false };
}

/** A record of the synthetic child at `north`, with what the test states instead. */
export function recordWith(differences: Partial<ChildRecord> = {}): ChildRecord {
  const dateOfBirth = differences.dateOfBirth === undefined ? '2015-03-04' : differences.dateOfBirth;
  return {
    agency: 'north',
    recordId: 'n-1',
    identifiers: [verified('NHS_NUMBER', nhsNumber)],
    names: [{ given: 'Corin Jay', family: 'Ashdown', kind: 'LEGAL' }],
    dateOfBirth,
    expectedDateOfDelivery: null,
    sex: 'U',
    postcodes: [],
    corroborates: { carer: false, school: false },
    custodian: 'ORG:north',
    lifecycle: { unborn: false, dateOfBirth, diedOn: null, participatingUntil: null },
    isShielded: false,
    isLinkLocked: false,
    cannotLink: [],
    crossReferences: [],
    refusedClasses: [],
    detrimentClasses: [],
    consents: [],
    relationship: {
      allocated: false,
      team: false,
      roll: false,
      registered: false,
      openReferral: false,
      contactMadeOn: null,
      resident: false,
      isSelf: false,
      holdsParentalResponsibility: false,
      referenced: false,
      excluded: false,
    },
    unredacted: {},
    ...differences,
  };
}
