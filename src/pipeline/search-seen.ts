import type { ChildRecord, LinkedChild } from '../model/child-record.ts';
import type { ChildDecision } from '../model/decision.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { AgencyName, DisclosureClass, OrganisationCode } from '../model/words.ts';

type Decided = Extract<ChildDecision, { kind: 'DECIDED' }>;

/** The classes by which what a search goes by is open or closed; the protocol names them. */
export type SearchClasses = {
  readonly identity: DisclosureClass;
  readonly postcode: DisclosureClass;
  readonly carer: DisclosureClass;
  readonly school: DisclosureClass;
};

/** Who looks, and by which classes. */
export type Seeing = { readonly organisation: OrganisationCode; readonly classes: SearchClasses };

/** A child as this caller may look for it. */
export type Seen = { readonly records: readonly ChildRecord[]; readonly mayLookByPostcode: boolean };

/**
 * The certain records of a child, with what of them this caller may see and nothing else: a search on what is
 * closed finds nothing (domain.md 2.2, 7.3). An agency that may not be known of, or whose copy of the identity
 * is closed, gives no record; a postcode, a carer or a school that may not be read does not count, as behind a
 * shield. A school that was not named is borne out by the roll of the caller's own, which is what ties the
 * caller to the child.
 */
export function seenRecords(
  linked: LinkedChild,
  decision: Decided,
  search: PersonSearch,
  { organisation, classes }: Seeing,
): Seen {
  const seen = linked.records.flatMap(({ record, outcome }) =>
    outcome === 'MATCH' && isIdentitySeen(record, decision, { organisation, classes }) ? [record] : [],
  );
  const isOpen = (record: ChildRecord, each: DisclosureClass): boolean =>
    isReadable(decision, record, each, organisation);
  // One record of the child that bears it out is enough.
  const corroborates = {
    carer: seen.some((record) => record.corroborates.carer && isOpen(record, classes.carer)),
    school: seen.some((record) =>
      search.school === null ? record.relationship.roll : record.corroborates.school && isOpen(record, classes.school),
    ),
  };
  return {
    records: seen.map((record) => ({
      ...record,
      identifiers: [],
      postcodes: isOpen(record, classes.postcode) ? record.postcodes : [],
      corroborates,
    })),
    mayLookByPostcode: seen.some((record) => isOpen(record, classes.postcode)),
  };
}

/** Whether the caller may know of the agency and read the identity in its copy. */
export function isIdentitySeen(record: ChildRecord, decision: Decided, { organisation, classes }: Seeing): boolean {
  return decision.mayShow(record.agency) && isReadable(decision, record, classes.identity, organisation);
}

function isReadable(
  decision: Decided,
  { agency, custodian }: { readonly agency: AgencyName; readonly custodian: OrganisationCode },
  disclosed: DisclosureClass,
  organisation: OrganisationCode,
): boolean {
  // Of a record as a whole nothing says that it is relevant: what is open for relevant items only is closed.
  const position = custodian === organisation ? 2 : 0;
  return ((decision.cellOf(agency, disclosed, 'PLAIN').read >> position) & 1) === 1;
}
