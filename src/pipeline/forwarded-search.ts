import type { FactsAnswer, FactsAsk } from '../graph/graph-step.ts';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { ChildRecord, Silence } from '../model/child-record.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { AgencyName } from '../model/words.ts';
import type { FoundEntries } from './forwarded.ts';
import type { PipelineParts } from './request-parts.ts';

/**
 * Asks the own agencies for records that could be the persons another authority looks for, each a start from
 * which its child is gathered and decided like any other. Whom they are taken for is judged there.
 */
export async function findBySearches(
  searches: readonly PersonSearch[],
  first: number,
  facts: FactsAsk,
  ask: (call: AgencyCall) => Promise<AgencyAnswer>,
  parts: Pick<PipelineParts, 'agencies' | 'graph'>,
): Promise<FoundEntries> {
  const silent = new Map<AgencyName, Silence>();
  if (searches.length === 0) return { entries: [], silent };
  const found = await Promise.all(
    parts.agencies
      .filter(({ name }) => parts.graph.isSearchable(name))
      .map(async ({ name }) => {
        const answers = await Promise.all(
          parts.graph
            .factsCalls(name, [], facts, searches, first)
            .map(async (call): Promise<FactsAnswer> => parts.graph.readFacts(call, await ask(call.call))),
        );
        const silence = answers.find((answer) => answer.kind === 'SILENT');
        if (silence?.kind === 'SILENT') silent.set(name, silence.silence);
        return silence === undefined ? answers.flatMap(recordsOf) : [];
      }),
  );
  const records = new Map(found.flat().map((record) => [`${record.agency}\n${record.recordId}`, record]));
  const entries = [...records.values()].map((record) => ({
    kind: 'RECORDS' as const,
    agency: record.agency,
    records: [record],
  }));
  // The further waves go out whether or not anybody was found.
  return { entries: [...entries, { kind: 'RECORDS', agency: '', records: [] }], silent };
}

function recordsOf(answer: FactsAnswer): readonly ChildRecord[] {
  return answer.kind === 'RECORDS' ? answer.records : [];
}
