import { getNamedType, isObjectType } from 'graphql';
import type { ChildRecord } from '../model/child-record.ts';
import type { Cell, CellDecision, ItemMask } from '../model/decision.ts';
import type { AgencyContract, ContractField } from './contract.ts';
import type { PlannedField } from './graph-step.ts';
import { cellOf, childType } from './planned-cells.ts';
import { type Findings, isRow, type Place, ResponseObject, type Row } from './reading.ts';

/** The decisions of one child's cells at one agency, in the order of the agency's cells. */
export type CellDecisions = readonly CellDecision[];

/** Reads a field of `Child` that is fact and disclosure both, out of the facts row, where granted. */
export type FactField = {
  /** The place of the field, with the cell that decides it. */
  readonly place: Place;
  /** Whether any part of the field is open, whatever the record; a field that is not says why. */
  isOpen(cells: CellDecisions): boolean;
  /** The decision for the field itself. */
  decisionOf(cells: CellDecisions): CellDecision | undefined;
  /**
   * The granted part of the field's value; null when nothing of it is open for this record. Null for findings:
   * nobody is told of what is read.
   */
  read(record: ChildRecord, isOwn: boolean, cells: CellDecisions, findings: Findings | null): unknown;
};

/** What a fact field is compiled from. */
export type FactInput = {
  readonly contract: AgencyContract;
  /** See `Place.at`. */
  readonly cellAt: (cell: Cell) => number;
  readonly fieldName: string;
  /** What of it is read. */
  readonly planned: PlannedField;
  /** Where it is told of, relative to the child. */
  readonly path: readonly string[];
  /** What is read is a copy to build from: nothing of it is told as released, all that is closed at one path. */
  readonly isCopy?: true;
};

/**
 * Compiles the reader for one agency; null: its contract discloses no such field. The values were
 * checked when the facts were read. Outside items only whose copy it is tells records apart; within
 * lists of objects that carry a split marker (an identifier's scheme) a decision may differ by its
 * value, and an element that is not open is left out whole.
 */
export function compileFact(input: FactInput): FactField | null {
  const { contract, fieldName, planned, path } = input;
  const gate = compileGate(input, contract.fieldOf(childType, fieldName));
  if (gate === null) return null;
  const { place } = gate;
  const readValue = compileValue(input, childType, { ...planned, field: fieldName }, path, gate);
  const isAnyOpen = (cells: CellDecisions, position: number): boolean =>
    gate.isOpen(cells, position, null) || isAnySplitOpen(gate, cells, position);
  return {
    place,
    isOpen: (cells) => isAnyOpen(cells, 0) || isAnyOpen(cells, 2),
    decisionOf: (cells) => cells[place.at],
    read: (record, isOwn, cells, findings) => {
      const position = isOwn ? 2 : 0;
      if (!isAnyOpen(cells, position)) return null;
      const value = readValue(record.unredacted, position, cells, findings);
      if (value !== null && findings !== null && input.isCopy !== true) findings.release(place.cell);
      return value;
    },
  };
}

/** The place of a field on `Child`, with the cell that decides it; null: the contract discloses no such field. */
export function placeOf(
  { contract, cellAt }: Pick<FactInput, 'contract' | 'cellAt'>,
  fieldName: string,
  path: readonly string[],
): Place | null {
  const cell = cellOf(contract.agency, contract.fieldOf(childType, fieldName));
  return cell === null ? null : { path, cell, at: cellAt(cell) };
}

/** What decides a field: its own cell, and the presence of a second class where there is one. */
type Gate = {
  readonly place: Place;
  readonly alongside: number | null;
  readonly isContent: boolean;
  isOpen(cells: CellDecisions, position: number, marker: string | null): boolean;
};

function compileGate(
  { contract, cellAt, path }: FactInput,
  field: ContractField | undefined,
  inner: readonly string[] = path,
): Gate | null {
  const cell = cellOf(contract.agency, field);
  if (cell === null || field?.disclosure == null) return null;
  const { alongside, mode } = field.disclosure;
  const at = decidedAt(cellAt, cell);
  const second =
    alongside === null ? null : decidedAt(cellAt, { agency: contract.agency, class: alongside, aspect: 'PRESENCE' });
  const isContent = mode === 'CONTENT';
  const maskOf = ({ read, know, split }: CellDecision, marker: string | null): ItemMask => {
    const ofMarker = marker === null ? undefined : split?.get(marker);
    return isContent ? (ofMarker ?? read) : know | (ofMarker ?? 0);
  };
  return {
    place: { path: inner, cell, at },
    alongside: second,
    isContent,
    isOpen: (cells, position, marker) => {
      const decided = cells[at];
      if (decided === undefined || (second !== null && (cells[second]?.know ?? 0) === 0)) return false;
      return ((maskOf(decided, marker) >> position) & 1) === 1;
    },
  };
}

