import type { ChildPart, FactsAsk, SearchPart } from '../graph/graph-step.ts';
import type { LinkedChild, Silence } from '../model/child-record.ts';
import type { ChildDecision, Route } from '../model/decision.ts';
import type { LedgerSearch } from '../model/ledger-entry.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { AgencyName } from '../model/words.ts';
import { concludeSearch, type DecidedEntry, type ShownCandidate } from './conclude-search.ts';
import type { GatheredChild } from './gather-children.ts';
import type { Slot } from './open-roots.ts';
import type { AgencyCallContext, PipelineParts } from './request-parts.ts';
import { type AnswerParts, searchAnswer, unaskedAnswer } from './search-answer.ts';
import { mostFoundAt, nobodyFound, type SearchEntry, searchEntries } from './search-entries.ts';
import { isSufficient } from './search-criteria.ts';
import { ledgerSearch } from './search-record.ts';
import { type Search, searchesToMake } from './search-roots.ts';
import { askSearches } from './search-wave.ts';

/** The searches of an operation after their wave: what is to be gathered for them, and who was silent. */
export type StartedSearches = {
  readonly searches: readonly Search[];
  readonly isDryRun: boolean;
  readonly entries: readonly SearchEntry[];
  /** To be gathered beside the operation's other children, in this order. */
  readonly slots: readonly Slot[];
  readonly silent: ReadonlyMap<AgencyName, Silence>;
};

/** A child as the ledger keeps it. */
export type RecordedChild = { readonly linked: LinkedChild; readonly decision: ChildDecision };

/** What an operation's searches came to. */
export type FinishedSearches = {
  readonly answers: ReadonlyMap<number, SearchPart>;
  /** The children that are opened, at every place where they are selected. */
  readonly children: readonly ChildPart[];
  /** Everybody else whom the searches led to, shown or not, as the ledger keeps them. */
  readonly others: readonly RecordedChild[];
  readonly ledger: readonly LedgerSearch[];
};

/** Asks the agencies for all searches of an operation that are to be made. */
export async function startSearches(
  searches: readonly Search[],
  isDryRun: boolean,
  facts: FactsAsk,
  context: AgencyCallContext,
  parts: Pick<PipelineParts, 'agencies' | 'graph' | 'ask' | 'matchSearch'>,
): Promise<StartedSearches> {
  const made = searchesToMake(searches, isDryRun);
  if (made.length === 0) return { searches, isDryRun, entries: [], slots: [], silent: new Map() };
  const mostFound = mostFoundAt(parts.agencies.filter(({ name }) => parts.graph.isSearchable(name)).length);
  const { found, silent } = await askSearches(made, {
    agencies: parts.agencies,
    isSearchable: (agency) => parts.graph.isSearchable(agency),
    searchCalls: (agency, search) => parts.graph.factsCalls(agency, [], facts, [search], mostFound),
    readFacts: (call, answer) => parts.graph.readFacts(call, answer),
    ask: (call) => parts.ask(call, context),
  });
  const entries = searchEntries(made, found, parts.matchSearch);
  return { searches, isDryRun, entries, slots: [...entries.map(({ slot }) => slot), ...made.map(nobodyFound)], silent };
}

type NamingParts = Pick<PipelineParts, 'agencies' | 'protocol' | 'graph'>;
type FinishParts = NamingParts & Pick<PipelineParts, 'matchSearch' | 'fieldsThatCount' | 'newRecordId'>;

