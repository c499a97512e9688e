import type { Practitioner } from '../model/practitioner.ts';
import type { IssuerBinding, RegisterEntry } from '../model/protocol.ts';
import type { LocalDate } from '../model/words.ts';
import type { PersonClaims } from './parse-claims.ts';

/**
 * Makes the caller of claims that a binding allows. Where token and register both speak of training,
 * vetting, designation or the right to override a shield, the stricter wins; an issuer that may speak of one and does not has said
 * "never", so that leaving a claim out gains nothing; for an issuer that may not, the register alone
 * speaks.
 */
export function toPractitioner(parts: {
  readonly issuer: string;
  readonly claims: PersonClaims;
  readonly binding: IssuerBinding;
  readonly register: ReadonlyMap<string, RegisterEntry>;
  readonly mediator: Practitioner | null;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}): Practitioner {
  const { claims, binding } = parts;
  const subject = `${parts.issuer}|${claims.sub}`;
  const entry = parts.register.get(subject);
  const mayAssert = (attribute: string): boolean => binding.attributes.includes(attribute);
  return {
    kind: claims.kind,
    subject,
    organisation: claims.organisation,
    roles: claims.roles,
    trainedUntil: stricter(mayAssert('trainedUntil'), claims.trainedUntil, entry?.trainedUntil),
    vettedOn: stricter(mayAssert('vettedOn'), claims.vettedOn, entry?.vettedOn),
    designatedOfficer: mayAssert('designatedOfficer')
      ? claims.designatedOfficer === true && entry?.designatedOfficer !== false
      : entry?.designatedOfficer === true,
    mayOverrideShield: mayAssert('mayOverrideShield')
      ? claims.mayOverrideShield === true && entry?.mayOverrideShield !== false
      : entry?.mayOverrideShield === true,
    isSuspended: entry?.isSuspended === true,
    staffIds: claims.staffIds ?? [],
    teams: claims.teams ?? [],
    groups: claims.groups ?? [],
    declaredConflicts: claims.declaredConflicts,
    personId: claims.personId,
    mediator: parts.mediator,
    expiresAt: parts.expiresAt,
  };
}

/** The earlier date; null (never) is earlier than any. `listed` undefined: the register does not speak. */
function stricter(
  mayAssert: boolean,
  asserted: LocalDate | null,
  listed: LocalDate | null | undefined,
): LocalDate | null {
  if (!mayAssert) return listed ?? null;
  if (listed === undefined) return asserted;
  if (asserted === null || listed === null) return null;
  return asserted < listed ? asserted : listed;
}
