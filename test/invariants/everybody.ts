import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Persona, personasOn } from '../../mocks/identity/personas.ts';
import { protocol } from '../access/support.ts';

/** A persona with a purpose. */
export type Ask = { readonly persona: Persona; readonly purpose: string };

/** The signatory that a persona acts for; absent: none. */
export const organisationOf = (persona: Persona) =>
  protocol.signatories.find(({ organisation }) => organisation === persona.claims.organisation);

/** Every persona with every purpose that a schedule gives them; who has none asks all the same, and is refused the same way. */
export const asks: readonly Ask[] = personasOn(new Date().toISOString().slice(0, 10)).flatMap((persona) => {
  const purposes = protocol.schedules
    .filter(
      ({ roles, organisationKinds }) =>
        persona.claims.roles.some((role) => roles.includes(role)) &&
        organisationKinds.includes(organisationOf(persona)?.kind ?? ''),
    )
    .flatMap((schedule) => schedule.purposes);
  return [...new Set(purposes.length === 0 ? ['WELLBEING'] : purposes)].map((purpose) => ({ persona, purpose }));
});

/** What some purposes must declare besides, as variables `written` and `order`. */
export function declaredFor(purpose: string): Readonly<Record<string, unknown>> {
  const reference = purpose === 'REVIEW' ? 'CSPR-2024-07' : 'W-1';
  const order = protocol.courtOrders[0];
  return {
    ...(['REVIEW', 'OFFENDING_PREVENTION'].includes(purpose)
      ? { written: { reference, madeAt: new Date(Date.now() - 3_600_000).toISOString() } }
      : {}),
    ...(purpose === 'COURT'
      ? { order: { reference: order?.reference, classes: order?.classes, expiresOn: order?.expiresOn } }
      : {}),
  };
}

type Column = {
  readonly role: string;
  readonly purpose: string;
  readonly cells?: Readonly<Record<string, string>>;
  readonly presenceKnownAt?: readonly string[];
};
const { columns } = parse(readFileSync(join(import.meta.dirname, '../access/matrix.yaml'), 'utf8'), {
  merge: true,
}) as { readonly columns: readonly Column[] };

/** The class that tells of an agency's holding a record; null: its presence is no secret. */
function presenceClassOf(agency: string): string | null {
  return protocol.presence[protocol.discloserKinds[agency] ?? ''] ?? null;
}

/**
 * Whether the matrix of 7.4 lets a persona know that an agency holds anything: by the class that tells of its
 * presence where that is a secret, else by any class at all. "S" says nothing of what is others'.
 */
export function mayKnow({ persona, purpose }: Ask, agency: string): boolean {
  if (organisationOf(persona)?.agency === agency) return true;
  if (purpose === 'COURT') return protocol.courtOrders.some(({ disclosers }) => disclosers.includes(agency));
  const secret = presenceClassOf(agency);
  return columns.some(
    ({ role, purpose: of, cells = {}, presenceKnownAt = [] }) =>
      persona.claims.roles.includes(role) &&
      of === purpose &&
      (presenceKnownAt.includes(agency) ||
        (secret === null ? Object.values(cells) : [cells[secret] ?? '-']).some((cell) => !/^[-S]/.test(cell))),
  );
}

/**
 * Agencies by whose word alone, as custodians of a fact (signatories.yaml), anything is opened to those who may
 * not know of them otherwise: a parent's standing, and where a child lives for those who look for it. That
 * something opened tells that the custodian spoke; all else of it stays hidden.
 */
export const speaksFor = ({ persona, purpose }: Ask, agency: string): boolean =>
  (persona.claims.kind === 'PARENT' && protocol.custodians.parentalResponsibility.includes(agency)) ||
  (purpose === 'CME' && protocol.custodians.relationship['RESIDENT']?.includes(agency) === true);
