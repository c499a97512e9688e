import type { Declaration } from './declaration.ts';
import type { PersonSearch } from './person-search.ts';
import type { Practitioner } from './practitioner.ts';
import type { DisclosureClass, LegalBasis, OrganisationCode, Purpose, RecordKey } from './words.ts';

/** What another authority's gateway may assert of the people for whom it asks (`protocol/peers.yaml`). */
export type PeerOrigin = {
  readonly authority: OrganisationCode;
  /** Organisations whose people it may name. */
  readonly organisations: readonly OrganisationCode[];
  /** Roles that it may assert of them; others are cut. */
  readonly roles: readonly string[];
  /** Attributes that it may assert; of others it is taken to have said nothing. */
  readonly attributes: readonly string[];
};

/** What the protocol says of other local authorities, both ways. */
export type PeerRules = {
  /** Purposes for which other authorities are asked at all. */
  readonly purposes: readonly Purpose[];
  /** Schemes of identifiers that mean the same at every authority: others are never asked by, nor told. */
  readonly schemes: readonly string[];
  /** Classes that may be told to another authority; every other is refused whatever its protocol says. */
  readonly classes: readonly DisclosureClass[];
  readonly origins: readonly PeerOrigin[];
};

/** Nothing is asked of other authorities and nothing told to them. */
export const noPeerRules: PeerRules = Object.freeze({ purposes: [], schemes: [], classes: [], origins: [] });

/** Where a request came from that another authority's gateway forwarded. */
export type RequestOrigin = {
  readonly authority: OrganisationCode;
  /** The reference of the originator's own ledger record. */
  readonly recordId: string;
};

/** The part of a declaration that is carried to another authority: what opens by breaking or overriding stays at home. */
export type CarriedDeclaration = Pick<
  Declaration,
  'purpose' | 'reason' | 'basis' | 'informed' | 'exemption' | 'written' | 'emergency'
>;

/** For whom and why another authority is asked: signed into the request. */
export type OriginalRequest = {
  readonly practitioner: Practitioner;
  readonly declaration: CarriedDeclaration;
  readonly recordId: string;
  /** Bases that hold for the authority as discloser, by the originator's protocol. */
  readonly bases: readonly LegalBasis[];
  /**
   * Classes that tell of an agency's presence (police, youth justice ...) and that the originator's own decision
   * lets the practitioner know of; null: nothing is decided yet, so only facts are asked.
   */
  readonly knowable: readonly DisclosureClass[] | null;
};

/** A forwarded request as it arrived: verified, and cut to what its origin may assert. */
export type ForwardedRequest = Pick<OriginalRequest, 'practitioner' | 'declaration' | 'knowable'> & {
  readonly origin: RequestOrigin;
};

/** A row of the peers' contract (schemas/peers/peer.graphql); a value that is a function takes the field's arguments. */
export type PeerRow = Readonly<Record<string, unknown>>;

/** Fields that a request selects, by name, each with those below it; null: a leaf. */
export type WantedFields = ReadonlyMap<string, WantedFields | null>;

/**
 * What an authority answers to one forwarded request. `isAbsenceTold`: that a child is not among the rows means
 * that none of its agencies holds it, and the practitioner may know that.
 */
export type PeerRows = { readonly rows: readonly PeerRow[]; readonly isAbsenceTold: boolean };

/** How one forwarded request is answered; every method rejects when the authority cannot answer now. */
export type PeerAnswers = {
  readonly byKeys: (keys: readonly RecordKey[]) => Promise<PeerRows>;
  readonly byDetails: (searches: readonly PersonSearch[], first: number) => Promise<PeerRows>;
  /** In the order given, null where not held. */
  readonly byIds: (ids: readonly string[], wanted: WantedFields) => Promise<readonly (PeerRow | null)[]>;
};
