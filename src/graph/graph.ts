import type { AgencyName } from '../model/words.ts';
import { createAssembler } from './assemble.ts';
import { createContentCaller } from './content-calls.ts';
import { createShapeStore } from './content-shapes.ts';
import { disclosedClasses } from './disclosed-classes.ts';
import { compileFactsCaller, type FactsCaller } from './facts-calls.ts';
import type { GraphCounter } from './graph-counts.ts';
import type { GraphOptions, GraphStep } from './graph-step.ts';
import { createPlanner } from './plan-operation.ts';
import { compileFactsReader, type FactsReader } from './read-facts.ts';
import { createResolver } from './resolve-children.ts';
import { compileReportCaller, readReport } from './report-call.ts';

export { describePlan } from './describe-plan.ts';
export type { GraphCounts } from './graph-counts.ts';
export type * from './graph-step.ts';

/**
 * Builds the graph step over a composed graph: plans operations, words the requests to agencies,
 * reads and guards their answers. Pure: no clock, no I/O; what it remembers are plans and documents,
 * never values.
 *
 * @throws Error when a contract offers facts that cannot be asked for.
 */
export function createGraph(options: GraphOptions): GraphStep {
  const counter: GraphCounter = { plansCompiled: 0, shapesCompiled: 0, documentsPrinted: 0 };
  const { literalFaults, prepare } = createPlanner(options, counter);
  const facts = new Map<AgencyName, FactsCaller & FactsReader>();
  for (const [agency, contract] of options.composed.contracts) {
    facts.set(agency, { ...compileFactsCaller(contract), ...compileFactsReader(contract) });
  }
  const factsOf = (agency: AgencyName): FactsCaller & FactsReader => {
    const found = facts.get(agency);
    if (found === undefined) throw new Error(`The composed graph has no agency ${agency}.`);
    return found;
  };
  const reports = new Map(
    [...options.composed.contracts].map(([agency, contract]) => [agency, compileReportCaller(contract)]),
  );
  const shapes = createShapeStore(options, counter);
  const resolve = createResolver(shapes);
  const caller = createContentCaller(shapes, resolve);
  return {
    literalFaults,
    prepare,
    factsCalls: (agency, keys, ask, searches, first) => factsOf(agency).factsCalls(keys, ask, searches, first),
    isSearchable: (agency) => factsOf(agency).isSearchable,
    readFacts: (call, answer) => factsOf(call.call.agency).readFacts(call, answer),
    caseloadCall: (agency, page, ask) => factsOf(agency).caseloadCall(page, ask),
    readCaseload: (agency, answer, first) => factsOf(agency).readCaseload(answer, first),
    reportCall: (agency, report) => reports.get(agency)?.(report) ?? null,
    disclosedClasses: (agency, path) => disclosedClasses(options.composed, agency, path),
    readReport,
    contentCalls: caller.contentCalls,
    assemble: createAssembler(options, { shapes, resolve, caller }),
    counts: () => ({ ...counter }),
  };
}
