import {
  execute,
  type ExecutionResult,
  type DocumentNode,
  getNamedType,
  type GraphQLFieldResolver,
  isCompositeType,
  isListType,
  getNullableType,
  isObjectType,
  isInterfaceType,
} from 'graphql';
import type { CellDecision } from '../../src/model/decision.ts';
import type { Data } from './agency-data.ts';
import { type ItemArguments, keptItems, listOf, pageOfItems } from './in-process-agency.ts';
import {
  agencyOrder,
  composed,
  everyRestriction,
  graphOptions,
  keeper,
  keptOfAnyChild,
  nameOrder,
  viewer,
} from './world.ts';
import type { GeneratedChild } from './world.ts';

/** What the reference may show; the same for every child. */
export type ReferenceDecision = {
  decide(agency: string, disclosed: string, aspect: string): Pick<CellDecision, 'read' | 'know'>;
  readonly allowedRestrictions: readonly string[];
};

/** What the reference is executed with. */
export type Reference = {
  readonly document: DocumentNode;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly children: readonly GeneratedChild[];
  readonly own: Readonly<Record<string, unknown>>;
  readonly decision: ReferenceDecision;
  /** Filled: paths at which something held was not shown, `*` for list indexes. */
  readonly withheld?: Set<string>;
};

/** An object of an agency's, with what was decided on the way to it. */
class Part {
  readonly agency: string;
  readonly data: Data;
  readonly mask: number;
  /** Null outside items. */
  readonly item: { readonly position: number; readonly isAdult: boolean } | null;

  constructor(agency: string, data: Data, mask: number, item: Part['item']) {
    this.agency = agency;
    this.data = data;
    this.mask = mask;
    this.item = item;
  }
}

class Whole {
  readonly child: GeneratedChild;

  constructor(child: GeneratedChild) {
    this.child = child;
  }
}

/**
 * Executes an operation as graphql-js does, over the merged data of all agencies, redacted as the
 * rules of the domain say: written apart from the gateway's own code, to compare it with. It is
 * executed twice, since `sources` can stand before the fields that it speaks of.
 */
export function executeReference(reference: Reference): ExecutionResult {
  const released: Released = new Map();
  executeOnce(reference, released, new Map());
  return executeOnce(reference, new Map(), released);
}

/** Agencies of which something left, by the path of the child. */
type Released = Map<string, Set<string>>;

function executeOnce(reference: Reference, releasing: Released, released: Released): ExecutionResult {
  const result = execute({
    schema: composed.schema,
    document: reference.document,
    operationName: reference.operationName,
    variableValues: reference.variables,
    rootValue: {},
    fieldResolver: resolverOf(reference, releasing, released),
    typeResolver: (value) => (value instanceof Part ? String(value.data['__typename']) : undefined),
  });
  if ('then' in result) throw new Error('the reference executes at once');
  return result;
}

function resolverOf(
  reference: Reference,
  releasing: Released,
  released: Released,
): GraphQLFieldResolver<unknown, unknown> {
  const { children, own, decision } = reference;
  const whole = (label: unknown): Whole | null => {
    const child = children.find((one) => one.label === label);
    return child === undefined ? null : new Whole(child);
  };
  const noted = (value: unknown, path: Path): unknown => {
    if (value === null) reference.withheld?.add(pathText(path));
    return value;
  };
  return (source, args, _context, info) => {
    const { fieldName } = info;
    if (info.parentType.name === 'Query') {
      if (fieldName === 'child') return whole(args['id']);
      if (fieldName === 'childByIdentifier') return whole(args['value']);
      if (fieldName === 'children') return [...args['ids']].map(whole);
      if (fieldName === 'myCaseload') return children.slice(0, args['first'] ?? 50).map((child) => new Whole(child));
      return own[fieldName];
    }
    if (source instanceof Whole) {
      const path = pathText(info.path.prev);
      const release = (agency: string): void => {
        // Of a concealed class nobody is told which agency's it was.
        const disclosed = composed.contracts.get(agency)?.fieldOf('Child', fieldName)?.disclosure?.class;
        if (disclosed !== undefined && graphOptions.concealedClasses?.includes(disclosed) === true) return;
        releasing.set(path, new Set([...(releasing.get(path) ?? []), agency]));
      };
      if (fieldName === 'sources') {
        const left = released.get(path);
        return agencyOrder.map((agency) => ({
          agency,
          state: left?.has(agency) === true ? 'RELEASED' : 'WITHHELD_OR_NONE',
        }));
      }
      return noted(childField(decision, source.child, fieldName, args, release), info.path);
    }
    if (source instanceof Part) {
      const value = partField(decision, source, fieldName, args);
      return source.data[fieldName] === null ? value : noted(value, info.path);
    }
    const value = (source as Data)[fieldName];
    return typeof value === 'function' ? value() : value;
  };
}

