import { createHash } from 'node:crypto';
import {
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  getNullableType,
  isObjectType,
} from 'graphql';
import type { ShownItem } from '../graph/graph-step.ts';
import type { PeerRow, WantedFields } from '../model/peer.ts';
import type { OrganisationCode, Purpose, RecordKey } from '../model/words.ts';

/** The own child type, and the fields of the peers' contract that are made from other fields of it. */
const childType = 'Child';
const madeFrom: Readonly<Record<string, string>> = {
  // A source has a state of its own only where something is asked of it: what is of the same class, and known already.
  authoritySources: 'sources { agency state } identity { names { given } }',
  educationPlace: 'missingEducation { sources { agency state place since evidence handedOverTo } }',
};
const longestPage = 200;

/**
 * The selection of this gateway's own `Child` that answers what a peer wants, and nothing more: what the asking
 * authority has not granted is not asked of our agencies either. Markers come with the items by themselves.
 */
export function ownSelection(wanted: WantedFields, schema: GraphQLSchema): string {
  const child = schema.getType(childType);
  if (!isObjectType(child)) throw new Error('The graph has no child.');
  const own = child.getFields();
  const parts = [...wanted].flatMap(([name, below]): readonly string[] => {
    const made = madeFrom[name];
    if (made !== undefined) return [made];
    const field = own[name];
    const type = field === undefined ? undefined : getNamedType(field.type);
    if (field === undefined || !isObjectType(type) || below === null) return [];
    const page = field.args.some((argument) => argument.name === 'first') ? `(first: ${longestPage})` : '';
    return [`${name}${page} ${selectionOf(below, type)}`];
  });
  return [...new Set(['withheld { path state }', ...parts])].join(' ');
}

/** Fields of the own child, each with all that can be selected below it. */
export function wholeFields(names: readonly string[], schema: GraphQLSchema): WantedFields {
  const child = schema.getType(childType);
  const own = isObjectType(child) ? child.getFields() : {};
  return new Map(
    names.map((name): [string, WantedFields | null] => {
      const type = own[name] === undefined ? undefined : getNamedType(own[name].type);
      return [name, isObjectType(type) ? wholeOf(type) : null];
    }),
  );
}

function wholeOf(type: GraphQLObjectType): WantedFields {
  return new Map(
    Object.values(type.getFields()).map((field): [string, WantedFields | null] => {
      const inner = getNamedType(field.type);
      return [field.name, isObjectType(inner) ? wholeOf(inner) : null];
    }),
  );
}

function selectionOf(wanted: WantedFields, type: GraphQLObjectType): string {
  const fields = type.getFields();
  const parts = [...wanted].flatMap(([name, below]): readonly string[] => {
    const field = fields[name];
    if (field === undefined) return [];
    const inner = getNamedType(field.type);
    if (!isObjectType(inner)) return [name];
    return below === null ? [] : [`${name} ${selectionOf(below, inner)}`];
  });
  return `{ ${parts.length === 0 ? '__typename' : parts.join(' ')} }`;
}

/** What a content row is made of beside what was released. */
export type ContentParts = {
  readonly schema: GraphQLSchema;
  readonly authority: OrganisationCode;
  readonly purpose: Purpose;
  readonly at: string;
  /** What is known of an item that was shown. */
  readonly shownOf: (item: object) => ShownItem | undefined;
  readonly seal: (key: RecordKey) => string;
};

type Released = Readonly<Record<string, unknown>>;
type Withheld = { readonly path: readonly string[]; readonly state: string };
type ListArguments = {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly relevantTo?: string | null;
  readonly exclude?: readonly string[] | null;
  readonly heldBy?: readonly string[] | null;
};

/** Turns one child as it was released into a row of the peers' contract. */
export function contentRow(recordId: string, child: Released, wanted: WantedFields, parts: ContentParts): PeerRow {
  const withheld = (child['withheld'] ?? []) as readonly Withheld[];
  const row: Record<string, unknown> = { recordId };
  for (const name of wanted.keys()) {
    if (name === 'authoritySources') {
      row[name] = (args: ListArguments) => page(sourceItems(child, parts), args);
    } else if (name === 'educationPlace') {
      row[name] = (args: ListArguments) => page(placeItems(child, parts), args)[0] ?? null;
    } else if (isListOfOwn(name, parts.schema)) {
      row[name] = listOf(name, child[name], withheld, parts);
    }
  }
  return row;
}

function isListOfOwn(name: string, schema: GraphQLSchema): boolean {
  const child = schema.getType(childType);
  const field = isObjectType(child) ? child.getFields()[name] : undefined;
  return field !== undefined && isListType(getNullableType(field.type));
}

