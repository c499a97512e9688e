import type { FactsAsk } from '../graph/graph-step.ts';
import type { Silence } from '../model/child-record.ts';
import type { AgencyName, LocalDate } from '../model/words.ts';
import { gatherChildren, type GatheredChild, type GatherParts } from './gather-children.ts';
import { presenceOf } from './index-only.ts';
import type { VerdictReader } from './match-verdicts.ts';
import type { Slot } from './open-roots.ts';
import type { AgencyCallContext, PipelineParts } from './request-parts.ts';

/** A child that no agency was found to hold. */
export const nobody: GatheredChild = { records: [], silent: new Map(), unasked: new Set(), among: () => [] };

/** What records are linked with beside themselves. */
export type Linking = { readonly today: LocalDate; readonly verdicts: VerdictReader };

/** The facts waves and the linking, for every slot that an entry was found for; the others are nobody. */
export async function gatherSlots(
  slots: readonly Slot[],
  silent: ReadonlyMap<AgencyName, Silence>,
  facts: FactsAsk,
  context: AgencyCallContext,
  { today, verdicts }: Linking,
  parts: PipelineParts,
): Promise<readonly GatheredChild[]> {
  const entries = slots.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  if (entries.length === 0) return [];
  const untold = new Set<AgencyName>();
  const { link, sortFound } = parts.linker(today);
  // Asked while the agencies are; a fault of it is told of where it is waited for.
  verdicts.learn(() => [])?.catch(() => undefined);
  const gatherParts: GatherParts = {
    agencies: parts.agencies,
    factsCalls: (agency, keys, searches) => parts.graph.factsCalls(agency, keys, facts, searches),
    isSearchable: (agency) => parts.graph.isSearchable(agency),
    readFacts: (call, answer) => {
      const read = parts.graph.readFacts(call, answer);
      if (read.kind === 'RECORDS' && read.isAbsenceUntold === true) untold.add(call.call.agency);
      return read;
    },
    ask: (call) => parts.ask(call, context),
    chooseEntry: parts.chooseEntry,
    learn: verdicts.learn,
    link: (entry, candidates) => link(entry, candidates, verdicts.among([...entry, ...candidates])),
    searchesFor: parts.searchesFor,
    sortFound,
    shieldCustodians: parts.protocol.custodians.shield,
    isUntold: (agency) => untold.has(agency),
    isPresenceSecret: (agency) => presenceOf(agency, parts.protocol) !== null,
  };
  const gathered = await gatherChildren(entries, gatherParts, silent);
  let next = 0;
  return slots.map(({ entry }) => {
    const linked = entry === null ? nobody : (gathered[next++] ?? nobody);
    return untold.size === 0 ? linked : { ...linked, untold };
  });
}
