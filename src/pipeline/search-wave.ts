import type { FactsAnswer, FactsCall } from '../graph/graph-step.ts';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { ChildRecord, Silence } from '../model/child-record.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { AgencyName } from '../model/words.ts';
import type { Search } from './search-roots.ts';

/** What the agencies found: for each search, in its order, the records of each; and who did not answer. */
export type SearchWave = {
  readonly found: readonly (readonly ChildRecord[])[];
  readonly silent: ReadonlyMap<AgencyName, Silence>;
};

/** What the wave needs of the steps. */
export type SearchWaveParts = {
  readonly agencies: readonly { readonly name: AgencyName }[];
  readonly isSearchable: (agency: AgencyName) => boolean;
  /** The facts requests that look for one person. */
  readonly searchCalls: (agency: AgencyName, search: PersonSearch) => readonly FactsCall[];
  readonly readFacts: (facts: FactsCall, answer: AgencyAnswer) => FactsAnswer;
  readonly ask: (call: AgencyCall) => Promise<AgencyAnswer>;
};

/**
 * Asks every agency that can be searched for every search, all at once and so within one deadline: one request
 * a search and agency, whoever is found. An agency that leaves one search unanswered is silent for all, so that
 * nothing rests on half of what it has to say.
 */
export async function askSearches(searches: readonly Search[], parts: SearchWaveParts): Promise<SearchWave> {
  const silent = new Map<AgencyName, Silence>();
  const agencies = searches.length === 0 ? [] : parts.agencies.filter(({ name }) => parts.isSearchable(name));
  const answers = await Promise.all(
    agencies.map(({ name }) =>
      Promise.all(searches.map(async ({ search }) => ({ name, answer: await askOne(name, search, parts) }))),
    ),
  );
  for (const { name, answer } of answers.flat()) if (answer.kind === 'SILENT') silent.set(name, answer.silence);
  return {
    found: searches.map((_, index) =>
      answers.flatMap((ofAgency) => {
        const one = ofAgency[index];
        return one === undefined || one.answer.kind === 'SILENT' || silent.has(one.name) ? [] : one.answer.records;
      }),
    ),
    silent,
  };
}

async function askOne(agency: AgencyName, search: PersonSearch, parts: SearchWaveParts): Promise<FactsAnswer> {
  const answers = await Promise.all(
    parts.searchCalls(agency, search).map(async (facts) => parts.readFacts(facts, await parts.ask(facts.call))),
  );
  const records: ChildRecord[] = [];
  let dropped = 0;
  for (const answer of answers) {
    if (answer.kind === 'SILENT') return answer;
    records.push(...answer.records);
    dropped += answer.dropped;
  }
  return { kind: 'RECORDS', records, dropped };
}
