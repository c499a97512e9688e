import type { DataQualityFlag, Disagreement, HeldValue } from '../generated/childview.ts';
import type { LinkedRecord } from '../model/child-record.ts';
import type { AgencyName } from '../model/words.ts';
import type { ChildInput, ChildParts, Side } from './agency-side.ts';
import { type IdentityCopy, shownNames } from './build-identity.ts';
import { identityCopies } from './child-fields.ts';
import { factPlace } from './fact-fields.ts';
import type { PlannedField } from './graph-step.ts';

/** Every field of a public type: one that the schema gains must be given here. */
type Fields<Type> = Record<Exclude<keyof Type, '__typename'>, unknown>;
type Flag = Fields<DataQualityFlag> & { readonly kind: string; readonly agencies: readonly AgencyName[] };

/** What a copy says of each field that copies can disagree in; null: it says nothing. */
const fields: Readonly<Record<string, (copy: IdentityCopy['copy'], hidden: ReadonlySet<string>) => unknown>> = {
  givenName: (copy, hidden) => shownNames(copy, hidden)[0]?.given,
  familyName: (copy, hidden) => shownNames(copy, hidden)[0]?.family,
  dateOfBirth: (copy) => copy['dateOfBirth'],
  expectedDateOfDelivery: (copy) => copy['expectedDateOfDelivery'],
  sex: (copy) => (copy['sex'] === sexNotRecorded ? null : copy['sex']),
};

/** The code of `enum Sex` by which a copy says that it does not say. */
const sexNotRecorded = 'U';

/**
 * Builds `type DataQuality` from the copies of the identity that were granted, and from them alone, so that a copy
 * that may not be seen changes nothing; null when there is none. What linking brought up is told of agencies only
 * of which the caller may know that they hold, or may hold, an identity of the child.
 */
export function readDataQuality(
  parts: ChildParts,
  input: ChildInput,
  sides: readonly Side[],
  field: PlannedField,
  made: { readonly from: string; readonly offeredBy: readonly AgencyName[] },
): unknown {
  const { nameOrder, agencyOrder, formerNameKinds } = parts.options;
  const copies: IdentityCopy[] = [];
  for (const agency of nameOrder) {
    const side = sides.find((one) => one.agency === agency);
    if (side === undefined || !made.offeredBy.includes(agency)) continue;
    const ofAgency = identityCopies(side, input, field, made.from);
    const place = factPlace(side.shapes.contract, made.from, [field.key]);
    // That a copy agrees with the others is told of it, too.
    if (ofAgency.length > 0 && place !== null) side.findings.release(place.cell);
    copies.push(...ofAgency);
  }
  if (copies.length === 0) return null;
  const { records } = input.part.linked;
  const isSevered = records.some(({ record }) => record.isLinkLocked);
  const isKnown = (agency: AgencyName): boolean =>
    made.offeredBy.includes(agency) &&
    input.decision.mayKnowOf(agency) &&
    sides.some((side) => side.agency === agency && side.facts.decisionOf(made.from)?.mayKnowExistence === true);
  return {
    disagreements: disagreementsOf(copies, agencyOrder, new Set(isSevered ? formerNameKinds : [])),
    flags: flagsOf(records, agencyOrder.filter(isKnown)),
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
