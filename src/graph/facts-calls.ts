import { createHash } from 'node:crypto';
import { getNamedType, type GraphQLField, type GraphQLObjectType, isLeafType, isObjectType } from 'graphql';
import type { AgencyCall } from '../model/agency-call.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { RecordKey } from '../model/words.ts';
import type { AgencyContract } from './contract.ts';
import type { FactsAsk, FactsCall } from './graph-step.ts';
import { childType } from './planned-cells.ts';

/** The most keys, or record ids, that one request may carry. */
export const maxKeysPerCall = 500;

/** The most persons that one request may look for. */
const maxSearchesPerCall = 200;

/** How many records are asked for each person, unless the caller says. */
const usualFound = 20;

/** Where every document of ours puts the agency's rows. */
export const rowsKey = 'records';

/** Where a document that also looks for persons puts the rows found. */
export const foundKey = 'found';

/** The variable that holds the persons looked for. */
export const searchesVariable = 'searches';

/** The variable that holds the one person of whom a carer and a school are asked. */
export const corroborateVariable = 'corroborate';

/** Words the facts requests to one agency; the documents are printed once. */
export type FactsCaller = {
  readonly isSearchable: boolean;
  factsCalls(
    keys: readonly RecordKey[],
    ask: FactsAsk,
    searches?: readonly PersonSearch[],
    first?: number,
  ): readonly FactsCall[];
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
  const selection = factsSelection(contract, (field) => !isSearchFact(field));
  const byKeys = byKeysRoot(contract);
  const facts = documentOf('ChildviewFacts', [{ ...byKeys, selection }]);
  const search = searchDocuments(contract, byKeys, selection);
  const caseload =
    contract.entries.CASELOAD === null
      ? null
      : documentOf('ChildviewCaseload', [
          { ...plainRoot(contract, contract.entries.CASELOAD), key: rowsKey, selection },
        ]);

  const callFor = (
    ask: FactsAsk,
    { keys, searches }: Batch,
    first: number,
    document: FactsDocument,
    isSearching: boolean,
  ): FactsCall => {
    const variables = {
      ...keyVariables(contract, keys),
      ...factsVariables(document, ask),
      ...(isSearching ? searchVariables(document, searches, first) : {}),
    };
    return { keys, searches, first, call: callOf(contract, 'FACTS', document, variables) };
  };

  return {
    isSearchable: search !== null,
    factsCalls: (keys, ask, searches, first = usualFound) => {
      if (search === null || searches === undefined) {
        return inBatches(keys, maxKeysPerCall).map((batch) =>
          callFor(ask, { keys: batch, searches: [] }, first, facts, false),
        );
      }
      return batchesOf(keys, searches).map((batch) => {
        const document = batch.searches.some(asksOfOthers) ? search.corroborated : search.plain;
        return callFor(ask, batch, first, document, true);
      });
    },
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

/** Whether a fact is a question about the person looked for, so that only a search can ask it. */
export function isSearchFact({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ type }) => getNamedType(type).name === searchType);
}

const searchType = 'PersonSearch';

type Batch = { readonly keys: readonly RecordKey[]; readonly searches: readonly PersonSearch[] };

/** Keys and searches side by side, in as few requests as they fit into; one when there is neither. */
function batchesOf(keys: readonly RecordKey[], searches: readonly PersonSearch[]): readonly Batch[] {
  const ofKeys = inBatches(keys, maxKeysPerCall);
  const together = searches.filter((search) => !asksOfOthers(search));
  const alone = searches.filter(asksOfOthers).map((search) => [search]);
  const ofSearches = [...alone, ...(together.length === 0 ? [] : inBatches(together, maxSearchesPerCall))];
  return Array.from({ length: Math.max(ofKeys.length, ofSearches.length) }, (_, index) => ({
    keys: ofKeys[index] ?? [],
    searches: ofSearches[index] ?? [],
  }));
}

/** Whether a search says something of a carer or a school, so that the record is asked whether it bears that out. */
function asksOfOthers({ carerGivenName, carerFamilyName, school, yearGroup }: PersonSearch): boolean {
  return [carerGivenName, carerFamilyName, school, yearGroup].some((given) => given !== null);
}

function searchVariables(
  document: FactsDocument,
  searches: readonly PersonSearch[],
  first: number,
): Record<string, unknown> {
  const persons = searches.map(whatIsKnown);
  return {
    [searchesVariable]: persons,
    first,
    ...(document.variables.has(corroborateVariable) ? { [corroborateVariable]: persons[0] } : {}),
  };
}

function whatIsKnown(search: PersonSearch): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== null));
}