function decidedAt(cellAt: FactInput['cellAt'], cell: Cell): number {
  const at = cellAt(cell);
  if (at < 0) throw new Error(`The plan does not need the cell ${cell.agency} ${cell.class} ${cell.aspect}.`);
  return at;
}

function isAnySplitOpen(gate: Gate, cells: CellDecisions, position: number): boolean {
  const split = cells[gate.place.at]?.split;
  if (split == null) return false;
  for (const marker of split.keys()) if (gate.isOpen(cells, position, marker)) return true;
  return false;
}

type ValueReader = (row: Row, position: number, cells: CellDecisions, findings: Findings | null) => unknown;

function compileValue(
  input: FactInput,
  typeName: string,
  planned: PlannedField,
  path: readonly string[],
  gate: Gate | null,
): ValueReader {
  const name = planned.field;
  if (planned.on === null) return (row) => row[name] ?? null;
  const inner = innerType(input.contract, typeName, name);
  // A value that is no list is noted where it stands, the elements of a list where lists are.
  const readOne = compileObject(input, inner, planned, path, gate);
  const readElement = compileObject(input, inner, planned, [...path, '*'], gate);
  const marker = markerOf(input.contract, inner);
  return (row, position, cells, findings) => {
    const value = row[name] ?? null;
    if (!Array.isArray(value)) return isRow(value) ? readOne(value, position, cells, findings) : null;
    const list: unknown[] = [];
    for (const element of value) {
      if (!isRow(element)) continue;
      if (marker !== null && gate?.isOpen(cells, position, String(element[marker])) !== true) continue;
      list.push(readElement(element, position, cells, findings));
    }
    return list;
  };
}

type FactMember = {
  readonly key: string;
  /** Null: nothing that this agency discloses. */
  readonly gate: Gate | null;
  readonly constant: string | null;
  readonly read: ValueReader;
};

function compileObject(
  input: FactInput,
  typeName: string,
  planned: PlannedField,
  path: readonly string[],
  within: Gate | null,
): ValueReader {
  const { contract, isCopy } = input;
  const members = (planned.on?.[typeName] ?? []).map((member): FactMember => {
    const inner = isCopy === true ? input.path : [...path, member.key];
    const gate =
      member.field === '__typename' ? null : compileGate(input, contract.fieldOf(typeName, member.field), inner);
    return {
      key: member.key,
      gate,
      constant: member.field === '__typename' ? typeName : null,
      read: gate === null ? () => null : compileValue(input, typeName, member, inner, gate),
    };
  });
  const marker = markerOf(contract, typeName);
  const readGranted: ValueReader = (row, position, cells, findings) => {
    const object = new ResponseObject();
    const split = marker === null ? null : String(row[marker]);
    for (const { key, gate, constant, read } of members) {
      let value: unknown = constant;
      if (gate?.isOpen(cells, position, split) === true) {
        value = read(row, position, cells, findings);
        if (value !== null && findings !== null && isCopy !== true) findings.release(gate.place.cell);
      } else if (gate !== null) findings?.note(gate.place, 'HELD');
      object[key] = value;
    }
    return object;
  };
  if (isCopy !== true || within === null || !isDecidedAs(input, within, typeName, planned)) return readGranted;
  // Where all is decided alike, what is open is the row itself: a copy is read by the names of its fields.
  return (row, position, cells, findings) =>
    within.isOpen(cells, position, null) ? row : readGranted(row, position, cells, findings);
}

/** Whether everything selected below a field is decided exactly as the field itself. */
function isDecidedAs(input: FactInput, within: Gate, typeName: string, planned: PlannedField): boolean {
  const { contract } = input;
  if (markerOf(contract, typeName) !== null) return false;
  return (planned.on?.[typeName] ?? []).every((member) => {
    const gate = compileGate(input, contract.fieldOf(typeName, member.field));
    const isSame =
      gate !== null &&
      gate.place.at === within.place.at &&
      gate.alongside === within.alongside &&
      gate.isContent === within.isContent;
    const inner = innerType(contract, typeName, member.field);
    return isSame && (member.on === null || isDecidedAs(input, within, inner, member));
  });
}

/** The name of the field that tells an object's kind apart; null: its type has none. */
function markerOf(contract: AgencyContract, typeName: string): string | null {
  const type = contract.schema.getType(typeName);
  if (!isObjectType(type) || contract.isItem(typeName)) return null;
  return Object.keys(type.getFields()).find((name) => contract.fieldOf(typeName, name)?.isMarker === true) ?? null;
}

function innerType(contract: AgencyContract, typeName: string, fieldName: string): string {
  const type = contract.schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  return field === undefined ? '' : getNamedType(field.type).name;
}
