import type { ChildPart } from '../graph/graph-step.ts';
import type { ChildRecord, LinkedRecord, RelationshipFacts } from '../model/child-record.ts';
import type { PeerRow } from '../model/peer.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, OrganisationCode, RecordKey } from '../model/words.ts';
import { presenceOf } from './index-only.ts';

/** What the rows are made by. */
export type FactsParts = {
  readonly protocol: Protocol;
  /** The own authority: whose copy a row is. */
  readonly authority: OrganisationCode;
  /** All codes of `enum DisclosureClass`. */
  readonly classes: readonly DisclosureClass[];
  /** The classes of the contract's fields that say who the child is, and where it lives. */
  readonly identityClass: DisclosureClass;
  readonly placeClass: DisclosureClass;
  readonly normaliseIdentifier: (
    key: RecordKey,
  ) => { readonly kind: 'VALID'; readonly value: string } | { readonly kind: 'INVALID' };
  /** Seals an identifier for the asking authority. */
  readonly seal: (key: RecordKey) => string;
};

/** One child's facts, and every way by which it was asked for. */
export type FactsRow = { readonly row: PeerRow; readonly ways: readonly ChildPart[] };

/** One child as this authority knows it: every way by which it was asked for, with the decision on each. */
type Cluster = { readonly recordId: string; readonly parts: ChildPart[] };

/**
 * The facts of the children that were decided, one row a child: what linking needs, what restricts united over
 * all links, and as refused every class that this authority's own decision does not open at any of its agencies.
 */
export function factsRows(children: readonly ChildPart[], parts: FactsParts): readonly FactsRow[] {
  const clusters = new Map<string, Cluster>();
  for (const child of children) {
    const key = anchorOf(certainOf(child), parts);
    if (key === null) continue;
    const recordId = parts.seal(key);
    const known = clusters.get(recordId);
    if (known === undefined) clusters.set(recordId, { recordId, parts: [child] });
    else known.parts.push(child);
  }
  return [...clusters.values()].map((cluster) => ({ row: rowOf(cluster, parts), ways: cluster.parts }));
}

/** Records that certainly are the child's. */
function certainOf({ linked }: ChildPart): readonly ChildRecord[] {
  return linked.records.flatMap(({ record, outcome }) => (outcome === 'MATCH' ? [record] : []));
}

/**
 * What the row's id stands for: the child's first identifier, those that mean the same everywhere before those of
 * own systems; the id is sealed, and opened here alone. Null: there is none, or only a restricted service, which
 * is not told of, knows the child.
 */
function anchorOf(certain: readonly ChildRecord[], { protocol, normaliseIdentifier }: FactsParts): RecordKey | null {
  const isTold = certain.some(({ agency }) => !isConcealed(agency, protocol));
  if (!isTold) return null;
  const local = [...new Set(certain.flatMap(({ identifiers }) => identifiers.map(({ scheme }) => scheme)))].sort();
  for (const scheme of [...protocol.peers.schemes, ...local]) {
    const values = certain
      .flatMap(({ identifiers }) => identifiers)
      .filter((held) => held.scheme === scheme && !held.former)
      .flatMap((held) => {
        const read = normaliseIdentifier(held);
        return read.kind === 'VALID' ? [read.value] : [];
      })
      .sort();
    const [value] = values;
    if (value !== undefined) return { scheme, value };
  }
  return null;
}

function isConcealed(agency: AgencyName, protocol: Protocol): boolean {
  const presence = presenceOf(agency, protocol);
  return presence !== null && protocol.concealedClasses.includes(presence);
}

function rowOf({ recordId, parts: ways }: Cluster, parts: FactsParts): PeerRow {
  const { protocol, authority } = parts;
  const linked = joined(ways);
  const all = linked.map(({ record }) => record);
  const certain = linked.flatMap(({ record, outcome }) => (outcome === 'MATCH' ? [record] : []));
  const openAt = (each: DisclosureClass): readonly ChildRecord[] =>
    certain.filter(({ agency }) => ways.every((way) => isOpenAt(way, agency, each)));
  const refused = parts.classes.filter((each) => !protocol.peers.classes.includes(each) || openAt(each).length === 0);
  const isSilent = ways.some((way) => protocol.custodians.shield.some((agency) => way.linked.silent.has(agency)));
  // The worst case of what a silent custodian of shields could say: silence opens nothing here, nor there.
  const shielded = isSilent || all.some((record) => record.isShielded);
  const linkLocked = all.some((record) => record.isLinkLocked);
  // Copies that may be shown, where any may: what is only linked by would else be shown with them.
  const shown = openAt(parts.identityClass);
  // A question of a search is answered by the record that the search found.
  const asked = ways.flatMap(certainOf);
  const identity = identityOf(shown.length > 0 ? shown : certain, linkLocked, protocol);
  return {
    recordId,
    identifiers: identifiersOf(certain, linkLocked, protocol),
    recordedIdentity: identity,
    custodian: authority,
    // Where the address is hidden its postcode is not sent either, also not to link by.
    postcodes: shielded ? [] : postcodesOf(openAt(parts.placeClass)),
    corroborates: {
      carer: !shielded && asked.some(({ corroborates }) => corroborates.carer),
      school: !shielded && asked.some(({ corroborates }) => corroborates.school),
    },
    lifecycle: lifecycleOf(certain, identity.dateOfBirth, protocol),
    restrictions: {
      shielded,
      linkLocked,
      cannotLink: sharedKeys(
        all.flatMap(({ cannotLink }) => cannotLink),
        protocol,
      ),
      crossReferences: sharedKeys(
        certain.flatMap(({ crossReferences }) => crossReferences),
        protocol,
      ),
      refusedClasses: refused,
      detrimentClasses: [...new Set(all.flatMap(({ detrimentClasses }) => detrimentClasses))],
    },
    consents: certain.flatMap(({ unredacted: { consents } }) => (consents ?? []) as readonly unknown[]),
    relationship: united(all, certain),
  };
}

