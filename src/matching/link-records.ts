import type { ChildRecord, LinkedRecord } from '../model/child-record.ts';
import { isSevered } from './compare-records.ts';
import { linkFrom } from './link-from.ts';
import { comparableRecords, type LinkRules, linkGraph } from './link-graph.ts';
import { linkPlainly } from './link-plainly.ts';

/** What linking is given. */
export type LinkInput = LinkRules & {
  /** Records of the agency that was entered by, all with the identifier that was asked for. */
  readonly entry: readonly ChildRecord[];
  /** All other records that were found: by that identifier, by one learnt from another record, or by details. */
  readonly candidates: readonly ChildRecord[];
};

/**
 * Joins the records of one child by domain.md 5.2, never by an identifier alone.
 * The result holds the entry's records first and no NO_MATCH; each record names the rule that
 * decided, and the records that it is directly linked with. It does not depend on the order of the records.
 *
 * A record is MATCH only if it fits every record joined, not just one of them: no chain of links merges
 * two children. Of two records of one source that could both be joined none is (but the one that was asked
 * for, when it alone was); and a CONFLICT anywhere leaves MATCH to the entry alone. Several entry records
 * are an ambiguous entry: then nothing is MATCH.
 *
 * A verdict against a link takes a record away and nothing more: what it held back by being a
 * duplicate or a contradiction stays held back, so that no ban ever releases more. A severed
 * identity is as if it were not there at all: not even a held-back record may tell of it.
 */
export function linkRecords(input: LinkInput): readonly LinkedRecord[] {
  return linkPlainly(input.entry, input.candidates, input) ?? linkByRules(input);
}

/** As `linkRecords`, by comparing all records with each other. */
export function linkByRules(input: LinkInput): readonly LinkedRecord[] {
  const agency = input.entry[0]?.agency;
  const entered = new Set(input.entry.filter((record) => record.agency === agency).map(({ recordId }) => recordId));
  const all = comparableRecords([...input.entry, ...input.candidates], input);
  const starts = all.filter(({ record }) => record.agency === agency && entered.has(record.recordId));
  const present = all.filter((each) => starts.includes(each) || starts.some((start) => !isSevered(start, each)));
  const nodes = linkGraph(present, input);
  return linkFrom(
    nodes.filter(({ comparable }) => starts.includes(comparable)),
    nodes,
  );
}
