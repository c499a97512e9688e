import { type FieldNode, type OperationDefinitionNode, parse, print, type SelectionSetNode } from 'graphql';
import type { StoredRecord } from '../../mocks/records/stored-record.ts';
import type { ContractAgency } from './contract-agency.ts';

/** One subgraph of the peers: a part of `Child`, keyed by NHS number, over the same records as the agencies serve. */
export type Subgraph = {
  readonly name: string;
  /** SDL for Apollo Federation 2. */
  readonly federated: string;
  /** SDL with the stitching directives of @graphql-tools. */
  readonly stitched: string;
  /** Answers `_entities` (or the root that stitching merges by), `child` and `children`. */
  readonly answer: (body: {
    readonly query: string;
    readonly variables?: Readonly<Record<string, unknown>>;
  }) => Promise<unknown>;
};

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';
const organisation = 'LA:001-CSC';

/** The part of `Child` that one agency's section is, as a subgraph. */
export function sectionSubgraph(agency: ContractAgency, field: string): Subgraph {
  const name = agency.name.replaceAll('-', '_');
  const types = agency.typesOf(field);
  const type =
    /\w+/.exec(
      String(
        (agency.schema.getType('Child') as never as { getFields(): Record<string, { type: unknown }> }).getFields()[
          field
        ]?.type,
      ),
    )?.[0] ?? '';
  const merge = `${name}ByNhs`;
  return {
    name,
    federated: `${link}\n\ntype Child @key(fields: "nhs") { nhs: ID!  ${field}: ${type} }\n\n${types}`,
    stitched: `type Query { ${merge}(nhs: [ID!]!): [Child]! @merge(keyField: "nhs") }\n\ntype Child @key(selectionSet: "{ nhs }") { nhs: ID!  ${field}: ${type} }\n\n${types.replaceAll(' @shareable', '')}`,
    answer: async ({ query, variables = {} }) => {
      const { root, operation } = rootOf(query);
      const keys = keysOf(root, variables);
      const selection = root.name.value === '_entities' ? entitySelection(root) : root.selectionSet;
      const inner = (selection?.selections ?? []).filter((node) => node.kind !== 'Field' || node.name.value !== 'nhs');
      const declared = (operation.variableDefinitions ?? []).filter(
        ({ variable }) =>
          !['representations', 'nhs', '_v0_nhs'].includes(variable.name.value) &&
          !isKeyVariable(variable.name.value, variables),
      );
      const text = `query (${['$keys: [RecordKey!]!', ...declared.map(print)].join(', ')}) { rows: ${agency.byIdentifier}(by: $keys) { identifiers { scheme value } ${inner.map(print).join(' ')} } }`;
      const answered = (await agency.answer(
        text,
        { ...variables, keys: keys.map((value) => ({ scheme: 'NHS_NUMBER', value })) },
        organisation,
      )) as {
        data?: { rows: ({ identifiers: { scheme: string; value: string }[] } & Record<string, unknown>)[] };
        errors?: unknown;
      };
      if (answered.errors !== undefined) throw new Error(`${agency.name}: ${JSON.stringify(answered.errors)}`);
      const byNumber = new Map(
        (answered.data?.rows ?? []).map(({ identifiers, ...row }) => [
          identifiers.find(({ scheme }) => scheme === 'NHS_NUMBER')?.value,
          row,
        ]),
      );
      const rows = keys.map((nhs) => {
        const row = byNumber.get(nhs);
        return row === undefined ? null : { ...row, nhs, __typename: 'Child' };
      });
      return { data: { [root.alias?.value ?? root.name.value]: rows } };
    },
  };
}

