import type { Declaration } from '../model/declaration.ts';
import type { Basis, Protocol, Signatory } from '../model/protocol.ts';
import type { AgencyName, LegalBasis, LocalDate } from '../model/words.ts';
import { jurisdictionFor, jurisdictionsAt } from './jurisdiction.ts';

/** Whether the bases hold for this recipient and purpose today, and which hold for each agency as discloser. */
export type Bases = {
  /** ORDER_MISSING: one needs the reference of an order, and none that is valid was given. */
  readonly state: 'VALID' | 'INVALID' | 'NOT_IN_FORCE' | 'ORDER_MISSING';
  readonly basesOf: ReadonlyMap<AgencyName, readonly LegalBasis[]>;
  /** Of those that the caller named, the ones that do not hold. */
  readonly notHolding: readonly LegalBasis[];
};

/** What of a declaration decides on its bases. */
export type BasisDeclaration = Pick<
  Declaration,
  'purpose' | 'basis' | 'courtOrder' | 'emergency' | 'exemption' | 'breakGlass'
>;

/** Who receives: every kind of agency as which it may rely on a basis, directly or for another. */
type Recipient = {
  readonly kind: string;
  readonly actingForKind: string | null;
  readonly designatedFor: readonly LegalBasis[];
  readonly jurisdiction: string;
};

/** The exemption that says of a declaration what `emergency` says (domain.md 3.2 VITAL_EMERGENCY). */
const emergencyExemption = 'VITAL_INTEREST';

/**
 * Checks the bases that the caller names, all of them, or derives one per discloser (domain.md 7.0,
 * Basis): of those that the protocol allows for purpose and discloser, the first that holds. One that
 * only adds to others is left out where it does not hold, but never stands alone.
 */
export function deriveBases(
  declaration: BasisDeclaration,
  signatory: Signatory | undefined,
  agencies: readonly AgencyName[],
  protocol: Protocol,
  today: LocalDate,
): Bases {
  const known = new Map(protocol.bases.map((basis) => [basis.code, basis]));
  const recipient = recipientOf(signatory, protocol);
  const suits = (basis: Basis | undefined): basis is Basis =>
    basis !== undefined &&
    basis.purposes.includes(declaration.purpose) &&
    basis.jurisdictions.includes(recipient.jurisdiction) &&
    mayReceive(basis, recipient) &&
    (basis.requires !== 'EMERGENCY' || isEmergency(declaration));
  const hasOrder = declaration.courtOrder !== null && today <= declaration.courtOrder.expiresOn;
  const holds = (basis: Basis): boolean => isInForce(basis, today) && (basis.requires !== 'ORDER' || hasOrder);

  const allowedFor = (agency: AgencyName): readonly Basis[] => {
    const kind = protocol.discloserKinds[agency] ?? '';
    const table = protocol.allowedBases[declaration.purpose] ?? {};
    const laws = jurisdictionsAt(agency, protocol);
    return (table[kind] ?? table['ANY'] ?? [])
      .map((code) => known.get(code))
      .filter((basis) => suits(basis))
      .filter((basis) => allows(basis.disclosers, kind) && holds(basis))
      .filter(({ jurisdictions }) => jurisdictions.some((law) => laws.has(law)));
  };

  const named = declaration.basis === null || declaration.basis.length === 0 ? null : declaration.basis;
  const basesOf = new Map(
    agencies.map((agency) => {
      const holding = allowedFor(agency);
      const chosen =
        named === null
          ? holding.filter(({ adds }) => !adds).slice(0, 1)
          : holding.filter(({ code }) => named.includes(code));
      return [agency, chosen.map(({ code }) => code)];
    }),
  );

  const ofNamed = (named ?? []).map((code) => ({ code, basis: known.get(code) }));
  const isLeftOut = (basis: Basis | undefined): boolean => basis?.adds === true && ofNamed.length > 1 && !suits(basis);
  const judged = ofNamed.filter(({ basis }) => !isLeftOut(basis));
  const unsuited = judged.filter(({ basis }) => !suits(basis));
  const uncommenced = judged.filter(({ basis }) => suits(basis) && !isInForce(basis, today));
  const orderless = judged.filter(({ basis }) => suits(basis) && isInForce(basis, today) && !holds(basis));
  return {
    state: stateOf(),
    basesOf,
    notHolding: [...unsuited, ...uncommenced, ...orderless].map(({ code }) => code),
  };

  function stateOf(): Bases['state'] {
    if (unsuited.length > 0) return 'INVALID';
    if (uncommenced.length > 0) return 'NOT_IN_FORCE';
    if (orderless.length > 0) return 'ORDER_MISSING';
    return [...basesOf.values()].some((bases) => bases.length > 0) ? 'VALID' : 'INVALID';
  }
}

function recipientOf(signatory: Signatory | undefined, protocol: Protocol): Recipient {
  const actingFor = signatory?.actingFor ?? null;
  return {
    kind: signatory?.kind ?? '',
    actingForKind: protocol.signatories.find(({ organisation }) => organisation === actingFor)?.kind ?? null,
    designatedFor: signatory?.designatedFor ?? [],
    jurisdiction: jurisdictionFor(signatory, protocol),
  };
}

/** domain.md 3.2, Who may rely: by kind, by acting for such a one, or by designation, as the basis says. */
function mayReceive(basis: Basis, { kind, actingForKind, designatedFor }: Recipient): boolean {
  return (
    allows(basis.recipients, kind) ||
    (basis.contractors && actingForKind !== null && allows(basis.recipients, actingForKind)) ||
    (basis.designation && designatedFor.includes(basis.code))
  );
}

function isEmergency({ emergency, exemption, breakGlass }: BasisDeclaration): boolean {
  return emergency || breakGlass !== null || exemption === emergencyExemption;
}

function isInForce({ effectiveFrom, effectiveUntil }: Basis, today: LocalDate): boolean {
  return effectiveFrom !== null && effectiveFrom <= today && (effectiveUntil === null || today <= effectiveUntil);
}

function allows(kinds: readonly string[], kind: string): boolean {
  return kinds.length === 0 || kinds.includes(kind);
}
