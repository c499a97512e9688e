import { getNamedType, isObjectType } from 'graphql';
import type { Cell } from '../model/decision.ts';
import type { AgencyName, Aspect, DisclosureClass } from '../model/words.ts';
import { wholeCopy } from './build-identity.ts';
import type { AgencyContract, ChildField, ComposedGraph, ContractField } from './contract.ts';
import type { PlannedField } from './graph-step.ts';

/** The public type of which everything here speaks, and the name of its record in every contract. */
export const childType = 'Child';

/** The cells of one operation: those its selection discloses, and all that must be decided. */
export type PlannedCells = { readonly asked: readonly Cell[]; readonly needed: readonly Cell[] };

/**
 * Computes which cells a selection on `Child` can disclose, on every concrete type that an agency
 * can answer with, and which must be decided besides: second classes (`alongside`), the class of
 * third-party adults wherever an agency is asked for items, and every class of an agency's `Child`
 * fields when `sources` is selected, since a source's state may be told only to those who may know
 * of something there. What the gateway keeps itself is one cell of `keeper`.
 */
export function plannedCells(
  composed: ComposedGraph,
  thirdPartyClass: DisclosureClass,
  selections: readonly (readonly PlannedField[])[],
  keeper: AgencyName = '',
): PlannedCells {
  const asked = new Map<string, Cell>();
  const needed = new Map<string, Cell>();
  for (const field of selections.flat()) {
    const made = composed.childFields.get(field.field);
    if (made === undefined || made.kind === 'OWN') {
      if (field.field === 'sources') addEverything(composed, needed);
      continue;
    }
    if (made.kind === 'KEPT') {
      put(asked, { agency: keeper, class: made.class, aspect: 'PLAIN' });
      continue;
    }
    const offeredBy = typeof made.offeredBy === 'string' ? [made.offeredBy] : made.offeredBy;
    if (made.kind === 'BUILT' && isBuiltFromContent(composed, made)) addIdentity(composed, needed);
    for (const agency of offeredBy) {
      const contract = composed.contracts.get(agency);
      if (contract === undefined) continue;
      const target = { contract, thirdPartyClass, asked, needed };
      if (made.kind === 'BUILT') addWhole(target, childType, made.from);
      else addPlanned(target, childType, field);
    }
  }
  return { asked: [...asked.values()], needed: [...new Map([...asked, ...needed]).values()] };
}

/** Whether agencies are asked for what a field is built from as content; else it came with the facts. */
function isBuiltFromContent({ contracts }: ComposedGraph, { from, offeredBy }: Built): boolean {
  return offeredBy.some((agency) => contracts.get(agency)?.fieldOf(childType, from)?.use === null);
}

type Built = Extract<ChildField, { kind: 'BUILT' }>;

/** What is built from content depends on the child's age too: on copies of the identity that the caller may see. */
function addIdentity({ contracts }: ComposedGraph, needed: Map<string, Cell>): void {
  for (const contract of contracts.values()) {
    addWhole({ contract, thirdPartyClass: '', asked: needed, needed }, childType, wholeCopy.field);
  }
}

/** The cell that decides a contract field at an agency; null: it discloses nothing. */
export function cellOf(agency: AgencyName, field: ContractField | undefined): Cell | null {
  return field?.disclosure ? { agency, class: field.disclosure.class, aspect: field.aspect } : null;
}

/** One text for one cell, to be a key. */
export function cellKey(agency: AgencyName, disclosureClass: DisclosureClass, aspect: Aspect): string {
  return `${agency} ${disclosureClass} ${aspect}`;
}

type Target = {
  readonly contract: AgencyContract;
  readonly thirdPartyClass: DisclosureClass;
  readonly asked: Map<string, Cell>;
  readonly needed: Map<string, Cell>;
};

function addPlanned(target: Target, typeName: string, field: PlannedField): void {
  if (!addField(target, typeName, field.field)) return;
  for (const [name, fields] of Object.entries(field.on ?? {})) {
    // A public type may be another agency's; fields that this contract lacks add nothing.
    if (target.contract.schema.getType(name) === undefined) continue;
    if (target.contract.isItem(name)) addThirdParty(target);
    for (const inner of fields) addPlanned(target, name, inner);
  }
}

function addThirdParty({ contract: { agency }, thirdPartyClass, needed }: Target): void {
  put(needed, { agency, class: thirdPartyClass, aspect: 'PLAIN' });
}

function addWhole(target: Target, typeName: string, fieldName: string): void {
  if (!addField(target, typeName, fieldName)) return;
  const parent = target.contract.schema.getType(typeName);
  const type = isObjectType(parent) ? getNamedType(parent.getFields()[fieldName]?.type) : undefined;
  if (!isObjectType(type)) return;
  if (target.contract.isItem(type.name)) addThirdParty(target);
  for (const inner of Object.keys(type.getFields())) addWhole(target, type.name, inner);
}

function addField(target: Target, typeName: string, fieldName: string): boolean {
  const { agency } = target.contract;
  const field = target.contract.fieldOf(typeName, fieldName);
  const cell = cellOf(agency, field);
  if (cell === null) return false;
  put(target.asked, cell);
  const alongside = field?.disclosure?.alongside ?? null;
  if (alongside !== null) put(target.needed, { agency, class: alongside, aspect: 'PRESENCE' });
  return true;
}

/** What the fields of a contract's `Child` disclose, each kind of disclosure once; read once a contract. */
export function recordDisclosures(contract: AgencyContract): readonly RecordDisclosure[] {
  const known = disclosures.get(contract);
  if (known !== undefined) return known;
  const child = contract.schema.getType(childType);
  const names = isObjectType(child) ? Object.keys(child.getFields()) : [];
  const found = new Map<string, RecordDisclosure>();
  for (const name of names) {
    const disclosure = contract.fieldOf(childType, name)?.disclosure;
    if (disclosure) found.set(`${disclosure.class} ${disclosure.alongside}`, disclosure);
  }
  const list = [...found.values()];
  disclosures.set(contract, list);
  return list;
}

type RecordDisclosure = Pick<NonNullable<ContractField['disclosure']>, 'class' | 'alongside'>;

const disclosures = new WeakMap<AgencyContract, readonly RecordDisclosure[]>();

function addEverything(composed: ComposedGraph, needed: Map<string, Cell>): void {
  for (const [agency, contract] of composed.contracts) {
    for (const { class: disclosed, alongside } of recordDisclosures(contract)) {
      put(needed, { agency, class: disclosed, aspect: 'PLAIN' });
      if (alongside !== null) put(needed, { agency, class: alongside, aspect: 'PRESENCE' });
    }
  }
}

function put(cells: Map<string, Cell>, cell: Cell): void {
  const key = cellKey(cell.agency, cell.class, cell.aspect);
  if (!cells.has(key)) cells.set(key, cell);
}