/** The index: which children there are, and who they are. */
export function indexSubgraph(records: readonly StoredRecord[]): Subgraph {
  const identity = 'type Identity { givenName: String familyName: String dateOfBirth: String sex: String }';
  const child = 'nhs: ID! id: ID! identity: Identity';
  const roots = 'child(id: ID!): Child  children(ids: [ID!]!): [Child]!';
  const byNumber = new Map<string, Record<string, unknown>>();
  for (const record of records) {
    const nhs = record.identifiers.find(({ scheme }) => scheme === 'NHS_NUMBER')?.value;
    const [name] = record.recordedIdentity.names;
    if (nhs === undefined || name === undefined) continue;
    byNumber.set(nhs, {
      __typename: 'Child',
      nhs,
      id: nhs,
      identity: {
        __typename: 'Identity',
        givenName: name.given,
        familyName: name.family,
        dateOfBirth: record.recordedIdentity.dateOfBirth,
        sex: record.recordedIdentity.sex,
      },
    });
  }
  return {
    name: 'index',
    federated: `${link}\n\ntype Query { ${roots} }\n\ntype Child @key(fields: "nhs") { ${child} }\n\n${identity}`,
    stitched: `type Query { ${roots}  indexByNhs(nhs: [ID!]!): [Child]! @merge(keyField: "nhs") }\n\ntype Child @key(selectionSet: "{ nhs }") { ${child} }\n\n${identity}`,
    answer: async ({ query, variables = {} }) => {
      const { operation } = rootOf(query);
      const data: Record<string, unknown> = {};
      for (const node of operation.selectionSet.selections) {
        if (node.kind !== 'Field') continue;
        const keys = keysOf(node, variables);
        const selection = node.name.value === '_entities' ? entitySelection(node) : node.selectionSet;
        const rows = keys.map((key) => project(byNumber.get(key) ?? null, selection));
        data[node.alias?.value ?? node.name.value] = node.name.value === 'child' ? (rows[0] ?? null) : rows;
      }
      return { data };
    },
  };
}

function rootOf(query: string): { readonly root: FieldNode; readonly operation: OperationDefinitionNode } {
  const operation = parse(query, { noLocation: true }).definitions.find(
    (node): node is OperationDefinitionNode => node.kind === 'OperationDefinition',
  );
  const root = operation?.selectionSet.selections.find((node): node is FieldNode => node.kind === 'Field');
  if (operation === undefined || root === undefined) throw new Error('The document has no root field.');
  return { root, operation };
}

/** The NHS numbers that a root asks for: representations, a list of keys, or one. */
function keysOf(root: FieldNode, variables: Readonly<Record<string, unknown>>): readonly string[] {
  const [argument] = root.arguments ?? [];
  if (argument === undefined) return [];
  const value = literalOf(argument.value, variables);
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return list.map((one) =>
    typeof one === 'object' && one !== null ? String((one as { nhs: unknown }).nhs) : String(one),
  );
}

function literalOf(
  node: NonNullable<FieldNode['arguments']>[number]['value'],
  variables: Readonly<Record<string, unknown>>,
): unknown {
  if (node.kind === 'Variable') return variables[node.name.value];
  if (node.kind === 'ListValue') return node.values.map((each) => literalOf(each, variables));
  if (node.kind === 'ObjectValue') {
    return Object.fromEntries(node.fields.map((field) => [field.name.value, literalOf(field.value, variables)]));
  }
  return 'value' in node ? node.value : null;
}

/** A variable that holds keys is not one of the section's own. */
function isKeyVariable(name: string, variables: Readonly<Record<string, unknown>>): boolean {
  const value = variables[name];
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    (typeof value[0] === 'string' || (typeof value[0] === 'object' && 'nhs' in value[0]))
  );
}

function entitySelection(root: FieldNode): SelectionSetNode | undefined {
  const fragment = root.selectionSet?.selections.find((node) => node.kind === 'InlineFragment');
  return fragment?.selectionSet;
}

function project(value: unknown, selection: SelectionSetNode | undefined): unknown {
  if (selection === undefined || value === null || typeof value !== 'object') return value;
  const chosen: Record<string, unknown> = {};
  for (const node of selection.selections) {
    if (node.kind === 'Field') {
      chosen[node.alias?.value ?? node.name.value] = project(
        (value as Record<string, unknown>)[node.name.value] ?? null,
        node.selectionSet,
      );
    } else if (node.kind === 'InlineFragment') Object.assign(chosen, project(value, node.selectionSet));
  }
  return chosen;
}
