import { getNamedType, isObjectType } from 'graphql';
import type { ChildRecord } from '../model/child-record.ts';
import type { CellDecision } from '../model/decision.ts';
import type { Decided } from './content-shapes.ts';
import type { AgencyContract, ContractField } from './contract.ts';
import type { PlannedField } from './graph-step.ts';
import { cellOf, childType } from './planned-cells.ts';
import { type Findings, isRow, type Place, ResponseObject, type Row } from './reading.ts';

/** Reads fields of `Child` that are facts and disclosure both, out of the facts row, where granted. */
export type FactFields = {
  /** Whether any part of the field is open, whatever the record; a field that is not says why. */
  isOpen(fieldName: string): boolean;
  /** The decision for the field itself. */
  decisionOf(fieldName: string): CellDecision | null;
  /** The granted part of the field's value; null when nothing of it is open for this record. */
  read(record: ChildRecord, isOwn: boolean, fieldName: string, planned: PlannedField, path: readonly string[]): unknown;
};

/**
 * Makes the reader for one child at one agency. The values were checked when the facts were read.
 * Outside items only whose copy it is tells records apart; within lists of objects that carry a
 * split marker (an identifier's scheme) a decision may differ by its value, and an element that is
 * not open is left out whole.
 */
export function createFactFields(contract: AgencyContract, decision: Decided, findings: Findings): FactFields {
  const decisionFor = (field: ContractField | undefined): CellDecision | null => {
    const cell = cellOf(contract.agency, field);
    return cell === null ? null : decision.cellOf(cell.agency, cell.class, cell.aspect);
  };

  const isGranted = (field: ContractField | undefined, position: number, marker: string | null): boolean => {
    const decided = decisionFor(field);
    if (decided === null || field?.disclosure == null) return false;
    const { alongside, mode } = field.disclosure;
    if (alongside !== null && decision.cellOf(contract.agency, alongside, 'PRESENCE').know === 0) return false;
    const split = marker === null ? undefined : decided.split?.get(marker);
    const mask = mode === 'CONTENT' ? (split ?? decided.read) : decided.know | (split ?? 0);
    return ((mask >> position) & 1) === 1;
  };

  const isAnySplitGranted = (field: ContractField | undefined, position: number): boolean =>
    [...(decisionFor(field)?.split?.keys() ?? [])].some((value) => isGranted(field, position, value));

  const readObject = (
    typeName: string,
    row: Row,
    planned: PlannedField,
    position: number,
    path: readonly string[],
  ): unknown => {
    const object = new ResponseObject();
    const marker = markerOf(contract, typeName, row);
    for (const member of planned.on?.[typeName] ?? []) {
      if (member.field === '__typename') {
        object[member.key] = typeName;
        continue;
      }
      const field = contract.fieldOf(typeName, member.field);
      const cell = cellOf(contract.agency, field);
      if (cell === null) object[member.key] = null;
      else if (isGranted(field, position, marker)) {
        object[member.key] = readValue(typeName, row, member, position, [...path, member.key]);
        if (object[member.key] !== null) findings.release(cell);
      } else {
        findings.note({ path: [...path, member.key], cell }, 'HELD');
        object[member.key] = null;
      }
    }
    return object;
  };

  const readValue = (
    typeName: string,
    row: Row,
    planned: PlannedField,
    position: number,
    path: readonly string[],
  ): unknown => {
    const value = row[planned.field] ?? null;
    if (value === null || planned.on === null) return value;
    const inner = innerType(contract, typeName, planned.field);
    if (!Array.isArray(value)) return isRow(value) ? readObject(inner, value, planned, position, path) : null;
    const listed = contract.fieldOf(typeName, planned.field);
    return value.filter(isRow).flatMap((element) => {
      const marker = markerOf(contract, inner, element);
      if (marker !== null && !isGranted(listed, position, marker)) return [];
      return [readObject(inner, element, planned, position, [...path, '*'])];
    });
  };

  return {
    isOpen: (fieldName) => {
      const field = contract.fieldOf(childType, fieldName);
      return [0, 2].some((position) => isGranted(field, position, null) || isAnySplitGranted(field, position));
    },
    decisionOf: (fieldName) => decisionFor(contract.fieldOf(childType, fieldName)),
    read: (record, isOwn, fieldName, planned, path) => {
      const field = contract.fieldOf(childType, fieldName);
      const position = isOwn ? 2 : 0;
      const cell = cellOf(contract.agency, field);
      if (cell === null || !(isGranted(field, position, null) || isAnySplitGranted(field, position))) return null;
      const source: PlannedField = { ...planned, field: fieldName };
      const value = readValue(childType, record.unredacted, source, position, path);
      if (value !== null) findings.release(cell);
      return value;
    },
  };
}

/** The place of a fact field on `Child`, with the cell that decides it. */
export function factPlace(contract: AgencyContract, fieldName: string, path: readonly string[]): Place | null {
  const cell = cellOf(contract.agency, contract.fieldOf(childType, fieldName));
  return cell === null ? null : { path, cell };
}

/** The value of an object's split marker; null: its type has none. */
function markerOf(contract: AgencyContract, typeName: string, row: Row): string | null {
  const type = contract.schema.getType(typeName);
  if (!isObjectType(type) || contract.isItem(typeName)) return null;
  const marker = Object.keys(type.getFields()).find((name) => contract.fieldOf(typeName, name)?.isMarker === true);
  return marker === undefined ? null : String(row[marker]);
}

function innerType(contract: AgencyContract, typeName: string, fieldName: string): string {
  const type = contract.schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  return field === undefined ? '' : getNamedType(field.type).name;
}
