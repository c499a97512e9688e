import type { AgencyName } from '../model/words.ts';
import type { PlannedField } from './graph-step.ts';
import { isRow, type Row } from './reading.ts';

/** One granted copy of a child's identity, as `type RecordedIdentity` of the contract. */
export type IdentityCopy = { readonly agency: AgencyName; readonly copy: Row };

/** The value of `type Identity`. */
export type IdentityValue = {
  readonly givenName: unknown;
  readonly familyName: unknown;
  readonly dateOfBirth: unknown;
  readonly expectedDateOfDelivery: unknown;
  readonly sex: unknown;
  readonly names: readonly {
    readonly given: unknown;
    readonly family: unknown;
    readonly kind: unknown;
    readonly sources: readonly AgencyName[];
  }[];
};

/**
 * The whole of `type RecordedIdentity`, to read granted copies by: the identity is built from
 * copies, whatever of it the caller selected.
 */
export const wholeCopy: PlannedField = {
  key: 'recordedIdentity',
  field: 'recordedIdentity',
  type: 'RecordedIdentity',
  args: '',
  argsIndex: null,
  on: {
    RecordedIdentity: [
      {
        ...leaf('names'),
        on: { RecordedName: [leaf('given'), leaf('family'), leaf('kind')] },
      },
      leaf('dateOfBirth'),
      leaf('expectedDateOfDelivery'),
      leaf('sex'),
    ],
  },
};

/**
 * Builds the identity from the granted copies, the preferred first: single parts come whole from the
 * first copy, never mixed; names of all copies are listed once, each with the agencies that hold it
 * so (domain.md 7.0, Names), where `withNames` asks for them.
 *
 * `hiddenKinds` are kinds of names never returned for this child (severed identity).
 */
export function buildIdentity(
  copies: readonly IdentityCopy[],
  agencyOrder: readonly AgencyName[],
  hiddenKinds: ReadonlySet<string>,
  withNames: boolean,
): IdentityValue | null {
  const [preferred] = copies;
  if (preferred === undefined) return null;
  const inUse = nameInUse(preferred.copy, hiddenKinds);
  return {
    givenName: inUse?.given ?? null,
    familyName: inUse?.family ?? null,
    dateOfBirth: preferred.copy['dateOfBirth'],
    expectedDateOfDelivery: preferred.copy['expectedDateOfDelivery'],
    sex: preferred.copy['sex'],
    names: withNames ? allNames(copies, agencyOrder, hiddenKinds) : [],
  };
}

type ShownName = { readonly given: unknown; readonly family: unknown; readonly kind: unknown };

/** The name in use of a copy, of those that may be returned; undefined: there is none. */
export function nameInUse(copy: Row, hiddenKinds: ReadonlySet<string>): ShownName | undefined {
  const names = copy['names'];
  return Array.isArray(names) ? names.find((name): name is Row & ShownName => isShown(name, hiddenKinds)) : undefined;
}

function allNames(
  copies: readonly IdentityCopy[],
  agencyOrder: readonly AgencyName[],
  hiddenKinds: ReadonlySet<string>,
): IdentityValue['names'] {
  const names = new Map<string, { readonly name: ShownName; readonly holders: Set<AgencyName> }>();
  for (const { agency, copy } of copies) {
    const held = copy['names'];
    for (const name of Array.isArray(held) ? held : []) {
      if (!isShown(name, hiddenKinds)) continue;
      const { given, family, kind } = name;
      const key = JSON.stringify([given, family, kind]);
      const known = names.get(key) ?? { name: { given, family, kind }, holders: new Set() };
      known.holders.add(agency);
      names.set(key, known);
    }
  }
  return [...names.values()].map(({ name, holders }) => ({
    ...name,
    sources: agencyOrder.filter((agency) => holders.has(agency)),
  }));
}

function isShown(name: unknown, hiddenKinds: ReadonlySet<string>): name is Row & ShownName {
  if (!isRow(name)) return false;
  const { kind } = name;
  return hiddenKinds.size === 0 || (typeof kind === 'string' && !hiddenKinds.has(kind));
}

function leaf(field: string): PlannedField {
  return { key: field, field, type: 'String', args: '', argsIndex: null, on: null };
}
