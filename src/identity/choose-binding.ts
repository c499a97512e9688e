import type { IssuerBinding } from '../model/protocol.ts';
import type { PersonClaims } from './parse-claims.ts';
import type { RefusalCause } from './refusal-cause.ts';

/** Claims that an issuer may only make when its binding lists them under `attributes`. */
export const boundAttributes = [
  'trainedUntil',
  'vettedOn',
  'designatedOfficer',
  'mayOverrideShield',
  'staffIds',
  'teams',
  'groups',
  'declaredConflicts',
  'personId',
  'act',
] as const;

/** What is held against a binding; `clientId` null: not stated, and then not checked. */
export type Assertion = Pick<PersonClaims, 'organisation' | 'kind' | 'roles'> & {
  readonly clientId: string | null;
  /** The issuer of the mediator that is named; null: none is. */
  readonly mediatorIssuer: string | null;
  readonly attributes: Readonly<Partial<Record<(typeof boundAttributes)[number], unknown>>>;
};

const checks: readonly (readonly [RefusalCause, (assertion: Assertion, binding: IssuerBinding) => boolean])[] = [
  ['CLIENT_NOT_BOUND', ({ clientId }, { clients }) => clientId === null || clients.includes(clientId)],
  ['ORGANISATION_NOT_BOUND', ({ organisation }, { organisations }) => organisations.includes(organisation)],
  ['KIND_NOT_BOUND', ({ kind }, { kinds }) => kinds.includes(kind)],
  ['ROLE_NOT_BOUND', (assertion, { roles }) => assertion.roles.every((role) => roles.includes(role))],
  [
    'ATTRIBUTE_NOT_BOUND',
    (assertion, { attributes }) =>
      boundAttributes.every((name) => attributes.includes(name) || isSilent(name, assertion.attributes[name])),
  ],
  [
    'MEDIATOR_NOT_BOUND',
    ({ mediatorIssuer }, { mediators }) => mediatorIssuer === null || mediators.includes(mediatorIssuer),
  ],
];

/**
 * Finds the binding that allows all that is asserted. An issuer can have several bindings; they are
 * never added together, so that the role of one organisation cannot be taken to another. The cause
 * of a refusal is that of the binding that came nearest.
 */
export function chooseBinding(
  bindings: readonly IssuerBinding[],
  assertion: Assertion,
):
  | { readonly kind: 'BOUND'; readonly binding: IssuerBinding }
  | { readonly kind: 'REFUSED'; readonly cause: RefusalCause } {
  let furthest = -1;
  for (const binding of bindings) {
    const failed = checks.findIndex(([, isAllowed]) => !isAllowed(assertion, binding));
    if (failed === -1) return { kind: 'BOUND', binding };
    furthest = Math.max(furthest, failed);
  }
  return { kind: 'REFUSED', cause: checks[furthest]?.[0] ?? 'ISSUER_UNKNOWN' };
}

/** Whether a claim says nothing. An empty list of conflicts does speak: it says that there are none. */
function isSilent(name: (typeof boundAttributes)[number], value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  return Array.isArray(value) && value.length === 0 && name !== 'declaredConflicts';
}
