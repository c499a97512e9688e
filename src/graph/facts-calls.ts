import { createHash } from 'node:crypto';
import { getNamedType, type GraphQLField, type GraphQLObjectType, isLeafType, isObjectType } from 'graphql';
import type { AgencyCall } from '../model/agency-call.ts';
import type { RecordKey } from '../model/words.ts';
import type { AgencyContract } from './contract.ts';
import type { FactsAsk, FactsCall } from './graph-step.ts';
import { childType } from './planned-cells.ts';

/** The most keys, or record ids, that one request may carry. */
export const maxKeysPerCall = 500;

/** Where every document of ours puts the agency's rows. */
export const rowsKey = 'records';

/** Words the facts requests to one agency; the documents are printed once. */
export type FactsCaller = {
  factsCalls(keys: readonly RecordKey[], ask: FactsAsk): readonly FactsCall[];
  caseloadCall(
    page: { readonly first: number; readonly afterRecordId: string | null },
    ask: FactsAsk,
  ): AgencyCall | null;
};

/**
 * Compiles the facts documents of one agency: every field marked `@use` that can be reached from
 * `Child`, nothing else, through the entry that the agency's dialect offers.
 *
 * @throws Error when the contract offers a fact that needs an argument nobody can give.
 */
export function compileFactsCaller(contract: AgencyContract): FactsCaller {
  const selection = factsSelection(contract);
  const plain = contract.dialect === 'PLAIN';
  const facts = plain
    ? plainDocument(contract, selection, contract.entries.IDENTIFIER, 'ChildviewFacts')
    : federationDocument(selection);
  const caseload =
    contract.entries.CASELOAD === null
      ? null
      : plainDocument(contract, selection, contract.entries.CASELOAD, 'ChildviewCaseload');

  return {
    factsCalls: (keys, ask) =>
      inBatches(keys, maxKeysPerCall).map((batch) => {
        const wanted = plain
          ? { by: batch.map(({ scheme, value }) => ({ scheme, value })) }
          : { representations: batch.map(({ scheme, value }) => ({ __typename: childType, key: { scheme, value } })) };
        return { keys: batch, call: callOf(contract, 'FACTS', facts, { ...wanted, ...factsVariables(facts, ask) }) };
      }),
    caseloadCall: ({ first, afterRecordId }, ask) =>
      caseload === null
        ? null
        : callOf(contract, 'CASELOAD', caseload, {
            first,
            ...(afterRecordId === null ? {} : { after: afterRecordId }),
            ...factsVariables(caseload, ask),
          }),
  };
}

/** Hashes a document as the signed grant needs it: SHA-256, base64url. */
export function hashDocument(document: string): string {
  return createHash('sha256').update(document).digest('base64url');
}

/** Cuts a list into batches; an empty list is one empty batch. */
export function inBatches<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const batches: (readonly T[])[] = [];
  for (let start = 0; start < list.length; start += size) batches.push(list.slice(start, start + size));
  return batches.length === 0 ? [[]] : batches;
}

type FactsDocument = { readonly text: string; readonly hash: string; readonly variables: ReadonlySet<string> };
type FactsSelection = { readonly text: string; readonly variables: ReadonlyMap<string, string> };

/** The arguments that facts may take; the values are given with every request. */
const askedWith: Readonly<Record<string, (ask: FactsAsk) => unknown>> = {
  practitioner: (ask) => ask.practitioner,
  recipient: (ask) => ask.recipient,
  purpose: (ask) => ask.purpose,
};

function factsVariables(document: FactsDocument, ask: FactsAsk): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(askedWith)) if (document.variables.has(name)) variables[name] = value(ask);
  return variables;
}

function callOf(
  contract: AgencyContract,
  kind: 'FACTS' | 'CASELOAD',
  document: FactsDocument,
  variables: Readonly<Record<string, unknown>>,
): AgencyCall {
  return {
    agency: contract.agency,
    kind,
    document: document.text,
    documentHash: document.hash,
    variables,
    classes: [],
  };
}

function factsSelection(contract: AgencyContract): FactsSelection {
  const child = contract.schema.getType(childType);
  if (!isObjectType(child)) throw new Error(`The contract of ${contract.agency} has no type ${childType}.`);
  const variables = new Map<string, string>();
  return { text: selectFacts(contract, child, variables), variables };
}

function selectFacts(contract: AgencyContract, parent: GraphQLObjectType, variables: Map<string, string>): string {
  const parts: string[] = [];
  for (const field of Object.values(parent.getFields())) {
    if (contract.fieldOf(parent.name, field.name)?.use == null) continue;
    const type = getNamedType(field.type);
    const head = `${field.name}${factArguments(contract, field, variables)}`;
    if (isLeafType(type)) parts.push(head);
    else if (isObjectType(type)) parts.push(`${head} ${selectFacts(contract, type, variables)}`);
    else throw new Error(`${contract.agency}: the fact ${parent.name}.${field.name} is of an abstract type.`);
  }
  return `{ ${parts.join(' ')} }`;
}

function factArguments(
  contract: AgencyContract,
  field: GraphQLField<unknown, unknown>,
  variables: Map<string, string>,
): string {
  if (field.args.length === 0) return '';
  const given = field.args.map((argument) => {
    if (!Object.hasOwn(askedWith, argument.name)) {
      throw new Error(
        `${contract.agency}: the fact ${field.name} takes an argument that is not known: ${argument.name}.`,
      );
    }
    variables.set(argument.name, String(argument.type));
    return `${argument.name}: $${argument.name}`;
  });
  return `(${given.join(', ')})`;
}

function plainDocument(
  contract: AgencyContract,
  selection: FactsSelection,
  entry: string,
  name: string,
): FactsDocument {
  const field = contract.schema.getQueryType()?.getFields()[entry];
  if (field === undefined) throw new Error(`The contract of ${contract.agency} has no root field ${entry}.`);
  const variables = new Map(selection.variables);
  for (const argument of field.args) variables.set(argument.name, String(argument.type));
  const args = field.args.map(({ name: argument }) => `${argument}: $${argument}`).join(', ');
  return documentOf(name, variables, `${rowsKey}: ${entry}(${args}) ${selection.text}`);
}

function federationDocument(selection: FactsSelection): FactsDocument {
  const variables = new Map([['representations', '[_Any!]!'], ...selection.variables]);
  const root = `${rowsKey}: _entities(representations: $representations)`;
  return documentOf('ChildviewFacts', variables, `${root} { ... on ${childType} ${selection.text} }`);
}

function documentOf(name: string, variables: ReadonlyMap<string, string>, root: string): FactsDocument {
  const declared = [...variables].map(([variable, type]) => `$${variable}: ${type}`).join(', ');
  const text = `query ${name}(${declared}) { ${root} }`;
  return { text, hash: hashDocument(text), variables: new Set(variables.keys()) };
}
