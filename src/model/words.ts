/**
 * The shared words. Codes are plain strings because the lists of codes are data, owned by `schemas/`
 * and `protocol/`; the source never names a role, an agency, a class or a code of a code list.
 */

/** An agency's system as configuration and `protocol/signatories.yaml` name it. */
export type AgencyName = string;
/** A code of `enum DisclosureClass`. */
export type DisclosureClass = string;
/** A code of `enum Purpose`. */
export type Purpose = string;
/** A code of `enum LegalBasis`. */
export type LegalBasis = string;
/** A code of `enum Restriction`. */
export type Restriction = string;
/** `scheme:code`, see the scalar of the same name. */
export type OrganisationCode = string;
/** A calendar date, `YYYY-MM-DD`; compared as text. */
export type LocalDate = string;
/** An instant, RFC 3339 in UTC. */
export type Instant = string;
/** A sealed child id as callers hold it. */
export type SealedChildId = string & { readonly brand: 'SealedChildId' };

/** An identifier of a child: scheme (a code of `enum IdentifierScheme`) and normalised value. */
export type RecordKey = { readonly scheme: string; readonly value: string };

/** EXISTENCE: that there is something and whom to contact; CONTENT: what it says. */
export type DisclosureMode = 'EXISTENCE' | 'CONTENT';

/**
 * What a field discloses, as decisions see it. CONTACT marks carers' contacts, which a shield hides
 * although the class is granted (domain.md 7.0, 2.2 ¶6). CRITICAL marks what is needed to keep a child
 * alive, which an emergency schedule can open by itself (domain.md 7.0, Break-glass). PRESENCE is no
 * field's: whether it may be known that an agency holds a record, where its other details tell it
 * (`alongside`).
 */
export type Aspect = 'PLAIN' | 'CONTACT' | 'CRITICAL' | 'PRESENCE';