type Path = { readonly prev: Path | undefined; readonly key: string | number };

function pathText(path: Path | undefined): string {
  return path === undefined ? '' : `${pathText(path.prev)}.${typeof path.key === 'number' ? `#${path.key}` : path.key}`;
}

function childField(
  decision: ReferenceDecision,
  child: GeneratedChild,
  name: string,
  args: ItemArguments,
  release: (agency: string) => void,
): unknown {
  const made = composed.childFields.get(name);
  if (name === 'id') return child.label;
  if (name === 'withheld') return [];
  if (name === 'dataQuality') return dataQualityOf(decision, child, release);
  if (made?.kind === 'BUILT') {
    return made.from === 'recordedIdentity'
      ? identityOf(decision, child, release)
      : missingEducationOf(decision, child, made, release);
  }
  if (made?.kind === 'SECTION') {
    const record = child.records.get(made.offeredBy);
    release(made.offeredBy);
    return record === undefined ? null : partField(decision, new Part(made.offeredBy, record, 15, null), name, args);
  }
  if (made?.kind === 'KEPT') {
    const { read } = decision.decide(keeper, made.class, 'PLAIN');
    const kept = keptOfAnyChild.get(name);
    return read === 15 && kept?.kind === 'ROWS' ? pageOfItems([...kept.rows], args) : null;
  }
  if (made?.kind !== 'COLLECTED') throw new Error(`unknown field of Child: ${name}`);
  let all: Part[] | null = null;
  const { first, after, ...rest } = args;
  for (const agency of agencyOrder) {
    const record = child.records.get(agency);
    if (record === undefined || !made.offeredBy.includes(agency)) continue;
    const list =
      name === 'identifiers'
        ? identifiersOf(decision, agency, record)
        : partField(decision, new Part(agency, record, 15, null), name, { ...rest, first: 200 });
    if (!Array.isArray(list)) continue;
    all = [...(all ?? []), ...list];
    if (list.length === 0 || name === 'identifiers') release(agency);
  }
  if (all === null || name === 'identifiers') return all;
  all = [...all].sort((one, other) => compareTimes(timeOf(decision, one, name), timeOf(decision, other, name)));
  const page = pageOfItems(
    all.map((part) => part.data),
    { first: first ?? null, after: after ?? null },
  );
  const shown = all.filter((part) => page.includes(part.data));
  for (const part of shown) release(part.agency);
  return shown;
}

/** When an item was, where its list is one list in time and that may be read. */
function timeOf(decision: ReferenceDecision, part: Part, listName: string): string | null {
  const by = composed.contracts.get(part.agency)?.fieldOf('Child', listName)?.orderedBy ?? null;
  const time = by === null ? null : partField(decision, part, by, {});
  return typeof time === 'string' ? time : null;
}

/** Newest first, unknown last; the order stays as it is where both are equal. */
function compareTimes(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one > other ? -1 : 1;
}

