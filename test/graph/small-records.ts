import type { Data } from './agency-data.ts';
import { type GeneratedChild, viewer } from './world.ts';

/** A record that holds what every agency must hold, and nothing else; a test states what differs. */
export function record(recordId: string, differs: Data = {}): Data {
  return {
    __typename: 'Child',
    recordId,
    identifiers: [identifier('NHS_NUMBER', `nhs-${recordId}`)],
    recordedIdentity: identity([{ given: 'Ann', family: recordId, kind: 'LEGAL' }]),
    custodian: 'ORG:holder',
    postcodes: [],
    corroborates: { __typename: 'Corroboration', carer: false, school: false },
    lifecycle: {
      __typename: 'LifecycleFacts',
      unborn: false,
      dateOfBirth: '2015-05-05',
      diedOn: null,
      participatingUntil: null,
    },
    restrictions: {
      __typename: 'RecordRestrictions',
      shielded: false,
      linkLocked: false,
      cannotLink: [],
      crossReferences: [],
      refusedClasses: [],
      detrimentClasses: [],
    },
    consents: [],
    relationship: {
      __typename: 'RelationshipFacts',
      allocated: true,
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
    addresses: [],
    carers: [],
    involvements: [],
    ...differs,
  };
}

/** A recorded identity. */
export function identity(names: readonly Data[], differs: Data = {}): Data {
  return {
    __typename: 'RecordedIdentity',
    names: names.map((name) => ({ __typename: 'RecordedName', ...name })),
    dateOfBirth: '2015-05-05',
    expectedDateOfDelivery: null,
    sex: 'F',
    ...differs,
  };
}

/** An identifier. */
export function identifier(scheme: string, value: string): Data {
  return { __typename: 'Identifier', scheme, value, verified: true, former: false };
}

/** An item with all its markers, of another organisation, relevant and unrestricted; a test states what differs. */
export function item(typeName: string, id: string, differs: Data = {}): Data {
  return {
    __typename: typeName,
    id,
    custodian: 'ORG:other',
    recordedAt: '2026-01-02T03:04:05.000Z',
    relevance: [viewer.purpose],
    restrictions: [],
    about: 'CHILD',
    ...differs,
  };
}

/** A child by its records. */
export function child(label: string, records: Readonly<Record<string, Data>>): GeneratedChild {
  return { label, records: new Map(Object.entries(records)) };
}