function listOf(name: string, value: unknown, withheld: readonly Withheld[], parts: ContentParts): unknown {
  const own = withheld.filter(({ path }) => path[0] === name);
  if (!Array.isArray(value)) return missing(own.flatMap(({ path, state }) => (path.length === 1 ? [state] : [])));
  const refused = new Set(own.map(({ path }) => path.join('.')));
  const items = value.flatMap((item: unknown) => {
    const shown = typeof item === 'object' && item !== null ? parts.shownOf(item) : undefined;
    return shown === undefined ? [] : [itemOf(item as Released, shown, `${name}.*`, refused, parts)];
  });
  return (args: ListArguments) => page(items, args);
}

/** Why a whole list is not there: what is withheld here is refused to the asker, what is silent is no answer. */
function missing(states: readonly string[]): unknown {
  if (states.length > 0 && states.every((state) => state === 'NOT_HELD')) return [];
  return states.some((state) => state === 'NO_RESPONSE' || state === 'SOURCE_ERROR')
    ? new GraphQLError('Not answered.', { extensions: { code: 'SOURCE_ERROR' } })
    : refusal();
}

function refusal(): GraphQLError {
  return new GraphQLError('Not given.', { extensions: { code: 'SOURCE_RESTRICTED' } });
}

function itemOf(
  item: Released,
  shown: ShownItem,
  at: string,
  refused: ReadonlySet<string>,
  parts: ContentParts,
): PeerRow {
  return {
    ...withRefusals(item, at, refused),
    id: parts.seal({ scheme: 'ITEM', value: itemHash(shown.agency, shown.id) }),
    custodian: shown.custodian,
    recordedAt: shown.recordedAt,
    relevance: shown.relevance,
    restrictions: shown.restrictions,
    about: shown.about,
  };
}

/** A null that something was withheld for is a refusal, not an absence. */
function withRefusals(value: Released, at: string, refused: ReadonlySet<string>): Released {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const path = `${at}.${key}`;
      if (inner === null && refused.has(path)) return [key, refusal()];
      const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
      return [key, isObject ? withRefusals(inner as Released, path, refused) : inner];
    }),
  );
}

/** Of a fixed length, so that it can be sealed; which agency's item it is cannot be read off the sealed id. */
function itemHash(agency: string, id: string): string {
  return createHash('sha256').update(`${agency}\n${id}`).digest('base64url');
}

function sourceItems(child: Released, parts: ContentParts): readonly PeerRow[] {
  const sources = (child['sources'] ?? []) as readonly { readonly agency: string; readonly state: string }[];
  return sources.map(({ agency, state }) =>
    ownItem(`source ${agency}`, { agency, state: state === 'RELEASED' ? 'HELD' : state }, parts),
  );
}

type Place = { readonly place: string | null; readonly state: string } & Readonly<Record<string, unknown>>;

/** What the own education sources say together: where one knows a place, that; where one did not say, nothing is known. */
function placeItems(child: Released, parts: ContentParts): readonly PeerRow[] {
  const signal = child['missingEducation'] as { readonly sources?: readonly Place[] | null } | null | undefined;
  const sources = signal?.sources ?? null;
  if (sources === null) throw refusal();
  const told = sources.filter(({ place }) => place !== null && place !== 'NONE' && place !== 'UNKNOWN');
  const isWhole = sources.every(({ state, place }) => state === 'NOT_HELD' || place === 'NONE');
  const found = told[0];
  const value =
    found === undefined
      ? { kind: isWhole ? 'NONE' : 'UNKNOWN', since: null, evidence: null, handedOverTo: null }
      : { kind: found.place, since: found['since'], evidence: found['evidence'], handedOverTo: found['handedOverTo'] };
  return [ownItem('education place', value, parts)];
}

/** An item of the gateway's own making, about the child and for the purpose asked for. */
function ownItem(id: string, value: Released, { authority, at, purpose, seal }: ContentParts): PeerRow {
  return {
    ...value,
    id: seal({ scheme: 'ITEM', value: itemHash('', id) }),
    custodian: authority,
    recordedAt: at,
    relevance: [purpose],
    restrictions: [],
    about: 'CHILD',
  };
}

/** The list's arguments, as any agency takes them (schemas/common.graphql). */
function page(items: readonly PeerRow[], args: ListArguments): readonly PeerRow[] {
  const kept = items.filter((item) => {
    const relevance = item['relevance'] as readonly string[];
    const restrictions = item['restrictions'] as readonly string[];
    if ((args.exclude ?? []).some((each) => restrictions.includes(each))) return false;
    const isHeld = args.heldBy?.includes(String(item['custodian'])) === true;
    const isRelevant = args.relevantTo != null && relevance.includes(args.relevantTo);
    const isFiltered = args.relevantTo != null || args.heldBy != null;
    return !isFiltered || isHeld || isRelevant;
  });
  const after = args.after ?? null;
  const start = after === null ? 0 : kept.findIndex((item) => item['id'] === after) + 1;
  if (after !== null && start === 0) return [];
  return kept.slice(start, start + Math.max(1, Math.min(args.first ?? 50, longestPage)));
}