function partField(decision: ReferenceDecision, part: Part, name: string, args: ItemArguments): unknown {
  const contract = composed.contracts.get(part.agency);
  const typeName = String(part.data['__typename']);
  const type = contract?.schema.getType(typeName);
  const annotated = contract?.fieldOf(typeName, name);
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  if (contract === undefined || field === undefined || annotated?.disclosure == null) return null;
  const { mode, alongside, class: disclosed } = annotated.disclosure;
  const named = getNamedType(field.type);
  const isConcrete = isObjectType(named) || !isCompositeType(named);
  const cell = decision.decide(part.agency, disclosed, annotated.aspect);
  let mask = part.mask & (mode === 'CONTENT' || !isConcrete ? cell.read : cell.know);
  if (alongside !== null && decision.decide(part.agency, alongside, 'PRESENCE').know === 0) mask = 0;
  const adults = decision.decide(part.agency, graphOptions.thirdParty.class, 'PLAIN');
  const secondMask = mode === 'CONTENT' || !isConcrete ? adults.read : adults.know;
  if (part.item !== null) {
    if (((mask >> part.item.position) & 1) === 0) return null;
    if (part.item.isAdult && ((secondMask >> part.item.position) & 1) === 0) return null;
  } else if (mask === 0) return null;
  const value = part.data[name];
  if (value === null || !isCompositeType(named)) return value;
  const isList = isListType(getNullableType(field.type));
  if (!contract.isItem(named.name)) {
    if (isList) return listOf(value).map((one) => new Part(part.agency, one, mask, part.item));
    return new Part(part.agency, value as Data, mask, part.item);
  }
  // What the agency can filter by, then the page, then what only the gateway can tell apart.
  const excluded = everyRestriction.filter((one) => !decision.allowedRestrictions.includes(one));
  const admitted = keptItems(isList ? listOf(value) : [value as Data], { ...args, exclude: excluded }).filter(
    (item) => ((widened(mask) >> positionOf(item)) & 1) === 1,
  );
  const items = (isList ? pageOfItems(admitted, args) : admitted).filter((item) => {
    if (graphOptions.neverAbout?.includes(String(item['about'])) === true) return false;
    if (item['about'] === graphOptions.thirdParty.about && ((secondMask >> positionOf(item)) & 1) === 0) return false;
    return ((mask >> positionOf(item)) & 1) === 1;
  });
  const parts = items.map(
    (item) =>
      new Part(part.agency, item, mask, {
        position: positionOf(item),
        isAdult: item['about'] === graphOptions.thirdParty.about,
      }),
  );
  return isList ? parts : (parts[0] ?? null);
}

/** The items that the narrowest filter of the contract lets through. */
export function widened(mask: number): number {
  return [0b1100, 0b1010, 0b1110].find((filter) => (mask & ~filter) === 0) ?? 15;
}

export function positionOf(item: Data): number {
  const isOwn = item['custodian'] === viewer.organisation;
  const isRelevant = Array.isArray(item['relevance']) && item['relevance'].includes(viewer.purpose);
  return (isOwn ? 2 : 0) + (isRelevant ? 1 : 0);
}

function isRecordOpen(mask: number, record: Data): boolean {
  return ((mask >> (record['custodian'] === viewer.organisation ? 2 : 0)) & 1) === 1;
}

function identifiersOf(decision: ReferenceDecision, agency: string, record: Data): Part[] | null {
  const { read } = decision.decide(agency, 'NUM', 'PLAIN');
  if ((read & 0b0101) === 0) return null;
  if (!isRecordOpen(read, record)) return [];
  return listOf(record['identifiers']).map(
    (one) => new Part(agency, one, 15, { position: isRecordOpen(0b1100, record) ? 2 : 0, isAdult: false }),
  );
}

