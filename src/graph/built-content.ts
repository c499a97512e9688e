import { getNamedType, isObjectType } from 'graphql';
import type { AgencyContract, ChildField } from './contract.ts';
import type { PlannedField } from './graph-step.ts';
import { childType } from './planned-cells.ts';

type Built = Extract<ChildField, { kind: 'BUILT' }>;

const copies = new WeakMap<PlannedField, Map<AgencyContract, PlannedField>>();

/**
 * What one agency is asked for as content, so that the gateway can build a field from it: the whole of the
 * contract's field, whatever of the built one the caller selected, under the caller's own key. Null: the
 * agency does not offer it, or it is a fact, which came with the facts. Always the same object for the same
 * field of a plan and contract.
 */
export function contentCopyOf(contract: AgencyContract, field: PlannedField, made: Built): PlannedField | null {
  const offered = contract.fieldOf(childType, made.from);
  if (offered?.disclosure == null || offered.use !== null) return null;
  const known = copies.get(field) ?? new Map<AgencyContract, PlannedField>();
  copies.set(field, known);
  const copy = known.get(contract) ?? { ...wholeOf(contract, made.from), key: field.key };
  known.set(contract, copy);
  return copy;
}

function wholeOf(contract: AgencyContract, name: string): PlannedField {
  const child = contract.schema.getType(childType);
  const type = isObjectType(child) ? getNamedType(child.getFields()[name]?.type) : undefined;
  if (!isObjectType(type)) throw new Error(`${contract.agency}: Child.${name} is no object to build from.`);
  const inner = Object.values(type.getFields()).flatMap((field) =>
    contract.fieldOf(type.name, field.name)?.disclosure == null ? [] : [leaf(field.name, String(field.type))],
  );
  return { ...leaf(name, type.name), on: { [type.name]: inner } };
}

function leaf(field: string, type: string): PlannedField {
  return { key: field, field, type, args: '', argsIndex: null, on: null };
}
