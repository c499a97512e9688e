import type { LinkVerdict, RecordLink } from '../generated/childview.ts';
import type { ChildPart, KeptRows } from '../graph/graph-step.ts';
import type { ChildRecord, LinkedChild, LinkedRecord } from '../model/child-record.ts';
import type { Cell } from '../model/decision.ts';
import type { RecordReference } from '../model/ledger-entry.ts';
import { mostJoined, type PairVerdict, type SealedLinks, type VerdictHashes } from '../model/match-verdict.ts';
import type { Protocol } from '../model/protocol.ts';
import type { OrganisationCode } from '../model/words.ts';
import type { VerdictReader } from './match-verdicts.ts';

/** How two records' details agree, by field of the search. */
export type AgreementOf = (one: ChildRecord, other: ChildRecord) => readonly FieldAgreement[];
type FieldAgreement = { readonly field: string; readonly agreement: string };

/** Every field of a public type: one that the schema gains must be given here. */
type Fields<Type> = Record<Exclude<keyof Type, '__typename'>, unknown>;
type Kept = ReadonlyMap<string, ReadonlyMap<string, KeptRows>>;

/** What is to be borne in mind of two records that only their verified numbers keep apart; null: they are not. */
export type NumbersApart = (one: ChildRecord, other: ChildRecord) => readonly string[] | null;

/** The fields of `Child` that show links, by the outcomes that each shows. */
const fields = { possibleLinks: ['POSSIBLE', 'CONFLICT'], certainLinks: ['MATCH'], keptApart: ['NO_MATCH'] } as const;

/** What only a shield hides of how two records agree. */
const hiddenByShield: ReadonlySet<string> = new Set(['postcode']);

const minuteMs = 60_000;

/** What reading links needs. */
export type LinkParts = {
  readonly asked: readonly Cell[];
  readonly protocol: Pick<Protocol, 'accessLog' | 'matchVerdicts' | 'custodians'>;
  readonly organisation: OrganisationCode;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly verdicts: VerdictReader;
  readonly verdictHashes: Pick<VerdictHashes, 'keyId' | 'hashOf'>;
  readonly sealedLinks: Pick<SealedLinks, 'seal'>;
  readonly agreementsOf: AgreementOf;
  readonly numbersApart: NumbersApart;
};

/**
 * Words the links between a child's records, for those who may see them (domain.md 5.2, Human task): how records
 * agree, never what they say, and only of agencies that the caller may know of, so that no link tells of another.
 * What a shield hides is not told to agree either, and everything counts as shielded while a custodian of shields
 * has not answered. Nothing is read when nobody asked.
 */
export function readLinks(children: readonly ChildPart[], parts: LinkParts): Kept {
  const { accessLog, matchVerdicts } = parts.protocol;
  const isOurs = (cell: Cell): boolean => cell.agency === accessLog.discloser && cell.class === matchVerdicts.class;
  if (!parts.asked.some(isOurs)) return new Map();
  return new Map(
    children.flatMap((child): readonly [string, ReadonlyMap<string, KeptRows>][] => {
      const { decision, linked } = child;
      if (decision.kind === 'REFUSED') return [];
      if (decision.cellOf(accessLog.discloser, matchVerdicts.class, 'PLAIN').explanation !== null) return [];
      const isKnown = ({ agency }: RecordReference): boolean => decision.mayKnowOf(agency);
      const isShielded = isProtected(linked, parts);
      const rows = [
        ...linksOf(linked.records, isKnown, isShielded, parts),
        ...keptApartOf(linked, isKnown, isShielded, parts),
      ];
      return [
        [
          `${child.root}.${child.slot}`,
          new Map(
            Object.entries(fields).map(([field, outcomes]): [string, KeptRows] => [
              field,
              { kind: 'ROWS', rows: rows.filter(({ outcome }) => outcomes.some((each) => each === outcome)) },
            ]),
          ),
        ],
      ];
    }),
  );
}

/** Whether the child is shielded, or nobody can say that it is not. Restrictions count from any record. */
function isProtected({ records, silent, unasked, untold }: LinkedChild, { protocol }: LinkParts): boolean {
  return (
    records.some(({ record }) => record.isShielded || record.isLinkLocked) ||
    protocol.custodians.shield.some(
      (agency) => silent.has(agency) || unasked.has(agency) || untold?.has(agency) === true,
    )
  );
}

type LinkRow = Fields<RecordLink> & { readonly id: string };

