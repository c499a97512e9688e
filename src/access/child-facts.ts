import type { ChildRecord, LinkedChild, LinkOutcome } from '../model/child-record.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, LocalDate, OrganisationCode } from '../model/words.ts';
import { jurisdictionFor } from './jurisdiction.ts';
import { type Lifecycle, type LifeDates, lifecycleOf, wholeYears } from './lifecycle.ts';
import { contactSince, type RelationshipSet, statedBy } from './relationship-facts.ts';
import { createAuthorities } from './relationship-authority.ts';
import type { RequestCase } from './request-case.ts';

/**
 * The facts about a child, reduced to closed lists; what concerns one agency's data is under its name. Whether
 * somebody who asks has a conflict of interest is a fact of its own (`hasConflict`).
 */
export type ChildFacts = {
  /** All of the facts as one text, but for the age. */
  readonly vector: string;
  readonly shield: 'NONE' | 'SHIELDED' | 'UNKNOWN';
  readonly competence: Competence;
  /** In whole years, an unborn child 0; null: not known. For consents only, never a fact of a policy. */
  readonly age: number | null;
  readonly detriment: ReadonlySet<DisclosureClass>;
  readonly byAgency: ReadonlyMap<AgencyName, AgencyFacts>;
  /** Whether every agency was asked and answered. */
  readonly isHeardOut: boolean;
};

/**
 * Whether the child is presumed to decide for themself (domain.md 3.4): by age alone, since a recorded
 * capacity is a fact of one consent. UNKNOWN: no record says how old the child is.
 */
export type Competence = 'PRESUMED' | 'NOT_PRESUMED' | 'UNKNOWN';

/** What decides about one agency's data. */
export type AgencyFacts = {
  /** Link, lifecycle, relationships and laws as one text. */
  readonly vector: string;
  /** The relationships that are stated, and those that an agency whose word counts might have stated, had it answered. */
  readonly stated: RelationshipSet;
  readonly unanswered: RelationshipSet;
  /** NONE: the agency holds no record, or did not answer. */
  readonly link: LinkOutcome | 'NONE';
  readonly lifecycle: Lifecycle;
  readonly refused: ReadonlySet<DisclosureClass>;
  /** Codes of the laws under which its records of the child are kept, each once, in a fixed order. */
  readonly laws: readonly string[];
};

/** Reduces the facts about one child for a request on a day. */
export type ReadChildFacts = (
  child: LinkedChild,
  asking: Pick<RequestCase, 'ownSystem' | 'hasReference'>,
  today: LocalDate,
) => ChildFacts;

/** What records say for one agency's part, while they are gone through. */
type Said = {
  link: LinkOutcome | 'NONE';
  stated: RelationshipSet;
  readonly refused: DisclosureClass[];
  readonly laws: string[];
  participates: boolean;
};

const certainty: readonly (LinkOutcome | 'NONE')[] = ['MATCH', 'POSSIBLE', 'CONFLICT', 'NONE'];

/**
 * Prepares the reduction of children's facts by one version of the protocol. What restricts counts from any agency
 * and any link; what permits counts by the protocol's rules of authority, from records that are certainly the child's
 * alone; silence is an explicit worst case. Remembers what follows from the protocol and the day: nothing of a child.
 */
