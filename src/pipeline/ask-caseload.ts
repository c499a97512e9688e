import type { FactsAnswer, FactsAsk, GraphStep } from '../graph/graph-step.ts';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { ChildRecord, Silence } from '../model/child-record.ts';
import type { AgencyName, RecordKey } from '../model/words.ts';

const pageSize = 200;
const mostPages = 10;

/** A page of a caseload, or why there is none. */
export type Caseload =
  | { readonly kind: 'RECORDS'; readonly records: readonly ChildRecord[] }
  | { readonly kind: 'SILENT'; readonly silence: Silence };

/**
 * Asks the practitioner's own agency for the records it has the practitioner involved in: at most
 * `first`, after the record that carries `after`. Records come in the agency's order, by record id.
 * An `after` that no record carries any more (the involvement ended) gives an empty page.
 */
export async function askCaseload(input: {
  readonly graph: Pick<GraphStep, 'caseloadCall' | 'readCaseload'>;
  readonly agency: AgencyName;
  readonly first: number;
  readonly after: RecordKey | null;
  readonly facts: FactsAsk;
  readonly ask: (call: AgencyCall) => Promise<AgencyAnswer>;
}): Promise<Caseload> {
  const { graph, agency, after } = input;
  const records: ChildRecord[] = [];
  let isPastCursor = after === null;
  let afterRecordId: string | null = null;
  for (let page = 0; page < mostPages && records.length < input.first; page += 1) {
    const call = graph.caseloadCall(agency, { first: pageSize, afterRecordId }, input.facts);
    if (call === null) return { kind: 'RECORDS', records: [] };
    const answer: FactsAnswer = graph.readCaseload(agency, await input.ask(call), pageSize);
    if (answer.kind === 'SILENT') return answer;
    for (const record of answer.records) {
      if (isPastCursor) records.push(record);
      else
        isPastCursor = record.identifiers.some((held) => held.scheme === after?.scheme && held.value === after.value);
    }
    const last = answer.records.at(-1);
    if (last === undefined || answer.records.length < pageSize) break;
    afterRecordId = last.recordId;
  }
  return { kind: 'RECORDS', records: records.slice(0, input.first) };
}
