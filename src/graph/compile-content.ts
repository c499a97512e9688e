import type { Cell } from '../model/decision.ts';
import type { AgencyName, DisclosureClass, Restriction } from '../model/words.ts';
import { type Compilation, compileMember, type Grant, type Scope } from './compile-members.ts';
import type { AgencyContract, ComposedGraph } from './contract.ts';
import { hashDocument, rowsKey } from './facts-calls.ts';
import type { GraphOptions, PlannedField } from './graph-step.ts';
import { everyItem } from './item-rules.ts';
import type { Member, UpstreamSource } from './member.ts';
import { childType } from './planned-cells.ts';
import type { Place } from './reading.ts';
import { startSelection } from './upstream-selection.ts';
import { startVariables, type VariableValues } from './upstream-variables.ts';

/** One agency's part of a root selection under one set of grants: what is asked, and how the answer is read. */
export type ContentShape = {
  readonly agency: AgencyName;
  /** Null: nothing that this agency offers was asked for and granted. */
  readonly document: { readonly text: string; readonly hash: string } | null;
  /** The classes that the document asks for. */
  readonly classes: readonly DisclosureClass[];
  /** How the granted fields of `Child` are read, and the closed ones explained. */
  readonly members: ReadonlyMap<PlannedField, Member>;
  /** Every closed or partly closed place, whatever comes back. */
  readonly closed: readonly Place[];
  /** How the answers of several records of one child join. */
  readonly sources: readonly UpstreamSource[];
  /** The record's own position in masks, for what lies outside items. */
  readonly position: number;
  /** The restrictions whose items are left out, as they are asked for and as they are checked again. */
  readonly excluded: readonly Restriction[];
  readonly excludedSet: ReadonlySet<Restriction>;
  /** Fills the document's variables for some records. */
  variablesFor(
    recordIds: readonly string[],
    values: Omit<VariableValues, 'excluded'>,
  ): Readonly<Record<string, unknown>>;
};

/** What a shape is compiled from. */
export type ContentInput = {
  readonly composed: ComposedGraph;
  readonly contract: AgencyContract;
  readonly thirdParty: GraphOptions['thirdParty'];
  /** The fields of `Child` that this agency is asked for as content. */
  readonly fields: readonly PlannedField[];
  /** Those whose lists several agencies offer. */
  readonly collected: ReadonlySet<PlannedField>;
  readonly grant: Grant;
  /** See `Place.at`. */
  readonly cellAt: (cell: Cell) => number;
  readonly excluded: readonly Restriction[];
};

/** Compiles one agency's part of a root selection for one set of grants. */
export function compileContent(input: ContentInput): ContentShape {
  const { composed, contract, thirdParty, fields, collected, grant, cellAt, excluded } = input;
  const variables = startVariables(collected);
  const compilation: Compilation = {
    schema: composed.schema,
    contract,
    grant,
    cellAt,
    thirdParty,
    variables,
    classes: new Set(),
    closed: [],
  };
  const selection = startSelection(new Set([recordIdField]), '');
  const position = grant.isOwnRecord ? 2 : 0;
  const scope: Scope = { kind: 'RECORD', position, groupFor: () => 0, selection: () => selection };
  const members = new Map<PlannedField, Member>();
  for (const field of fields) {
    // What the gateway builds from is the contract's alone: no part of the public graph.
    const schema = composed.childFields.has(field.field) ? composed.schema : contract.schema;
    members.set(
      field,
      compileMember(
        { ...compilation, schema },
        scope,
        childType,
        field,
        { mask: everyItem, cause: null, within: null },
        [],
      ),
    );
  }
  const selected = selection.print();
  const text = selected === '' ? null : printContent(contract, variables.declared(), `${recordIdField} ${selected}`);
  return {
    agency: contract.agency,
    document: text === null ? null : { text, hash: hashDocument(text) },
    classes: [...compilation.classes],
    members,
    closed: compilation.closed,
    sources: [...members.values()].flatMap((member) => member.sources),
    position,
    excluded,
    excludedSet: new Set(excluded),
    variablesFor: (recordIds, values) => ({
      ...recordVariables(contract, recordIds),
      ...variables.fill({ ...values, excluded }),
    }),
  };
}

/** The field by which rows are matched to records, never by position. */
export const recordIdField = 'recordId';

function printContent(contract: AgencyContract, declared: readonly string[], selection: string): string {
  if (contract.dialect === 'FEDERATION') {
    const variables = ['$representations: [_Any!]!', ...declared].join(', ');
    const root = `${rowsKey}: _entities(representations: $representations)`;
    return `query ChildviewContent(${variables}) { ${root} { ... on ${childType} { ${selection} } } }`;
  }
  const entry = contract.entries.RECORD;
  const [ids] = contract.schema.getQueryType()?.getFields()[entry]?.args ?? [];
  if (ids === undefined)
    throw new Error(`The contract of ${contract.agency} has no root field ${entry} that takes ids.`);
  const variables = [`$${ids.name}: ${String(ids.type)}`, ...declared].join(', ');
  return `query ChildviewContent(${variables}) { ${rowsKey}: ${entry}(${ids.name}: $${ids.name}) { ${selection} } }`;
}

function recordVariables(contract: AgencyContract, recordIds: readonly string[]): Record<string, unknown> {
  if (contract.dialect === 'FEDERATION') {
    return { representations: recordIds.map((recordId) => ({ __typename: childType, [recordIdField]: recordId })) };
  }
  const [ids] = contract.schema.getQueryType()?.getFields()[contract.entries.RECORD]?.args ?? [];
  return { [ids?.name ?? 'ids']: [...recordIds] };
}
