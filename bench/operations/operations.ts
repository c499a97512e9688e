import { identity, recordedIdentity, sectionFields } from './fields.ts';

/** Who asks: a persona of the mocked identity provider. */
export type Asker = 'social-worker' | 'gp';

/** One operation of the bench. */
export type Operation = {
  readonly name: string;
  /** What it is, in a few words. */
  readonly about: string;
  /** How many children one request asks for. */
  readonly children: number;
  readonly root: 'child' | 'children' | 'findChildren';
  readonly asker: Asker;
  /** What the asker declares, as arguments of `@access` without the reason. */
  readonly declared: string;
  /** The document for Childview. */
  readonly childview: string;
  /** The document for the other gateways; null: they cannot answer it. */
  readonly others: string | null;
  /** What the floor of the fewest requests asks of each agency; null: there is no such floor. */
  readonly fewest: Readonly<Record<string, string>> | null;
};

const protection = 'purpose: CHILD_PROTECTION, informed: UNSAFE, exemption: SIGNIFICANT_HARM';
const care = 'purpose: DIRECT_CARE';
const everything = `${identity} ${Object.values(sectionFields).join(' ')}`;
const fewestOfEverything = {
  ...sectionFields,
  'social-care': `${recordedIdentity} ${sectionFields['social-care'] ?? ''}`,
};

const one = (fields: string, declared = protection) => ({
  root: 'child' as const,
  children: 1,
  declared,
  childview: `query Bench($id: ID!, $why: String!) @access(${declared}, reason: $why) { child(id: $id) { ${fields} } }`,
  others: `query Bench($id: ID!) { child(id: $id) { ${fields} } }`,
});
const caseload = (children: number): Operation => ({
  name: `caseload${children}`,
  about: children === 1 ? 'a list of one child' : `${children} children with fields of all agencies`,
  asker: 'social-worker',
  root: 'children',
  children,
  declared: protection,
  childview: `query Bench($ids: [ID!]!, $why: String!) @access(${protection}, reason: $why) { children(ids: $ids) { ${everything} } }`,
  others: `query Bench($ids: [ID!]!) { children(ids: $ids) { ${everything} } }`,
  fewest: fewestOfEverything,
});

/** The operations that gateways are compared by. */
export const operations: readonly Operation[] = [
  {
    name: 'childView',
    about: 'one child with fields of all agencies',
    asker: 'social-worker',
    ...one(everything),
    fewest: fewestOfEverything,
  },
  caseload(50),
  caseload(500),
  {
    name: 'identityOnly',
    about: 'who one child is',
    asker: 'social-worker',
    ...one(identity),
    fewest: { 'social-care': recordedIdentity },
  },
  {
    name: 'findChildren',
    about: 'one child found by name, date of birth, sex and postcode',
    asker: 'social-worker',
    root: 'findChildren',
    children: 1,
    declared: protection,
    childview: `query Bench($by: ChildSearch!, $why: String!) @access(${protection}, reason: $why) { findChildren(by: $by) { outcome candidates { outcome child { ${identity} } } } }`,
    others: null,
    fewest: Object.fromEntries(Object.keys(sectionFields).map((agency) => [agency, recordedIdentity])),
  },
  {
    name: 'childViewHalf',
    about: 'childView asked by a general practitioner, about half of it withheld',
    asker: 'gp',
    ...one(everything, care),
    others: null,
    fewest: null,
  },
];

/** The operations that show how the cost of a child changes with their number. */
export const growthOperations: readonly Operation[] = [caseload(1), caseload(50), caseload(500)];
