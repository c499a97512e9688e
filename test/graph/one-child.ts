import type { Assembled } from '../../src/graph/graph.ts';
import type { AgencyAnswer, AgencyCall } from '../../src/model/agency-call.ts';
import type { Cell, CellDecision } from '../../src/model/decision.ts';
import type { Data } from './agency-data.ts';
import { type RunOptions, runOperation } from './run-operation.ts';
import { child, item, record } from './small-records.ts';
import { decideEach, type GeneratedChild, worldOf } from './world.ts';

/** What a test decides of each cell; what it leaves out is open. */
export type Decide = (cell: Cell) => Partial<CellDecision>;
/** The rows of an answer, to be changed. */
export type Rows = Record<string, unknown>[];

/** What is told of a cell: that it is denied; nothing; and a cell of which nothing may be known. */
export const denied = { state: 'REDACTED', code: 'NOT_NEED_TO_KNOW', route: null, shownClass: 'HLT' } as const;
export const hidden = { state: 'WITHHELD_OR_NONE', code: null, route: null, shownClass: 'RESTRICTED' } as const;
export const unknowable = { read: 0, know: 0, mayKnowExistence: false, explanation: hidden } as const;

/** Changes the rows of one agency's content answers. */
export function rows(agency: string, change: (rows: Rows) => unknown) {
  return (call: AgencyCall, answer: AgencyAnswer): AgencyAnswer => {
    if (call.agency !== agency || answer.kind !== 'ANSWERED') return answer;
    return { ...answer, data: { records: change(answer.data['records'] as Rows) } };
  };
}

/** Changes the rows of one agency's content answers and adds an error below `records`. */
export function errors(
  agency: string,
  path: readonly (string | number)[],
  code: string,
  change: (rows: Rows) => unknown,
) {
  return (call: AgencyCall, answer: AgencyAnswer): AgencyAnswer => {
    const changed = rows(agency, change)(call, answer);
    if (call.agency !== agency || changed.kind !== 'ANSWERED') return changed;
    return { ...changed, errors: [{ path: ['records', ...path], code }] };
  };
}

type Options = Omit<Partial<RunOptions>, 'decide'> & {
  readonly decide?: Decide;
  readonly allowed?: readonly string[];
};

/** Runs an operation, or a selection of the child `one`, over the given children; all is granted unless a test says. */
export function run(children: readonly GeneratedChild[], selection: string, options: Options = {}): Assembled {
  const { decide = () => ({}), allowed = [], ...rest } = options;
  return runOperation(worldOf(children), {
    document: selection.startsWith('query') ? selection : `query($id: ID!) { child(id: $id) ${selection} }`,
    variables: { id: 'one' },
    ...rest,
    decide: (plan) => decideEach(plan.cellsNeeded, decide, allowed),
  }).assembled;
}

/** The child of an answer, as a client reads it. */
export function childOf(assembled: Assembled): unknown {
  return JSON.parse(JSON.stringify(assembled.data))['child'];
}

/** The withheld parts of an answer, without their routes. */
export function told(assembled: Assembled) {
  return assembled.redactions.map(({ path, class: shown, state, code }) => [path.join('.'), shown, state, code]);
}

/** The child `one` with a health record of the given section. */
export function withHealth(section: Data): GeneratedChild {
  return child('one', { health: record('h1', { health: { __typename: 'Health', ...section } }) });
}

/** Conditions of the child `one`, how they are asked for, and how one of them is changed on the way. */
export const conditions = (...items: readonly Data[]) => [withHealth({ conditions: items })];
export const condition = (id: string, differs: Data = {}) =>
  item('Condition', id, { name: `name of ${id}`, ...differs });
export const namesOnly = '{ health { conditions { name } } }';

export function conditionRow(at: number, change: (row: Record<string, unknown>) => unknown) {
  return rows('health', (found) =>
    found.map((row) => {
      const section = row['health'] as { conditions: Rows };
      return {
        ...row,
        health: { ...section, conditions: section.conditions.map((one, index) => (index === at ? change(one) : one)) },
      };
    }),
  );
}
