import type { ChildRecord, LinkedChild, LinkOutcome } from '../model/child-record.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, LocalDate } from '../model/words.ts';
import { jurisdictionOf } from './jurisdiction.ts';
import { ageOf, type Lifecycle, lifecycleOf } from './lifecycle.ts';
import { type Relationships, relationshipsFor } from './relationship-facts.ts';

/** The facts about a child, reduced to closed lists; what concerns one agency's data is under its name. */
export type ChildFacts = {
  readonly hasConflict: boolean;
  readonly shield: 'NONE' | 'SHIELDED' | 'UNKNOWN';
  readonly competence: Competence;
  /** In whole years, an unborn child 0; null: not known. For consents only, never a fact of a policy. */
  readonly age: number | null;
  readonly detriment: ReadonlySet<DisclosureClass>;
  readonly byAgency: ReadonlyMap<AgencyName, AgencyFacts>;
};

/**
 * Whether the child is presumed to decide for themself (domain.md 3.4): by age alone, since a recorded
 * capacity is a fact of one consent. UNKNOWN: no record says how old the child is.
 */
export type Competence = 'PRESUMED' | 'NOT_PRESUMED' | 'UNKNOWN';

/** What decides about one agency's data. */
export type AgencyFacts = Relationships & {
  /** NONE: the agency holds no record, or did not answer. */
  readonly link: LinkOutcome | 'NONE';
  readonly lifecycle: Lifecycle;
  readonly refused: ReadonlySet<DisclosureClass>;
  /** Codes of the laws under which its records of the child are kept, each once, in a fixed order. */
  readonly laws: readonly string[];
};

/** Who asks about which child, and what the protocol says of whose word counts. */
export type ChildFactsInput = {
  readonly practitioner: Practitioner;
  readonly declaration: Declaration;
  readonly child: LinkedChild;
  /** The system that holds the records of the caller's organisation. */
  readonly ownSystem: AgencyName | null;
  readonly agencies: readonly AgencyName[];
  readonly protocol: Protocol;
  readonly today: LocalDate;
};

const certainty: readonly LinkOutcome[] = ['MATCH', 'POSSIBLE', 'CONFLICT'];

/**
 * Reduces the facts of all agencies' records. What restricts counts from any agency and any link;
 * what permits counts by the protocol's rules of authority; silence is an explicit worst case.
 */
export function childFacts(input: ChildFactsInput): ChildFacts {
  const { practitioner, child, agencies, protocol, today } = input;
  const records = child.records.map(({ record }) => record);
  const certain = child.records.filter(({ outcome }) => outcome === 'MATCH').map(({ record }) => record);
  const born = ageOf(certain, today);
  const age = born === null && certain.some(({ lifecycle }) => lifecycle.unborn) ? 0 : born;
  return {
    hasConflict: hasConflict(practitioner, records),
    shield: shieldOf(child, agencies, protocol),
    competence: age === null ? 'UNKNOWN' : age >= protocol.competentAt ? 'PRESUMED' : 'NOT_PRESUMED',
    age,
    detriment: new Set(records.flatMap(({ detrimentClasses }) => detrimentClasses)),
    byAgency: new Map(agencies.map((agency) => [agency, agencyFacts(agency, certain, input)])),
  };
}

function agencyFacts(agency: AgencyName, certain: readonly ChildRecord[], input: ChildFactsInput): AgencyFacts {
  const { child, protocol, today } = input;
  const own = child.records.filter(({ record }) => record.agency === agency);
  const participates = certain.some(
    ({ agency: speaker, lifecycle: { participatingUntil } }) =>
      (speaker === agency || protocol.custodians.participation.includes(speaker)) &&
      participatingUntil !== null &&
      today <= participatingUntil,
  );
  return {
    ...relationshipsFor(agency, child, input, input.agencies, protocol, today),
    link: certainty.find((outcome) => own.some((linked) => linked.outcome === outcome)) ?? 'NONE',
    lifecycle: lifecycleOf(certain, participates, protocol.lifecycle, today),
    refused: new Set(own.flatMap(({ record }) => record.refusedClasses)),
    laws: [...new Set(own.map(({ record }) => jurisdictionOf(record.custodian, protocol)))].sort(),
  };
}

/** domain.md 7.0: the claim is mandatory for practitioners; any agency may exclude a caller. */
function hasConflict(practitioner: Practitioner, records: readonly ChildRecord[]): boolean {
  if (records.some(({ relationship }) => relationship.excluded)) return true;
  if (practitioner.declaredConflicts === null) return practitioner.kind === 'PRACTITIONER';
  const held = new Set(records.flatMap(({ identifiers }) => identifiers.map(({ value }) => plain(value))));
  return practitioner.declaredConflicts.some(({ value }) => plain(value) === '' || held.has(plain(value)));
}

/**
 * A declared conflict counts however it was written, whatever scheme it was put under; one that
 * names nobody could be anybody.
 */
function plain(value: string): string {
  return value.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

/** domain.md 7.0: a shield spreads over every link; while a custodian of shields is silent it is not known. */
function shieldOf(child: LinkedChild, agencies: readonly AgencyName[], protocol: Protocol): ChildFacts['shield'] {
  if (child.records.some(({ record }) => record.isShielded)) return 'SHIELDED';
  const isSilent = protocol.custodians.shield.some((agency) => child.silent.has(agency) || !agencies.includes(agency));
  return isSilent ? 'UNKNOWN' : 'NONE';
}