function keyVariables(contract: AgencyContract, keys: readonly RecordKey[]): Readonly<Record<string, unknown>> {
  if (contract.dialect === 'PLAIN') return { by: keys.map(({ scheme, value }) => ({ scheme, value })) };
  return { representations: keys.map(({ scheme, value }) => ({ __typename: childType, key: { scheme, value } })) };
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

function factsSelection(contract: AgencyContract, isAsked: IsAsked): FactsSelection {
  const child = contract.schema.getType(childType);
  if (!isObjectType(child)) throw new Error(`The contract of ${contract.agency} has no type ${childType}.`);
  const variables = new Map<string, string>();
  return { text: selectFacts(contract, child, variables, isAsked), variables };
}

type IsAsked = (field: GraphQLField<unknown, unknown>) => boolean;

function selectFacts(
  contract: AgencyContract,
  parent: GraphQLObjectType,
  variables: Map<string, string>,
  isAsked: IsAsked,
): string {
  const parts: string[] = [];
  for (const field of Object.values(parent.getFields())) {
    if (contract.fieldOf(parent.name, field.name)?.use == null || !isAsked(field)) continue;
    const type = getNamedType(field.type);
    const head = `${field.name}${factArguments(contract, field, variables)}`;
    if (isLeafType(type)) parts.push(head);
    else if (isObjectType(type)) parts.push(`${head} ${selectFacts(contract, type, variables, isAsked)}`);
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
    const isSearch = getNamedType(argument.type).name === searchType;
    if (!isSearch && !Object.hasOwn(askedWith, argument.name)) {
      throw new Error(
        `${contract.agency}: the fact ${field.name} takes an argument that is not known: ${argument.name}.`,
      );
    }
    const variable = isSearch ? corroborateVariable : argument.name;
    variables.set(variable, String(argument.type));
    return `${argument.name}: $${variable}`;
  });
  return `(${given.join(', ')})`;
}

/** One root of a document. `selection` is of `Child`. */
type Root = {
  readonly key: string;
  /** The field with its arguments. */
  readonly field: string;
  readonly variables: ReadonlyMap<string, string>;
  /** Whether what the field returns is an abstract type. */
  readonly isAbstract: boolean;
  readonly selection: FactsSelection;
};

/** The root by which keys are asked: the contract's own, or `_entities`. */
function byKeysRoot(contract: AgencyContract): Omit<Root, 'selection'> {
  if (contract.dialect === 'PLAIN') return { ...plainRoot(contract, contract.entries.IDENTIFIER), key: rowsKey };
  return {
    key: rowsKey,
    field: '_entities(representations: $representations)',
    variables: new Map([['representations', '[_Any!]!']]),
    isAbstract: true,
  };
}

/** A root field of the contract; `renamed` gives variables other names than the arguments have. */
function plainRoot(
  contract: AgencyContract,
  entry: string,
  renamed: Readonly<Record<string, string>> = {},
): Omit<Root, 'selection' | 'key'> {
  const field = contract.schema.getQueryType()?.getFields()[entry];
  if (field === undefined) throw new Error(`The contract of ${contract.agency} has no root field ${entry}.`);
  const variables = new Map(field.args.map(({ name, type }) => [renamed[name] ?? name, String(type)]));
  const args = field.args.map(({ name }) => `${name}: $${renamed[name] ?? name}`).join(', ');
  return { field: `${entry}(${args})`, variables, isAbstract: false };
}

/** The documents that look for persons beside the keys; null: the agency has no such entry. */
function searchDocuments(
  contract: AgencyContract,
  byKeys: Omit<Root, 'selection'>,
  selection: FactsSelection,
): { readonly plain: FactsDocument; readonly corroborated: FactsDocument } | null {
  if (contract.entries.SEARCH === null) return null;
  const found = { ...plainRoot(contract, contract.entries.SEARCH, { by: searchesVariable }), key: foundKey };
  const roots = (ofFound: FactsSelection) => [
    { ...byKeys, selection },
    { ...found, selection: ofFound },
  ];
  return {
    plain: documentOf('ChildviewSearch', roots(selection)),
    corroborated: documentOf('ChildviewSearch', roots(factsSelection(contract, () => true))),
  };
}

function documentOf(name: string, roots: readonly Root[]): FactsDocument {
  const variables = new Map(roots.flatMap((root) => [...root.variables, ...root.selection.variables]));
  const declared = [...variables].map(([variable, type]) => `$${variable}: ${type}`).join(', ');
  const fields = roots.map(({ key, field, isAbstract, selection: { text } }) =>
    isAbstract ? `${key}: ${field} { ... on ${childType} ${text} }` : `${key}: ${field} ${text}`,
  );
  const text = `query ${name}(${declared}) { ${fields.join(' ')} }`;
  return { text, hash: hashDocument(text), variables: new Set(variables.keys()) };
}
