/** The names that the gateway and every contract share. Codes of code lists are not among them: those are data. */

/** The type whose fields the agencies and the gateway offer together. */
export const childType = 'Child';

/** The interface that declares a type to be an item. */
export const itemInterface = 'RecordedItem';

/** The field of an item by which its parts are joined again. */
export const itemId = { name: 'id', type: 'ID' } as const;

/** The markers of an item, and their types. */
export const itemMarkers: Readonly<Record<string, string>> = {
  custodian: 'OrganisationCode',
  recordedAt: 'DateTime',
  relevance: '[Purpose!]',
  restrictions: '[Restriction!]',
  about: 'About',
};

/** Arguments of a field of items that the gateway alone sets; never part of the public graph. */
export const filterArguments: Readonly<Record<string, string>> = {
  relevantTo: 'Purpose',
  exclude: '[Restriction!]',
  heldBy: '[OrganisationCode!]',
};

/** Arguments of a list of items, passed on from the caller. */
export const pageArguments: Readonly<Record<string, string>> = { first: 'Int', after: 'ID' };

/** Root fields of a contract by kind of entry: what they take and return, and whether an agency must offer them. */
export const entryKinds = {
  IDENTIFIER: { arguments: { by: '[RecordKey!]!' }, returns: '[Child!]!', isRequired: true },
  RECORD: { arguments: { ids: '[ID!]!' }, returns: '[Child]!', isRequired: true },
  CASELOAD: {
    arguments: { practitioner: 'PractitionerClaim!', first: 'Int', after: 'ID' },
    returns: '[Child!]!',
    isRequired: false,
  },
  // An agency that cannot look for a person is asked by identifiers only.
  SEARCH: { arguments: { by: '[PersonSearch!]!', first: 'Int' }, returns: '[Child!]!', isRequired: false },
} as const;

export type EntryKind = keyof typeof entryKinds;

/** Root fields of a contract's `Mutation` by kind of act: what they take and return. None is required. */
export const actKinds = {
  INACCURACY: { arguments: { report: 'InaccuracyReport!' }, returns: 'ID' },
} as const;

export type ActKind = keyof typeof actKinds;

/** Directives that a vendor sees in the public schema; all others are for agencies and the gateway. */
export const publicDirectives: ReadonlySet<string> = new Set([
  'disclosure',
  'contact',
  'critical',
  'access',
  'public',
  'cost',
]);