/** The records of all ways by which the child was reached, each once, by its best link. */
function joined(ways: readonly ChildPart[]): readonly LinkedRecord[] {
  const byRecord = new Map<string, LinkedRecord>();
  for (const each of ways.flatMap(({ linked }) => linked.records)) {
    const key = `${each.record.agency}\n${each.record.recordId}`;
    if (byRecord.get(key)?.outcome !== 'MATCH') byRecord.set(key, each);
  }
  return [...byRecord.values()];
}

function isOpenAt({ decision }: ChildPart, agency: AgencyName, each: DisclosureClass): boolean {
  return decision.kind === 'DECIDED' && decision.cellOf(agency, each, 'PLAIN').know !== 0;
}

function identityOf(copies: readonly ChildRecord[], linkLocked: boolean, { nameOrder, formerNameKinds }: Protocol) {
  const rank = ({ agency }: ChildRecord): number => nameOrder.indexOf(agency);
  const inOrder = [...copies].sort((one, other) => rank(one) - rank(other));
  const names = inOrder
    .flatMap((record) => record.names)
    .filter(({ kind }) => !linkLocked || kind === null || !formerNameKinds.includes(kind))
    .map(({ given, family, kind }) => ({ given, family, kind }));
  const first = <T>(valueOf: (record: ChildRecord) => T | null): T | null =>
    inOrder.map(valueOf).find((value) => value !== null) ?? null;
  return {
    names: [...new Map(names.map((name) => [JSON.stringify(name), name])).values()],
    dateOfBirth: first(({ dateOfBirth }) => dateOfBirth),
    expectedDateOfDelivery: first(({ expectedDateOfDelivery }) => expectedDateOfDelivery),
    sex: first(({ sex }) => sex),
  };
}

function identifiersOf(certain: readonly ChildRecord[], linkLocked: boolean, { peers }: Protocol) {
  const byKey = new Map<string, ChildRecord['identifiers'][number]>();
  for (const held of certain.flatMap(({ identifiers }) => identifiers)) {
    if (!peers.schemes.includes(held.scheme) || (linkLocked && held.former)) continue;
    const key = `${held.scheme} ${held.value}`;
    const known = byKey.get(key);
    byKey.set(key, {
      ...held,
      verified: held.verified || known?.verified === true,
      former: held.former && known?.former !== false,
    });
  }
  return [...byKey.values()].map(({ scheme, value, verified, former }) => ({ scheme, value, verified, former }));
}

function postcodesOf(records: readonly ChildRecord[]) {
  const byPostcode = new Map<string, boolean>();
  for (const { postcode, isCurrent } of records.flatMap(({ postcodes }) => postcodes)) {
    byPostcode.set(postcode, isCurrent || byPostcode.get(postcode) === true);
  }
  return [...byPostcode].map(([postcode, current]) => ({ postcode, current }));
}

function lifecycleOf(certain: readonly ChildRecord[], born: string | null, { custodians }: Protocol) {
  const participating = certain
    .filter(({ agency }) => custodians.participation.includes(agency))
    .flatMap(({ lifecycle }) => lifecycle.participatingUntil ?? [])
    .sort();
  return {
    unborn: certain.every(({ lifecycle }) => lifecycle.unborn),
    dateOfBirth: born ?? certain.map(({ lifecycle }) => lifecycle.dateOfBirth).find((date) => date !== null) ?? null,
    diedOn: certain.map(({ lifecycle }) => lifecycle.diedOn).find((date) => date !== null) ?? null,
    participatingUntil: participating[0] ?? null,
  };
}

function sharedKeys(keys: readonly RecordKey[], { peers }: Protocol): readonly RecordKey[] {
  const shared = keys.filter(({ scheme }) => peers.schemes.includes(scheme));
  return [...new Map(shared.map(({ scheme, value }) => [`${scheme} ${value}`, { scheme, value }])).values()];
}

/** What ties counts from the child's certain records, what excludes from every one. */
function united(all: readonly ChildRecord[], certain: readonly ChildRecord[]): RelationshipFacts {
  const some = (of: (facts: RelationshipFacts) => boolean): boolean =>
    certain.some(({ relationship }) => of(relationship));
  const contacts = certain.flatMap(({ relationship }) => relationship.contactMadeOn ?? []).sort();
  return {
    allocated: some(({ allocated }) => allocated),
    team: some(({ team }) => team),
    roll: some(({ roll }) => roll),
    registered: some(({ registered }) => registered),
    openReferral: some(({ openReferral }) => openReferral),
    contactMadeOn: contacts.at(-1) ?? null,
    resident: some(({ resident }) => resident),
    isSelf: some(({ isSelf }) => isSelf),
    holdsParentalResponsibility: some((facts) => facts.holdsParentalResponsibility),
    referenced: some(({ referenced }) => referenced),
    excluded: all.some(({ relationship }) => relationship.excluded),
  };
}
