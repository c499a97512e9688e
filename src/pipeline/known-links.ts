import type { ChildRecord, LinkedChild, LinkedRecord, RelationshipFacts } from '../model/child-record.ts';
import type { AgencyName } from '../model/words.ts';
import type { GatheredChild } from './gather-children.ts';

/**
 * The child as it links from the records of agencies that the caller may know of, as if those of others were not
 * there: what only these lead to, make certain, contradict or rule out would tell that they hold the child
 * (domain.md 7.0, What a code may tell). Two things are kept of what was gathered besides: a record of another
 * agency that certainly is the child's, which says who the caller is to the child and shows nothing; and one that
 * restricts, as a possible link: it opens nothing, and what it restricts stays so.
 */
export function knownLinks(gathered: GatheredChild, isKnown: (agency: AgencyName) => boolean): LinkedChild {
  const known = gathered.among(isKnown);
  // All of it may be known: there is nothing besides.
  if (known === gathered.records) return gathered;
  const joined = new Set(known.flatMap(({ record, outcome }) => (outcome === 'MATCH' ? [nameOf(record)] : [])));
  const named = new Set(known.map(({ record }) => nameOf(record)));
  const isCertain = ({ record, outcome, linkedWith }: LinkedRecord): boolean =>
    outcome === 'MATCH' &&
    !isKnown(record.agency) &&
    (known.length === 0 || linkedWith.some((link) => link.outcome === 'MATCH' && joined.has(nameOf(link))));
  const besides = gathered.records.flatMap((each): readonly LinkedRecord[] => {
    if (named.has(nameOf(each.record))) return [];
    if (isCertain(each)) return [each];
    if (!restricts(each.record)) return [];
    return [each.outcome === 'MATCH' ? { ...each, outcome: 'POSSIBLE' } : each];
  });
  const { among: _among, ...child } = gathered;
  return { ...child, records: [...known, ...besides] };
}

/** Whether two have the same records, as certain and by the same rules. */
export function isLinkedAlike(one: LinkedChild, other: LinkedChild): boolean {
  if (one.records === other.records) return true;
  const textOf = ({ records }: LinkedChild): string =>
    records
      .map(({ record, outcome, rule }) => [nameOf(record), outcome, rule].join('\n'))
      .sort()
      .join('\n');
  return one.records.length === other.records.length && textOf(one) === textOf(other);
}

function nameOf({ agency, recordId }: { readonly agency: AgencyName; readonly recordId: string }): string {
  return `${agency}\n${recordId}`;
}

/** What a record may say without restricting anything. Whatever else it says, also what is yet to be thought of, restricts. */
const harmless: ReadonlySet<keyof ChildRecord> = new Set([
  'agency',
  'recordId',
  'identifiers',
  'names',
  'dateOfBirth',
  'expectedDateOfDelivery',
  'sex',
  'postcodes',
  'corroborates',
  'custodian',
  'lifecycle',
  'crossReferences',
  'unredacted',
] as const);
const harmlessTies: ReadonlySet<keyof RelationshipFacts> = new Set([
  'allocated',
  'team',
  'roll',
  'registered',
  'openReferral',
  'contactMadeOn',
  'resident',
  'isSelf',
  'holdsParentalResponsibility',
  'referenced',
] as const);

function restricts({ consents, relationship, ...record }: ChildRecord): boolean {
  return (
    saysMoreThan(record, harmless) ||
    saysMoreThan(relationship, harmlessTies) ||
    consents.some(({ decision, withdrawnAt }) => decision !== 'GIVEN' || withdrawnAt !== null)
  );
}

function saysMoreThan(facts: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): boolean {
  return Object.entries(facts).some(([fact, value]) => !known.has(fact) && !isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  return value === false || value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
