import { z } from 'zod';
import type { CallerKind } from '../model/practitioner.ts';

const word = z.string().min(1).max(200);
/** What issuers call a token or a session can be long; what cannot be read could not be revoked. */
const tokenName = z.string().min(1).max(1000);
const schemeAndValue = z.object({ scheme: word, value: word }).readonly();
const pairs = z.array(schemeAndValue).max(500).readonly();
const words = z.array(word).max(200).readonly();
const date = z.iso.date();
const callerKinds = ['PRACTITIONER', 'SUBJECT', 'PARENT', 'COURT', 'PEER'] as const satisfies readonly CallerKind[];

/** Absent and null are one: the issuer says nothing. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? null);
}

const person = {
  sub: word,
  organisation: word,
  kind: z.enum(callerKinds).default('PRACTITIONER'),
  roles: z.array(word).min(1).max(200).readonly(),
  trainedUntil: optional(date),
  vettedOn: optional(date),
  designatedOfficer: optional(z.boolean()),
  mayOverrideShield: optional(z.boolean()),
  staffIds: optional(pairs),
  teams: optional(words),
  groups: optional(words),
  declaredConflicts: optional(pairs),
  personId: optional(schemeAndValue),
};

const actor = z
  .object({
    ...person,
    iss: optional(word),
    client_id: optional(word),
    // RFC 8693 4.1 lets earlier actors nest; one mediator is what a decision can intersect with.
    act: z.null().optional(),
  })
  .readonly();

const token = z
  .object({
    ...person,
    iss: word,
    client_id: word,
    exp: z.number().int().nonnegative(),
    iat: z.number().nonnegative(),
    jti: optional(tokenName),
    sid: optional(tokenName),
    act: optional(actor),
  })
  .readonly();

/** Claims about one person, a caller or a mediator; null where the issuer says nothing. */
export type PersonClaims = Omit<z.output<typeof token>, 'iss' | 'client_id' | 'exp' | 'iat' | 'jti' | 'sid' | 'act'>;
/** Claims of an access token; unknown ones are dropped. */
export type TokenClaims = z.output<typeof token>;

/**
 * Parses the payload of a token whose signature was verified; null when a claim is missing, of the
 * wrong shape or longer than the bounds.
 */
export function parseClaims(payload: unknown): TokenClaims | null {
  const parsed = token.safeParse(payload);
  return parsed.success ? parsed.data : null;
}
