import { z } from 'zod';
import type { OriginalRequest } from '../model/peer.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { OrganisationCode } from '../model/words.ts';

const word = z.string().min(1).max(200);
const organisation = z.string().regex(/^[A-Z]+:[A-Za-z0-9-]{1,60}$/);
const words = z.array(word).max(200);
const pairs = z.array(z.strictObject({ scheme: word, value: word })).max(500);
const date = z.iso.date();

const person = z.strictObject({
  subject: word,
  organisation,
  roles: words,
  trainedUntil: date.nullable(),
  vettedOn: date.nullable(),
  designatedOfficer: z.boolean(),
  staffIds: pairs,
  teams: words,
  groups: words,
  declaredConflicts: pairs.nullable(),
});

const declaration = z.strictObject({
  purpose: word,
  reason: z.string().max(200),
  basis: words.nullable(),
  informed: word.nullable(),
  exemption: word.nullable(),
  written: z.strictObject({ reference: word, madeAt: z.iso.datetime({ offset: true }) }).nullable(),
  emergency: z.boolean(),
});

const claims = z.object({
  iss: organisation,
  aud: organisation,
  iat: z.number().int(),
  exp: z.number().int(),
  jti: z.string().min(16).max(64),
  /** SHA-256 of the body as sent, base64url. */
  body: z.string().length(43),
  /** The authorities that the request has passed through, the first one's own. */
  via: z.array(organisation).min(1).max(20),
  record: word,
  practitioner: person,
  mediator: person.nullable(),
  declaration,
  knowable: words.nullable(),
});

/** The claims of a request to a peer, after its signature was verified; what is not listed is dropped. */
export type PeerClaims = z.output<typeof claims>;
/** Of one person: what the originator says of them. */
export type PeerPerson = PeerClaims['practitioner'];

/** Parses a verified payload; null when a claim is missing, of the wrong shape or longer than the bounds. */
export function parsePeerClaims(payload: unknown): PeerClaims | null {
  const parsed = claims.safeParse(payload);
  return parsed.success ? parsed.data : null;
}

/** The claims that say for whom and why another authority is asked; the others are of the one request. */
export function claimsOf(
  original: OriginalRequest,
  via: readonly OrganisationCode[],
): Pick<PeerClaims, 'via' | 'record' | 'practitioner' | 'mediator' | 'declaration' | 'knowable'> {
  const { practitioner, declaration, bases } = original;
  // The bases relied on travel, whether named or derived: the peer answers to these and no others.
  const basis = declaration.basis === null || declaration.basis.length === 0 ? bases : declaration.basis;
  return {
    via: [...via],
    record: original.recordId,
    practitioner: personOf(practitioner),
    mediator: practitioner.mediator === null ? null : personOf(practitioner.mediator),
    declaration: {
      purpose: declaration.purpose,
      reason: declaration.reason,
      basis: basis.length === 0 ? null : [...basis],
      informed: declaration.informed,
      exemption: declaration.exemption,
      written: declaration.written,
      emergency: declaration.emergency,
    },
    knowable: original.knowable === null ? null : [...original.knowable],
  };
}

function personOf(who: Practitioner): PeerPerson {
  return {
    subject: who.subject,
    organisation: who.organisation,
    roles: [...who.roles],
    trainedUntil: who.trainedUntil,
    vettedOn: who.vettedOn,
    designatedOfficer: who.designatedOfficer,
    staffIds: [...who.staffIds],
    teams: [...who.teams],
    groups: [...who.groups],
    declaredConflicts: who.declaredConflicts === null ? null : [...who.declaredConflicts],
  };
}
