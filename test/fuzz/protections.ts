import { type Asker, orderOf } from './asker.ts';
import type { Held } from './held-data.ts';

/** Classes that a shield hides, beside carers' contacts. */
export const shieldedClasses: readonly string[] = ['ADR', 'UNI', 'INV'];
const custodianOfShields = 'social-care';

/** UNSURE: perhaps. */
export type Shield = 'NONE' | 'SHIELDED' | 'UNKNOWN' | 'UNSURE';

/** A shield at one agency is one at all; the custodian's silence counts as one. */
export function shieldOf(child: readonly Held[], failing: ReadonlySet<string>, silent: ReadonlySet<string>): Shield {
  const shielding = child.filter(({ record }) => record.restrictions.shielded);
  if (shielding.some(({ agency }) => !failing.has(agency))) return 'SHIELDED';
  if (silent.has(custodianOfShields)) return 'UNKNOWN';
  return shielding.length > 0 || failing.has(custodianOfShields) ? 'UNSURE' : 'NONE';
}

/** G12, G13: who may have items that bear a restriction. */
export function mayHaveRestricted(asker: Asker, restriction: string): boolean {
  const { claims, purpose } = asker;
  const isPractitioner = claims.kind === 'PRACTITIONER';
  const enquiry = ['CHILD_PROTECTION', 'CRIME_INVESTIGATION'].includes(purpose);
  const protecting = enquiry || ['CIN_ASSESSMENT', 'OFFENDING_PREVENTION', 'REVIEW'].includes(purpose);
  const has = (...roles: readonly string[]): boolean => roles.some((role) => claims.roles.includes(role));
  const isOrdered = claims.kind === 'COURT' && orderOf(asker) !== null;
  switch (restriction) {
    case 'ABUSE_DATA':
      return isPractitioner || claims.kind === 'SUBJECT' || isOrdered;
    case 'THIRD_PARTY':
      return (
        isOrdered || (protecting && has('DSL', 'SOCIAL_WORKER', 'CSC_MANAGER', 'EDT', 'POLICE_CP', 'POLICE_DESIGNATED'))
      );
    case 'CRIMINAL_DATA':
      return isOrdered || (isPractitioner && protecting) || (claims.kind === 'SUBJECT' && purpose === 'SAR');
    case 'SERIOUS_HARM':
      return isOrdered || (isPractitioner && enquiry);
    case 'SUB_JUDICE':
      return isOrdered || (enquiry && has('SOCIAL_WORKER', 'CSC_MANAGER', 'EDT', 'POLICE_CP'));
    default:
      return false;
  }
}
