import type { ComposedGraph } from '../../src/graph/contract.ts';
import { createGraph, type FactsAsk, type GraphOptions, type GraphStep, type KeptRows } from '../../src/graph/graph.ts';
import type { LinkedChild, LinkedRecord } from '../../src/model/child-record.ts';
import type { Cell, CellDecision, ChildDecision } from '../../src/model/decision.ts';
import type { RecordKey } from '../../src/model/words.ts';
import { composeShippedGraph } from '../contracts/shipped-graph.ts';
import { type Data, generateRecord, type ItemKinds } from './agency-data.ts';
import { createInProcessAgency, type InProcessAgency, listOf } from './in-process-agency.ts';
import { createRandom } from './random.ts';

/** The shipped graph, composed once for all tests. */
export const composed: ComposedGraph = composeShippedGraph();

export const agencyOrder = [...composed.contracts.keys()];
export const nameOrder = ['social-care', ...agencyOrder.filter((name) => name !== 'social-care')];

/** What the gateway is called as keeper of its own rows, and some rows about any child. */
export const keeper = 'the-gateway';
export const keptRows = ['look-1', 'look-2', 'look-3', 'look-4'].map((id, index) => ({
  id,
  organisation: `Organisation ${index}`,
  roles: ['ONE', 'TWO'].slice(index % 2),
  purpose: 'WELLBEING',
  date: `2030-01-0${index + 1}`,
}));

/** Links between any child's records, as its fields show them. */
const linkRows = ['link-1', 'link-2'].map((reference, index) => ({
  id: reference,
  reference,
  agency: 'north',
  outcome: ['POSSIBLE', 'CONFLICT'][index],
  rule: 'R1',
  agreements: [{ field: 'givenName', agreement: 'VARIANT' }],
  flags: ['TWIN_SUSPECT'].slice(index),
  verdicts: [{ id: 'verdict', verdict: 'SAME', state: 'IN_FORCE' }].slice(index),
}));

/** What the gateway keeps about any child, by field. */
export const keptOfAnyChild: ReadonlyMap<string, KeptRows> = new Map([
  ['accessLog', { kind: 'ROWS', rows: keptRows }],
  ['possibleLinks', { kind: 'ROWS', rows: linkRows }],
  ['certainLinks', { kind: 'ROWS', rows: [] }],
  ['keptApart', { kind: 'ROWS', rows: [] }],
]);

/** The options that the tests build the graph with; each test states what differs. */
export const graphOptions: GraphOptions = {
  composed,
  agencyOrder,
  nameOrder,
  thirdParty: { class: 'ADU', about: 'ADULT' },
  neverAbout: ['OTHER_CHILD'],
  concealedClasses: ['SENS'],
  formerNameKinds: ['FORMER'],
  keeper,
  agencyRefusalCodes: ['SOURCE_RESTRICTED', 'DETRIMENT'],
  introspection: true,
};

/** Who asks in all tests. */
export const viewer = { organisation: 'ORG:asking', purpose: 'CHILD_PROTECTION' } as const;

export const factsAsk: FactsAsk = {
  recipient: viewer.organisation,
  purpose: viewer.purpose,
  practitioner: {
    organisation: viewer.organisation,
    staffIds: [],
    teams: [],
    groups: [],
    ownGroupsOnly: false,
    subject: null,
    reference: null,
    mediatorStaffIds: [],
  },
};

/** One generated child: each agency's record of it. */
export type GeneratedChild = { readonly label: string; readonly records: ReadonlyMap<string, Data> };

/** Some children with all their agencies. */
export type World = {
  readonly graph: GraphStep;
  readonly children: readonly GeneratedChild[];
  readonly agencies: ReadonlyMap<string, InProcessAgency>;
  /** A child as linked, its facts asked of the agencies. */
  linked(index: number): LinkedChild;
};

/** Builds a world of generated children from a seed. */
export function createWorld(seed: number, count: number, kinds: ItemKinds): World {
  const random = createRandom(seed);
  return worldOf(
    Array.from({ length: count }, (_, index): GeneratedChild => {
      const label = `c${index}`;
      const records = new Map<string, Data>();
      for (const [name, contract] of composed.contracts) {
        records.set(name, generateRecord(contract, random, `${label}-${name}`, kinds));
      }
      return { label, records };
    }),
  );
}

/** Builds a world of the given children. */
export function worldOf(children: readonly GeneratedChild[]): World {
  const graph = createGraph(graphOptions);
  const agencies = new Map(
    [...composed.contracts].map(([name, contract]) => [
      name,
      createInProcessAgency(
        contract,
        children.flatMap(({ records }): Data[] => {
          const record = records.get(name);
          return record === undefined ? [] : [record];
        }),
      ),
    ]),
  );
  const known = new Map<number, LinkedChild>();
  const linked = (index: number): LinkedChild => {
    const found = known.get(index) ?? link(index);
    known.set(index, found);
    return found;
  };
  const link = (index: number): LinkedChild => {
    const records = agencyOrder.flatMap((name): LinkedRecord[] => {
      const record = children[index]?.records.get(name);
      const [call] = graph.factsCalls(name, keysOf(record), factsAsk);
      const agency = agencies.get(name);
      if (call === undefined || agency === undefined) return [];
      const facts = graph.readFacts(call, agency.answer(call.call));
      if (facts.kind === 'SILENT') throw new Error(`the facts of ${name} could not be read`);
      return facts.records.map((found) => ({ record: found, outcome: 'MATCH', rule: 'R1', linkedWith: [] }));
    });
    return { records, silent: new Map(), unasked: new Set() };
  };
  return { graph, children, agencies, linked };
}

function keysOf(record: Data | undefined): readonly RecordKey[] {
  return listOf(record?.['identifiers'])
    .slice(0, 1)
    .map((key) => ({ scheme: String(key['scheme']), value: String(key['value']) }));
}

/** A decision cell, everything open; a test states what differs. */
export function cellDecision(cell: Cell, differs: Partial<CellDecision> = {}): CellDecision {
  return {
    cell,
    read: 15,
    know: 15,
    split: null,
    mayKnowExistence: true,
    concealEmpty: false,
    explanation: null,
    trueCode: null,
    policies: [],
    consents: [],
    bases: [],
    ...differs,
  };
}

/** Every restriction of the contract. */
export const everyRestriction = [
  'THIRD_PARTY',
  'INFORMANT',
  'ABUSE_DATA',
  'SERIOUS_HARM',
  'CRIMINAL_DATA',
  'SUB_JUDICE',
  'DETRIMENT',
  'SOURCE_RESTRICTED',
];

/** A child's decision, cell by cell. */
export function decideEach(
  cells: readonly Cell[],
  decide: (cell: Cell) => Partial<CellDecision>,
  allowedRestrictions: readonly string[] = everyRestriction,
): Extract<ChildDecision, { kind: 'DECIDED' }> {
  const decided = cells.map((cell) => cellDecision(cell, decide(cell)));
  const byKey = new Map(decided.map((one) => [keyOf(one.cell), one]));
  return {
    kind: 'DECIDED',
    mayKnowOf: () => true,
    mayShow: () => true,
    cells: decided,
    allowedRestrictions: new Set(allowedRestrictions),
    cellOf: (agency, disclosed, aspect) => {
      const found = byKey.get(keyOf({ agency, class: disclosed, aspect }));
      if (found === undefined) throw new Error(`the cell was not needed by the plan: ${agency} ${disclosed} ${aspect}`);
      return found;
    },
  };
}

function keyOf({ agency, class: disclosed, aspect }: Cell): string {
  return `${agency} ${disclosed} ${aspect}`;
}