/** No law is given, so that the signal is of nobody; what the sources said is told all the same. */
function missingEducationOf(
  decision: ReferenceDecision,
  child: GeneratedChild,
  { from, offeredBy }: { readonly from: string; readonly offeredBy: readonly string[] },
  release: (agency: string) => void,
): Data | null {
  const sources: Data[] = [];
  let isOpen = true;
  for (const agency of offeredBy) {
    const { read } = decision.decide(agency, 'UNI', 'PLAIN');
    const record = child.records.get(agency);
    const nothing = { agency, place: null, since: null, evidence: null, handedOverTo: null };
    const item = record === undefined ? null : partField(decision, new Part(agency, record, 15, null), from, {});
    if (item === null && read !== 15) {
      isOpen = false;
      continue;
    }
    const data = item instanceof Part ? item.data : null;
    if (data === null) sources.push({ ...nothing, state: record === undefined ? 'NOT_HELD' : 'WITHHELD_OR_NONE' });
    else if (data['kind'] === null) sources.push({ ...nothing, state: 'SOURCE_ERROR' });
    else {
      const { kind, since, evidence, handedOverTo } = data;
      sources.push({ agency, state: 'RELEASED', place: kind, since, evidence, handedOverTo });
    }
  }
  if (!isOpen || sources.length === 0) return null;
  for (const { agency, state } of sources) if (state === 'RELEASED') release(String(agency));
  return { state: 'NOT_APPLICABLE', sources, duty: null, route: null };
}

/** Nothing is linked here, so that there is nothing to flag. */
function dataQualityOf(
  decision: ReferenceDecision,
  child: GeneratedChild,
  release: (agency: string) => void,
): Data | null {
  const copies = nameOrder.flatMap((agency) => {
    const record = child.records.get(agency);
    if (record === undefined || !isRecordOpen(decision.decide(agency, 'ID', 'PLAIN').read, record)) return [];
    const copy = record['recordedIdentity'] as Data;
    const [inUse] = listOf(copy['names']);
    const { dateOfBirth, expectedDateOfDelivery } = copy;
    const sex = copy['sex'] === 'U' ? null : copy['sex'];
    const said = {
      givenName: inUse?.['given'],
      familyName: inUse?.['family'],
      dateOfBirth,
      expectedDateOfDelivery,
      sex,
    };
    return [{ agency, said: said as Readonly<Record<string, unknown>> }];
  });
  if (copies.length === 0) return null;
  for (const { agency } of copies) release(agency);
  const disagreements = Object.keys(copies[0]?.said ?? {}).flatMap((field) => {
    const values: { value: string; sources: string[] }[] = [];
    for (const { agency, said } of copies) {
      const value = said[field];
      if (typeof value !== 'string') continue;
      const known = values.find((one) => one.value.toUpperCase() === value.toUpperCase());
      if (known === undefined) values.push({ value, sources: [agency] });
      else known.sources = agencyOrder.filter((one) => one === agency || known.sources.includes(one));
    }
    return values.length < 2 ? [] : [{ field, values }];
  });
  return { disagreements, flags: [] };
}

function identityOf(
  decision: ReferenceDecision,
  child: GeneratedChild,
  release: (agency: string) => void,
): Data | null {
  const copies = nameOrder.flatMap((agency) => {
    const record = child.records.get(agency);
    if (record === undefined || !isRecordOpen(decision.decide(agency, 'ID', 'PLAIN').read, record)) return [];
    return [{ agency, copy: record['recordedIdentity'] as Data }];
  });
  const [preferred] = copies;
  if (preferred === undefined) return null;
  const names: Data[] = [];
  for (const { agency, copy } of copies) {
    for (const { given, family, kind } of listOf(copy['names'])) {
      const known = names.find((one) => one['given'] === given && one['family'] === family && one['kind'] === kind);
      if (known === undefined) names.push({ given, family, kind, sources: [agency] });
      else
        known['sources'] = agencyOrder.filter((one) => one === agency || (known['sources'] as string[]).includes(one));
    }
  }
  const [inUse] = listOf(preferred.copy['names']);
  const { dateOfBirth, expectedDateOfDelivery, sex } = preferred.copy;
  release(preferred.agency);
  const allNames = (): Data[] => {
    for (const { agency } of copies) release(agency);
    return names;
  };
  return {
    givenName: inUse?.['given'] ?? null,
    familyName: inUse?.['family'] ?? null,
    dateOfBirth,
    expectedDateOfDelivery,
    sex,
    names: allNames,
  };
}
