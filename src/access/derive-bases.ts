import type { Declaration } from '../model/declaration.ts';
import type { Basis, Protocol } from '../model/protocol.ts';
import type { AgencyName, LegalBasis, LocalDate } from '../model/words.ts';

/** Whether the bases hold for this recipient and purpose today, and which hold for each agency as discloser. */
export type Bases = {
  readonly state: 'VALID' | 'INVALID' | 'NOT_IN_FORCE';
  readonly basesOf: ReadonlyMap<AgencyName, readonly LegalBasis[]>;
};

/**
 * Checks the bases that the caller names, all of them, or derives one per discloser (domain.md 7.0,
 * Basis): of those that the protocol allows for purpose and discloser, the first that holds.
 */
export function deriveBases(
  declaration: Pick<Declaration, 'purpose' | 'basis'>,
  recipientKind: string,
  agencies: readonly AgencyName[],
  protocol: Protocol,
  today: LocalDate,
): Bases {
  const known = new Map(protocol.bases.map((basis) => [basis.code, basis]));
  const suits = (basis: Basis | undefined): basis is Basis =>
    basis?.purposes.includes(declaration.purpose) === true && allows(basis.recipients, recipientKind);
  const allowedFor = (agency: AgencyName): readonly Basis[] => {
    const kind = protocol.discloserKinds[agency] ?? '';
    const table = protocol.allowedBases[declaration.purpose] ?? {};
    return (table[kind] ?? table['ANY'] ?? [])
      .map((code) => known.get(code))
      .filter((basis) => suits(basis) && allows(basis.disclosers, kind))
      .filter((basis) => basis !== undefined);
  };

  const named = declaration.basis === null || declaration.basis.length === 0 ? null : declaration.basis;
  const basesOf = new Map(
    agencies.map((agency) => {
      const holding = allowedFor(agency).filter((basis) => isInForce(basis, today));
      const chosen = named === null ? holding.slice(0, 1) : holding.filter(({ code }) => named.includes(code));
      return [agency, chosen.map(({ code }) => code)];
    }),
  );
  return { state: stateOf(), basesOf };

  function stateOf(): Bases['state'] {
    if (named !== null) {
      const bases = named.map((code) => known.get(code));
      if (!bases.every(suits)) return 'INVALID';
      if (!bases.every((basis) => isInForce(basis, today))) return 'NOT_IN_FORCE';
    }
    return [...basesOf.values()].some((bases) => bases.length > 0) ? 'VALID' : 'INVALID';
  }
}

function isInForce({ effectiveFrom, effectiveUntil }: Basis, today: LocalDate): boolean {
  return effectiveFrom !== null && effectiveFrom <= today && (effectiveUntil === null || today <= effectiveUntil);
}

function allows(kinds: readonly string[], kind: string): boolean {
  return kinds.length === 0 || kinds.includes(kind);
}
