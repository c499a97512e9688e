import { join } from 'node:path';
import { loadProtocol } from '../../src/config/load-protocol.ts';
import { compareDetails } from '../../src/matching/evidence/compare-details.ts';
import type { PersonDetails } from '../../src/matching/evidence/evidence.ts';
import { personDetails } from '../../src/matching/evidence/person-details.ts';
import { scoreOf } from '../../src/matching/evidence/score-of.ts';
import { linkRecords } from '../../src/matching/link-records.ts';
import { readPolicies } from '../../src/access/read-policies.ts';
import type { ChildRecord } from '../../src/model/child-record.ts';
import type { MatchingParameters } from '../../src/model/matching-parameters.ts';
import { type Blocks, blocksOf, pairsOf } from './block-pairs.ts';
import { type BadDates, childRecords } from './child-records.ts';
import { type JudgedPairs, pairKey } from './judged-pairs.ts';
import type { Source } from './load-sources.ts';

/** What matching by the full rules is told. */
export type FullOptions = {
  /** The day that ages are reckoned at, YYYY-MM-DD. */
  readonly today: string;
  readonly isWithinSource: boolean;
  readonly badDates: BadDates;
  readonly parameters: MatchingParameters;
  readonly adultAt: number;
};

/** The weights that the gateway uses, and the age that its rules take a person for an adult from. */
export function shippedParameters(): Pick<FullOptions, 'parameters' | 'adultAt'> {
  const directory = join(import.meta.dirname, '../../protocol');
  const protocol = loadProtocol(directory, { issuerBase: 'https://issuer.invalid', readPolicies });
  return { parameters: protocol.matching, adultAt: protocol.lifecycle.adultAt };
}

/**
 * Links by the rules of the gateway, R0 to R11 of domain.md 5.2: each record in turn is what was asked for,
 * and what shares a key with it, or with a record that was then joined, are the candidates, as in two waves
 * of requests. A pair is what either side's question makes of it.
 */
export function fullProfile(sources: readonly Source[], options: FullOptions): JudgedPairs {
  const { records, dayless, numberless } = childRecords(sources, options.badDates);
  const details = records.map(personDetails);
  const blocks = blocksOf(records, details);
  const outcomes = new Map<string, { readonly outcome: 'MATCH' | 'POSSIBLE'; readonly rule: string }>();
  for (const [place, entry] of records.entries()) {
    const linked = linkedOf(place, entry, records, blocks, options);
    for (const { record, outcome, rule } of linked) {
      const other = Number(record.recordId);
      const key = pairKey(place, other);
      if (other === place || outcomes.get(key)?.outcome === 'MATCH') continue;
      outcomes.set(key, { outcome: outcome === 'MATCH' ? 'MATCH' : 'POSSIBLE', rule });
    }
  }
  const bitsOf = (one: number, other: number) => {
    const [left, right] = [detailsAt(details, one), detailsAt(details, other)];
    const pattern = compareDetails(left, right);
    return { pattern, bits: scoreOf(pattern, left, right, options.parameters) };
  };
  const scored = new Map(pairsOf(blocks).map(([one, other]) => [pairKey(one, other), bitsOf(one, other).bits]));
  return {
    outcomes,
    scored,
    thresholds: options.parameters.thresholds,
    describe: bitsOf,
    notes: [
      'rules R0 to R11 with the weights of protocol/matching.yaml',
      ...(dayless === 0 ? [] : [`${dayless} dates are no day of the calendar; they are taken as missing`]),
      ...(numberless === 0 ? [] : [`${numberless} numbers are none (form or check digit); they are taken as missing`]),
      ...(new Set(records.map(({ agency }) => agency)).size > 1 ? [] : [ofOneSystem]),
      `${scored.size} pairs share a key`,
    ],
  };
}

const ofOneSystem =
  'all records are of one system, so that no two are more than POSSIBLE (R1): name the column of their systems by --column source=NAME, or use --profile linkage';

function linkedOf(
  place: number,
  entry: ChildRecord,
  records: readonly ChildRecord[],
  blocks: Blocks,
  options: FullOptions,
) {
  const link = (candidates: ReadonlySet<number>) =>
    linkRecords({
      entry: [entry],
      candidates: [...candidates].flatMap((candidate) => records[candidate] ?? []),
      today: options.today,
      adultAt: options.adultAt,
      lawOf: () => 'one',
      parameters: options.parameters,
    });
  const found = neighbours([place], blocks);
  const first = link(found);
  const joined = first.filter(({ outcome }) => outcome === 'MATCH').map(({ record }) => Number(record.recordId));
  const wider = new Set([...found, ...neighbours(joined, blocks)]);
  return wider.size === found.size ? first : link(wider);
}

function neighbours(places: readonly number[], { byKey, keys }: Blocks): ReadonlySet<number> {
  return new Set(places.flatMap((place) => (keys[place] ?? []).flatMap((key) => byKey.get(key) ?? [])));
}

function detailsAt(details: readonly PersonDetails[], place: number): PersonDetails {
  const found = details[place];
  if (found === undefined) throw new RangeError('no such record');
  return found;
}
