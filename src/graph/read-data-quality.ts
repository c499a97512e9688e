import type { DataQualityFlag, Disagreement, HeldValue } from '../generated/childview.ts';
import type { LinkedRecord } from '../model/child-record.ts';
import type { AgencyName } from '../model/words.ts';
import type { ChildInput, ChildParts, Side } from './agency-side.ts';
import { type IdentityCopy, nameInUse } from './build-identity.ts';
import type { RootShapes } from './content-shapes.ts';
import { placeOf } from './fact-fields.ts';
import type { PlannedField } from './graph-step.ts';
import { addCopies, compileCopies } from './identity-copies.ts';

/** Every field of a public type: one that the schema gains must be given here. */
type Fields<Type> = Record<Exclude<keyof Type, '__typename'>, unknown>;
type Flag = Fields<DataQualityFlag> & { readonly kind: string; readonly agencies: readonly AgencyName[] };

/** What a copy says of each field that copies can disagree in; null: it says nothing. */
const fields: Readonly<Record<string, (copy: IdentityCopy['copy'], hidden: ReadonlySet<string>) => unknown>> = {
  givenName: (copy, hidden) => nameInUse(copy, hidden)?.given,
  familyName: (copy, hidden) => nameInUse(copy, hidden)?.family,
  dateOfBirth: (copy) => copy['dateOfBirth'],
  expectedDateOfDelivery: (copy) => copy['expectedDateOfDelivery'],
  sex: (copy) => (copy['sex'] === sexNotRecorded ? null : copy['sex']),
};

/** The code of `enum Sex` by which a copy says that it does not say. */
const sexNotRecorded = 'U';

/**
 * Compiles `type DataQuality`: built from the copies of the identity that were granted, and from them alone, so that
 * a copy that may not be seen changes nothing; null when there is none. What linking brought up is told of agencies
 * only of which the caller may know that they hold, or may hold, an identity of the child.
 */
export function compileDataQuality(
  { options }: Pick<ChildParts, 'options'>,
  root: RootShapes,
  field: PlannedField,
  made: { readonly from: string; readonly offeredBy: readonly AgencyName[] },
): (input: ChildInput, sides: readonly Side[]) => unknown {
  const { agencyOrder, formerNameKinds } = options;
  const readers = compileCopies(options, root, field, made);
  const places = root.agencies.map((shapes) =>
    made.offeredBy.includes(shapes.contract.agency) ? placeOf(shapes, made.from, [field.key]) : null,
  );
  return (input, sides) => {
    const copies: IdentityCopy[] = [];
    for (const reader of readers) {
      const side = sides[reader.position];
      if (side === undefined) continue;
      const before = copies.length;
      addCopies(copies, reader, side, input);
      // That a copy agrees with the others is told of it, too.
      if (copies.length > before) side.findings.release(reader.place.cell);
    }
    if (copies.length === 0) return null;
    const { records } = input.part.linked;
    const isSevered = records.some(({ record }) => record.isLinkLocked);
    const isKnown = (agency: AgencyName): boolean => {
      const position = root.positionOf.get(agency) ?? -1;
      const place = places[position] ?? null;
      return (
        place !== null &&
        input.decision.mayKnowOf(agency) &&
        sides[position]?.findings.decisionOf(place).mayKnowExistence === true
      );
    };
    return {
      disagreements: disagreementsOf(copies, agencyOrder, new Set(isSevered ? formerNameKinds : [])),
      flags: flagsOf(records, agencyOrder.filter(isKnown)),
    };
  };
}

function disagreementsOf(
  copies: readonly IdentityCopy[],
  agencyOrder: readonly AgencyName[],
  hidden: ReadonlySet<string>,
): readonly Fields<Disagreement>[] {
  return Object.entries(fields).flatMap(([name, read]) => {
    const held = new Map<string, { readonly value: string; readonly agencies: Set<AgencyName> }>();
    for (const { agency, copy } of copies) {
      const value = read(copy, hidden);
      if (typeof value !== 'string' || value.trim() === '') continue;
      const key = comparable(value);
      const known = held.get(key) ?? { value, agencies: new Set() };
      known.agencies.add(agency);
      held.set(key, known);
    }
    if (held.size < 2) return [];
    const values = [...held.values()].map(
      ({ value, agencies }): Fields<HeldValue> => ({
        value,
        sources: agencyOrder.filter((agency) => agencies.has(agency)),
      }),
    );
    return [{ field: name, values }];
  });
}

/** Capitals and spaces are a system's habit, and no disagreement. */
function comparable(value: string): string {
  return value.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toUpperCase();
}

function flagsOf(records: readonly LinkedRecord[], known: readonly AgencyName[]): readonly Flag[] {
  const flags = new Map<string, Flag>();
  for (const { record, linkedWith } of records) {
    for (const link of linkedWith) {
      if (!known.includes(record.agency) || !known.includes(link.agency)) continue;
      const agencies = known.filter((agency) => agency === record.agency || agency === link.agency);
      const isDuplicate = link.rule === 'R1' && link.agency === record.agency;
      const kinds = [
        ...(isDuplicate ? ['DUPLICATE_IN_SOURCE'] : []),
        ...(link.outcome === 'CONFLICT' ? ['NUMBER_CONFLICT'] : []),
        ...link.flags,
      ];
      for (const kind of kinds) flags.set([kind, ...agencies].join(' '), { kind, agencies });
    }
  }
  return [...flags.values()];
}