/** Decides whom the searches led to, and says what each came to. `gathered` stands in the order of the slots. */
export function finishSearches(
  started: StartedSearches,
  gathered: readonly GatheredChild[],
  decide: (slot: Slot, linked: GatheredChild) => ChildPart,
  practitioner: Practitioner,
  parts: FinishParts,
): FinishedSearches {
  const silent = new Map([...started.silent, ...(gathered[0]?.silent ?? [])]);
  const entries = started.entries.map((entry, index): DecidedEntry => {
    const linked = gathered[index] ?? { records: [], silent, unasked: new Set(), among: () => [] };
    return { ...entry, linked, child: decide(entry.slot, linked) };
  });
  const words = answerParts(silent, parts);
  const answers = new Map<number, SearchPart>();
  const children: ChildPart[] = [];
  const others: RecordedChild[] = [];
  const ledger: LedgerSearch[] = [];
  for (const search of started.searches) {
    const { root } = search;
    if (started.isDryRun || search.needs.length > 0) {
      const answer = unaskedAnswer(search, words);
      answers.set(root.index, answer);
      ledger.push(ledgerSearch(search, answer));
      continue;
    }
    const own = entries.filter((entry) => entry.search === search);
    const concluded = concludeSearch(search.search, own, concludeParts(practitioner, parts));
    const opened = concluded.shown.find(({ finding }) => finding.outcome === 'MATCH');
    const slotOf = (candidate: ShownCandidate): number | null =>
      candidate === opened ? candidate.entry.slot.slot : null;
    const answer = searchAnswer(search, concluded, slotOf, words);
    answers.set(root.index, answer);
    ledger.push(ledgerSearch(search, answer));
    if (opened !== undefined) children.push(...root.places.map((place) => ({ ...opened.entry.child, root: place })));
    const isOpened = (entry: DecidedEntry): boolean => entry === opened?.entry && root.places.length > 0;
    others.push(...own.filter((entry) => !isOpened(entry)).map(({ child }) => recorded(child, parts)));
  }
  return { answers, children, others, ledger };
}

/** The searches as an operation discloses them: what it looks by, and of whom it asks. */
export function disclosedSearches(
  searches: readonly Search[],
  parts: NamingParts,
): readonly { readonly fields: readonly string[]; readonly agencies: readonly string[] }[] {
  return searches.map(({ given, needs }) => ({
    fields: given,
    agencies: needs.length > 0 ? [] : searchedAgencies(parts),
  }));
}

/** Nobody who was not opened was shown: on record is why. */
function recorded({ linked, decision }: ChildPart, { protocol }: Pick<PipelineParts, 'protocol'>): RecordedChild {
  if (decision.kind === 'REFUSED') return { linked, decision };
  const { gate, code } = protocol.codes.ambiguous;
  return { linked, decision: { kind: 'REFUSED', gate, trueCode: code } };
}

function concludeParts(practitioner: Practitioner, parts: FinishParts): Parameters<typeof concludeSearch>[2] {
  const { matchSearch, protocol, newRecordId } = parts;
  return {
    matchSearch,
    isSufficient: (search) => isSufficient(search, parts),
    seeing: { organisation: practitioner.organisation, classes: protocol.search.classes },
    formerNameKinds: protocol.formerNameKinds,
    agencies: searchedAgencies(parts),
    mostCandidates: protocol.search.candidates,
    shuffleKey: newRecordId(),
  };
}

function answerParts(silent: ReadonlyMap<AgencyName, Silence>, parts: NamingParts): AnswerParts {
  const { codes, generalContact, search } = parts.protocol;
  const refused: Route = { kind: parts.protocol.generalRoute, needs: [], contact: generalContact };
  return {
    agencies: searchedAgencies(parts),
    silent,
    codes,
    routes: { refused, details: { kind: search.route, contact: generalContact } },
  };
}

/** In the protocol's order, others after. */
function searchedAgencies({ agencies, protocol, graph }: NamingParts): readonly AgencyName[] {
  const place = (agency: AgencyName): number => {
    const index = protocol.agencyOrder.indexOf(agency);
    return index < 0 ? protocol.agencyOrder.length : index;
  };
  return agencies
    .map(({ name }) => name)
    .filter((agency) => graph.isSearchable(agency))
    .sort((one, other) => place(one) - place(other));
}