function linksOf(
  records: readonly LinkedRecord[],
  isKnown: (record: RecordReference) => boolean,
  isShielded: boolean,
  parts: LinkParts,
): readonly LinkRow[] {
  const certain = certainOf(records, isKnown);
  return records.flatMap(({ record, outcome, rule, linkedWith }) => {
    if (!isKnown(record)) return [];
    const joined = certain.filter((one) => one !== record).slice(0, mostJoined);
    const shown = joined.filter(isKnown);
    const [first] = shown;
    if (first === undefined) return [];
    const links = linkedWith.filter((link) => shown.some((one) => isOf(link, one)));
    const closest = shown.find((one) => links.some((link) => isOf(link, one))) ?? first;
    const flags = [...new Set(links.flatMap((link) => link.flags))];
    const verdicts = parts.verdicts.on(record, shown);
    return [rowOf({ record, outcome, rule, flags, verdicts }, closest, joined, isShielded, parts)];
  });
}

/**
 * Records that were found for the child and are not linked with it, where somebody could have put or may put that right:
 * a verdict keeps them apart (R1), or nothing but a number (R2). Never one of a severed identity.
 */
function keptApartOf(
  { records, found }: LinkedChild,
  isKnown: (record: RecordReference) => boolean,
  isShielded: boolean,
  parts: LinkParts,
): readonly LinkRow[] {
  const joined = certainOf(records, isKnown).slice(0, mostJoined);
  const shown = joined.filter(isKnown);
  if (joined.some(({ isLinkLocked }) => isLinkLocked)) return [];
  const apart = (found?.() ?? []).filter(
    (record) => isKnown(record) && !record.isLinkLocked && !records.some((one) => isOf(one.record, record)),
  );
  return apart.flatMap((record) => {
    const verdicts = parts.verdicts.on(record, shown);
    const isJudged = verdicts.some(({ verdict, state }) => verdict === 'NOT_SAME' && state === 'IN_FORCE');
    const alike = shown.flatMap((one) => {
      const flags = parts.numbersApart(one, record);
      return flags === null ? [] : [{ one, flags }];
    });
    const closest = alike[0]?.one ?? shown[0];
    if (closest === undefined || (!isJudged && alike.length === 0)) return [];
    const flags = [...new Set(alike.flatMap((each) => each.flags))];
    const link = { record, outcome: 'NO_MATCH', rule: isJudged ? 'R1' : 'R2', flags, verdicts };
    return [rowOf(link, closest, joined, isShielded || record.isShielded, parts)];
  });
}

/** Whoever judges a link judges of the whole child: of records too that they may not know of, by hashes nobody reads. */
function certainOf(
  records: readonly LinkedRecord[],
  isKnown: (record: RecordReference) => boolean,
): readonly ChildRecord[] {
  const certain = records.flatMap(({ record, outcome }) => (outcome === 'MATCH' ? [record] : []));
  return [...certain.filter(isKnown), ...certain.filter((record) => !isKnown(record))];
}

function rowOf(
  link: Pick<LinkRow, 'outcome' | 'rule' | 'flags'> & {
    readonly record: ChildRecord;
    readonly verdicts: readonly PairVerdict[];
  },
  closest: ChildRecord,
  joined: readonly ChildRecord[],
  isShielded: boolean,
  parts: LinkParts,
): LinkRow {
  const { record, outcome, rule, flags, verdicts } = link;
  const reference = parts.sealedLinks.seal(
    {
      record: parts.verdictHashes.hashOf(record),
      joined: joined.map((one) => parts.verdictHashes.hashOf(one)),
      keyId: parts.verdictHashes.keyId,
      expiresAt: parts.now + parts.protocol.matchVerdicts.linkMinutes * minuteMs,
      isProtected: isShielded,
    },
    parts.organisation,
  );
  return {
    id: reference,
    reference,
    agency: record.agency,
    outcome,
    rule,
    agreements: agreementsOf(record, closest, isShielded, parts),
    flags,
    verdicts: verdicts.map(({ id, verdict, state }) => ({ id, verdict, state }) satisfies Fields<LinkVerdict>),
  };
}

function isOf({ agency, recordId }: RecordReference, record: RecordReference): boolean {
  return agency === record.agency && recordId === record.recordId;
}

function agreementsOf(
  one: ChildRecord,
  other: ChildRecord,
  isShielded: boolean,
  parts: LinkParts,
): readonly FieldAgreement[] {
  return parts
    .agreementsOf(one, other)
    .map(({ field, agreement }) =>
      isShielded && hiddenByShield.has(field) ? { field, agreement: 'UNKNOWN' } : { field, agreement },
    );
}

/** Joins what is kept of the same children. */
export function keptOf(one: Kept, other: Kept): Kept {
  const joined = new Map(one);
  for (const [child, rows] of other) joined.set(child, new Map([...(one.get(child) ?? []), ...rows]));
  return joined;
}
