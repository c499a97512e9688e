import { type DocumentNode, parse } from 'graphql';
import type {
  AssembleRequest,
  Assembled,
  ChildPart,
  ContentCall,
  OperationPlan,
  Prepared,
} from '../../src/graph/graph.ts';
import type { ChildDecision } from '../../src/model/decision.ts';
import type { AgencyAnswer, AgencyCall } from '../../src/model/agency-call.ts';
import { keptOfAnyChild, viewer, type World } from './world.ts';

/** One run of an operation through the graph step. */
export type Run = {
  readonly plan: OperationPlan;
  readonly calls: readonly ContentCall[];
  readonly assembled: Assembled;
  /** The data as a client would read it. */
  readonly json: string;
};

/** What a test says of a run. */
export type RunOptions = {
  readonly document: DocumentNode | string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly own?: Readonly<Record<string, unknown>>;
  decide(plan: OperationPlan): ChildDecision;
  /** Changes an agency's answer. */
  readonly tamper?: (call: AgencyCall, answer: AgencyAnswer) => AgencyAnswer;
  /** Changes a child before it is decided. */
  readonly relink?: (part: ChildPart) => ChildPart;
  readonly dryRun?: boolean;
  readonly silentRoots?: AssembleRequest['silentRoots'];
  /** What the gateway itself keeps about the children; default: some rows about each. */
  readonly kept?: AssembleRequest['kept'];
};

export const refusedRoute = { kind: 'ASK_ADVICE', needs: [], contact: null } as const;
export const silentRoute = { kind: 'RETRY', needs: [], contact: null } as const;

/** Prepares an operation that a test knows to be good. */
export function prepared(
  world: World,
  options: Pick<RunOptions, 'document' | 'operationName' | 'variables'>,
): Extract<Prepared, { kind: 'PLAN' }> {
  const document = typeof options.document === 'string' ? parse(options.document) : options.document;
  const { variables = {}, operationName } = options;
  const result = world.graph.prepare({ document, operationName, variables });
  if (result.kind === 'FAULTS') throw new Error(result.errors.map(({ message }) => message).join('; '));
  return result;
}

/** Takes an operation the gateway's way, with agencies in process: plan, facts, content, assemble. */
export function runOperation(world: World, options: RunOptions): Run {
  const { plan, inputs, roots } = prepared(world, options);
  const decision = options.decide(plan);
  const indexOf = (label: string): number => world.children.findIndex((child) => child.label === label);
  const children: ChildPart[] = [];
  const add = (root: number, slot: number, index: number): void => {
    const isKnown = index >= 0;
    const part: ChildPart = {
      root,
      slot,
      id: world.children[index]?.label ?? null,
      linked: isKnown ? world.linked(index) : { records: [], silent: new Map(), unasked: new Set() },
      decision: isKnown ? decision : { kind: 'REFUSED', trueCode: 'UNKNOWN', gate: 'G6' },
    };
    children.push(options.relink === undefined ? part : options.relink(part));
  };
  for (const root of roots) {
    if (root.kind === 'CHILD') add(root.index, 0, indexOf(root.id));
    if (root.kind === 'CHILD_BY_IDENTIFIER') add(root.index, 0, indexOf(root.key.value));
    if (root.kind === 'CHILDREN') root.ids.forEach((id, slot) => add(root.index, slot, indexOf(id)));
    if (root.kind === 'CASELOAD')
      world.children.slice(0, root.first).forEach((_child, slot) => add(root.index, slot, slot));
  }
  const calls = options.dryRun === true ? [] : world.graph.contentCalls({ plan, inputs, viewer, children });
  const contents = calls.map((call) => {
    const answer = world.agencies.get(call.call.agency)?.answer(call.call);
    if (answer === undefined) throw new Error('no such agency');
    return { call, answer: options.tamper === undefined ? answer : options.tamper(call.call, answer) };
  });
  const assembled = world.graph.assemble({
    plan,
    inputs,
    viewer,
    children,
    contents,
    kept: options.kept ?? new Map(children.map(({ root, slot }) => [`${root}.${slot}`, keptOfAnyChild])),
    silentRoots: options.silentRoots ?? new Map(),
    own: options.own ?? {},
    routes: { refused: refusedRoute, silent: silentRoute },
    dryRun: options.dryRun ?? false,
  });
  return { plan, calls, assembled, json: JSON.stringify(assembled.data) };
}