export function createReadChildFacts(agencies: readonly AgencyName[], protocol: Protocol): ReadChildFacts {
  const authoritiesOf = createAuthorities(agencies, protocol);
  const places = new Map(agencies.map((agency, place) => [agency, place]));
  const laws = new Map(
    protocol.signatories.map((signatory) => [signatory.organisation, jurisdictionFor(signatory, protocol)]),
  );
  const lawOf = (custodian: OrganisationCode): string => laws.get(custodian) ?? protocol.jurisdictions.default;
  let day: { readonly today: LocalDate; readonly since: LocalDate } | null = null;

  return (child, asking, today) => {
    day = day?.today === today ? day : { today, since: contactSince(today, protocol) };
    const { since } = day;
    const authorities = authoritiesOf(asking);
    const said = agencies.map((): Said => ({ link: 'NONE', stated: 0, refused: [], laws: [], participates: false }));
    const life: LifeDates = { bornOn: null, diedOn: null, isUnborn: false };
    const detriment: DisclosureClass[] = [];
    let isShielded = false;
    let isParticipant = false;
    for (const { record, outcome } of child.records) {
      isShielded ||= record.isShielded;
      detriment.push(...record.detrimentClasses);
      const own = said[places.get(record.agency) ?? -1];
      if (own !== undefined) {
        own.refused.push(...record.refusedClasses);
        own.laws.push(lawOf(record.custodian));
        if (certainty.indexOf(outcome) < certainty.indexOf(own.link)) own.link = outcome;
      }
      if (outcome !== 'MATCH') continue;
      addLife(life, record);
      const stated = statedBy(record, today, since);
      for (const [place, { countsFrom }] of authorities.entries()) {
        const of = said[place];
        if (of !== undefined) of.stated |= stated & (countsFrom.get(record.agency) ?? 0);
      }
      const { participatingUntil } = record.lifecycle;
      if (participatingUntil === null || today > participatingUntil) continue;
      if (own !== undefined) own.participates = true;
      isParticipant ||= protocol.custodians.participation.includes(record.agency);
    }

    const age = life.bornOn !== null ? wholeYears(life.bornOn, today) : life.isUnborn ? 0 : null;
    const shared = {
      shield: isShielded ? 'SHIELDED' : isShieldKnown(child, agencies, protocol) ? 'NONE' : 'UNKNOWN',
      competence: age === null ? 'UNKNOWN' : age >= protocol.competentAt ? 'PRESUMED' : 'NOT_PRESUMED',
      detriment: setOf(detriment),
      isHeardOut: child.silent.size === 0 && child.unasked.size === 0,
    } as const;
    const byAgency = new Map<AgencyName, AgencyFacts>();
    let vector = `${shared.shield}|${shared.competence}|${shared.isHeardOut}|${textOf(shared.detriment)}`;
    for (const [place, agency] of agencies.entries()) {
      const own = said[place];
      const authority = authorities[place];
      if (own === undefined || authority === undefined) continue;
      const facts: Omit<AgencyFacts, 'vector'> = {
        stated: own.stated,
        unanswered: authority.unansweredBy(child.silent) & ~own.stated,
        link: own.link,
        lifecycle: lifecycleOf(life, own.participates || isParticipant, protocol.lifecycle, today),
        refused: setOf(own.refused),
        laws: own.laws.length < 2 ? own.laws : [...new Set(own.laws)].sort(),
      };
      const text = `${facts.link}|${facts.lifecycle}|${facts.stated}|${facts.unanswered}|${facts.laws.join(',')}`;
      byAgency.set(agency, { ...facts, vector: text });
      vector += `\n${text}|${textOf(facts.refused)}`;
    }
    return { ...shared, vector, age, byAgency };
  };
}

/** Where records differ, what restricts counts: the earliest of each date. */
function addLife(life: LifeDates, { lifecycle: { dateOfBirth, diedOn, unborn } }: ChildRecord): void {
  life.bornOn = earlier(life.bornOn, dateOfBirth);
  life.diedOn = earlier(life.diedOn, diedOn);
  life.isUnborn ||= unborn;
}

function earlier(one: LocalDate | null, other: LocalDate | null): LocalDate | null {
  if (one === null || other === null) return one ?? other;
  return other < one ? other : one;
}

/** domain.md 7.0: the claim is mandatory for practitioners; any agency may exclude a caller. */
export function hasConflict(
  practitioner: Pick<Practitioner, 'kind' | 'declaredConflicts'>,
  { records }: Pick<LinkedChild, 'records'>,
): boolean {
  if (records.some(({ record }) => record.relationship.excluded)) return true;
  if (practitioner.declaredConflicts === null) return practitioner.kind === 'PRACTITIONER';
  if (practitioner.declaredConflicts.length === 0) return false;
  const held = new Set(records.flatMap(({ record }) => record.identifiers.map(({ value }) => plain(value))));
  return practitioner.declaredConflicts.some(({ value }) => plain(value) === '' || held.has(plain(value)));
}

/**
 * A declared conflict counts however it was written, whatever scheme it was put under; one that
 * names nobody could be anybody.
 */
function plain(value: string): string {
  return value.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

/**
 * domain.md 7.0: a shield spreads over every link; while a custodian of shields is silent it is not known, nor where one
 * tells this caller nothing.
 */
function isShieldKnown(
  { silent, untold }: LinkedChild,
  agencies: readonly AgencyName[],
  { custodians }: Protocol,
): boolean {
  return custodians.shield.every(
    (agency) => !silent.has(agency) && untold?.has(agency) !== true && agencies.includes(agency),
  );
}

const nothing: ReadonlySet<DisclosureClass> = new Set();

function setOf(classes: readonly DisclosureClass[]): ReadonlySet<DisclosureClass> {
  return classes.length === 0 ? nothing : new Set([...classes].sort());
}

/** Whatever an agency writes, no two sets have the same text, nor one that could be taken for what follows. */
function textOf(classes: ReadonlySet<DisclosureClass>): string {
  return classes.size === 0 ? '' : JSON.stringify([...classes]);
}
