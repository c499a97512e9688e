import type { AgencyName } from '../model/words.ts';
import type { ChildInput, ChildParts, Side } from './agency-side.ts';
import { type IdentityCopy, wholeCopy } from './build-identity.ts';
import type { RootShapes } from './content-shapes.ts';
import { compileFact, type FactField } from './fact-fields.ts';
import type { PlannedField } from './graph-step.ts';
import type { Place } from './reading.ts';

/** Reads one agency's copies of the identity that were granted; what was not is noted. */
export type CopyReader = {
  readonly agency: AgencyName;
  readonly position: number;
  /** Where the copy is shown, with the cell that decides it. */
  readonly place: Place;
  readonly fact: FactField;
};

/**
 * Compiles the readers of a field that is built from copies of the identity: of the agencies that offer
 * them, the preferred first.
 */
export function compileCopies(
  { nameOrder }: Pick<ChildParts['options'], 'nameOrder'>,
  root: RootShapes,
  field: PlannedField,
  made: { readonly from: string; readonly offeredBy: readonly AgencyName[] },
): readonly CopyReader[] {
  return nameOrder.flatMap((agency): readonly CopyReader[] => {
    const position = root.positionOf.get(agency);
    const shapes = position === undefined ? undefined : root.agencies[position];
    if (position === undefined || shapes === undefined || !made.offeredBy.includes(agency)) return [];
    const { contract, cellAt } = shapes;
    const path = [field.key];
    const fact = compileFact({ contract, cellAt, fieldName: made.from, planned: wholeCopy, path, isCopy: true });
    return fact === null ? [] : [{ agency, position, place: fact.place, fact }];
  });
}

/**
 * Adds the copies that one agency's records hold and that were granted. What is read is a copy to build from:
 * whether it is shown, and where, is known only afterwards.
 */
export function addCopies(
  copies: IdentityCopy[],
  { agency, place, fact }: CopyReader,
  { cells, findings, matched, silence }: Side,
  { request }: ChildInput,
): void {
  if (silence !== null && fact.isOpen(cells)) findings.note(place, silence);
  const before = copies.length;
  for (const record of matched.records) {
    const copy = fact.read(record, record.custodian === request.viewer.organisation, cells, findings);
    if (typeof copy === 'object' && copy !== null) copies.push({ agency, copy: copy as IdentityCopy['copy'] });
  }
  if (copies.length === before && fact.decisionOf(cells)?.explanation != null) findings.note(place, 'CLOSED');
}
