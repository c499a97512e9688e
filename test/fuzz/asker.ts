import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { PersonaClaims } from '../../mocks/identity/personas.ts';
import type { AgencyUnderTest } from '../harness/world.ts';

/** Somebody with a declaration. */
export type Asker = {
  readonly claims: PersonaClaims;
  readonly purpose: string;
  readonly exemption: string | null;
  readonly dryRun: boolean;
  /** The reference of a written request; null: none. */
  readonly written: string | null;
  readonly order: DeclaredOrder | null;
  readonly breakGlass: DeclaredBreakGlass | null;
  readonly override: { readonly acknowledged: boolean } | null;
  readonly isSuspended: boolean;
};

/** A court's order, as the asker declares it. */
export type DeclaredOrder = {
  readonly reference: string;
  readonly classes: readonly string[];
  readonly expiresOn: string;
};

/** A break-glass as declared, and whether the account has made all that it may in a day. */
export type DeclaredBreakGlass = {
  readonly ground: string;
  readonly acknowledged: boolean;
  readonly isSpent: boolean;
};

/** An order that the protocol knows. */
export type RegisteredOrder = {
  readonly reference: string;
  readonly recipients: readonly string[];
  readonly disclosers: readonly string[];
  readonly classes: readonly string[];
  readonly expiresOn: string;
};

type Signatory = {
  readonly organisation: string;
  readonly agency: AgencyUnderTest | null;
  readonly signedOn: string | null;
  readonly jurisdiction?: string;
};

const register = parse(readFileSync('protocol/signatories.yaml', 'utf8')) as {
  readonly signatories: readonly Signatory[];
  readonly courtOrders: readonly RegisteredOrder[];
};
const signatories = new Map(register.signatories.map((each) => [each.organisation, each]));

export const today = (): string => new Date().toISOString().slice(0, 10);

/** The connected system that holds an organisation's records; null: none. */
export const systemOf = (organisation: string): AgencyUnderTest | null => signatories.get(organisation)?.agency ?? null;

/** Whose law an organisation is under. */
export const lawOf = (organisation: string): string => signatories.get(organisation)?.jurisdiction ?? 'EW';

/** Purposes for which there is a power to share under Scots law (domain reference 3.2), beside emergencies. */
export const hasScottishPower = (asker: Asker): boolean =>
  breaksGlass(asker) || ['WELLBEING', 'EARLY_HELP', 'CHILD_PROTECTION'].includes(asker.purpose);

/** Purposes for which the hub mediates. */
export const isMediatedFor = (purpose: string): boolean =>
  ['WELLBEING', 'EARLY_HELP', 'CIN_ASSESSMENT', 'CHILD_PROTECTION', 'LAC_CARE', 'CME', 'DIRECT_CARE'].includes(purpose);

/** Whether a break-glass counts as one: then it decides, whatever else is declared (domain reference 7.0). */
export const breaksGlass = ({ breakGlass }: Asker): boolean => breakGlass !== null;

/** Whether the granted right to look behind a shield is used. */
export const overridesShield = (asker: Asker): boolean =>
  !breaksGlass(asker) && asker.override?.acknowledged === true && asker.claims.mayOverrideShield === true;

/** The order under which somebody asks, as the protocol registered it; null: none that holds. */
export function orderOf({ claims, order }: Asker): RegisteredOrder | null {
  if (order === null || order.expiresOn < today()) return null;
  const known = register.courtOrders.find(({ reference }) => reference === order.reference);
  if (known === undefined || known.expiresOn < today() || !known.recipients.includes(claims.organisation)) return null;
  return known;
}

/** G0 to G5: whether a request may be made about any child at all. */
export function mayAskAtAll(asker: Asker): boolean {
  const { claims, purpose, breakGlass } = asker;
  if (asker.isSuspended) return false;
  if (breakGlass !== null && (!breakGlass.acknowledged || breakGlass.isSpent)) return false;
  if (claims.kind === 'SUBJECT' || claims.kind === 'PARENT') return purpose === 'SAR' && claims.personId !== undefined;
  if (claims.kind === 'COURT') return purpose === 'COURT' && orderOf(asker) !== null;
  return isFitToAsk(claims) && (claims.act === undefined || mayMediate(claims));
}

/** Trained, vetted, of an organisation that signed. */
function isFitToAsk({ kind, organisation, trainedUntil, vettedOn }: Omit<PersonaClaims, 'act'>): boolean {
  const isSigned = (signatories.get(organisation)?.signedOn ?? null) !== null;
  return kind === 'PRACTITIONER' && isSigned && (trainedUntil ?? '') >= today() && (vettedOn ?? '9') <= today();
}

/** Whoever mediates is a mediator, whatever else they are, fit to ask, and mediates for somebody who is none. */
function mayMediate({ roles, act }: PersonaClaims): boolean {
  if (act === undefined || roles.includes('MEDIATOR')) return false;
  return act.roles.includes('MEDIATOR') && isFitToAsk(act);
}
