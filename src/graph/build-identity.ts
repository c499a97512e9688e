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
 * so (domain.md 7.0, Names).
 *
 * `hiddenKinds` are kinds of names never returned for this child (severed identity).
 */
export function buildIdentity(
  copies: readonly IdentityCopy[],
  agencyOrder: readonly AgencyName[],
  hiddenKinds: ReadonlySet<string>,
): IdentityValue | null {
  const [preferred] = copies;
  if (preferred === undefined) return null;
  const names = new Map<string, IdentityValue['names'][number]>();
  for (const { agency, copy } of copies) {
    for (const { given, family, kind } of shownNames(copy, hiddenKinds)) {
      const key = JSON.stringify([given, family, kind]);
      const holders = new Set([...(names.get(key)?.sources ?? []), agency]);
      names.set(key, { given, family, kind, sources: agencyOrder.filter((name) => holders.has(name)) });
    }
  }
  const [inUse] = shownNames(preferred.copy, hiddenKinds);
  return {
    givenName: inUse?.given ?? null,
    familyName: inUse?.family ?? null,
    dateOfBirth: preferred.copy['dateOfBirth'],
    expectedDateOfDelivery: preferred.copy['expectedDateOfDelivery'],
    sex: preferred.copy['sex'],
    names: [...names.values()],
  };
}

type ShownName = { readonly given: unknown; readonly family: unknown; readonly kind: unknown };

/** The names of a copy that may be returned, the one in use first. */
export function shownNames(copy: Row, hiddenKinds: ReadonlySet<string>): readonly ShownName[] {
  const names = copy['names'];
  if (!Array.isArray(names)) return [];
  return names.filter(isRow).flatMap(({ given, family, kind }) => {
    const isHidden = hiddenKinds.size > 0 && (typeof kind !== 'string' || hiddenKinds.has(kind));
    return isHidden ? [] : [{ given, family, kind }];
  });
}

function leaf(field: string): PlannedField {
  return { key: field, field, type: 'String', args: '', argsIndex: null, on: null };
}
