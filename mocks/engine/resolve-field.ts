import { GraphQLError, type GraphQLFieldResolver, getNamedType, isListType, isNonNullType } from 'graphql';
import type { InaccuracyReport, PersonSearch, PractitionerClaim, Purpose } from '../generated/education.ts';
import type { JsonObject, RecordKey, StoredRecord } from '../records/stored-record.ts';
import type { Store } from '../records/store.ts';
import { consentsFor } from './consents-for.ts';
import type { ServedContract } from './contract-schema.ts';
import { corroborationOf } from './corroboration-of.ts';
import type { Fault, FaultName } from './faults.ts';
import { heldPostcodes } from './held-postcodes.ts';
import { dayFieldOf, isItemType } from './item-type.ts';
import { relationshipOf } from './relationship-of.ts';
import type { ReportBook } from './report-book.ts';
import { type ItemArguments, isSelected, selectItems } from './select-items.ts';

/** What the resolvers of one agency work on. */
export type ResolveOptions = {
  readonly contract: ServedContract;
  readonly store: Store;
  /** Lists and sections of a record. */
  readonly detailsOf: (record: StoredRecord) => JsonObject;
  readonly today: () => string;
  /** Takes what is reported as inaccurate; absent: nothing is taken. */
  readonly reports?: Pick<ReportBook, 'take'>;
};

/** What belongs to one request. */
export type RequestContext = {
  readonly faults: readonly Fault[];
  /** The organisation that asks, as the grant says. */
  readonly organisation: string;
  /** Whose record each object is that was reached in this request. */
  readonly owners: WeakMap<object, StoredRecord>;
};

const longestList = 500;
const longestPage = 200;
const mostSearches = 200;
const mostFound = 100;

/**
 * The resolver of every field of an agency's schema: roots by their kind of entry, facts from the
 * record, relationship and consents computed, details filtered and paged by the arguments they take.
 */
export const resolveFieldOf = (options: ResolveOptions): GraphQLFieldResolver<unknown, RequestContext> => {
  const { contract, store } = options;

  return (source, args, context, info) => {
    const { parentType, fieldName } = info;
    if (parentType.name === 'Query') return root(fieldName, args, context);
    if (parentType.name === 'Mutation')
      return options.reports?.take((args as { report: InaccuracyReport }).report) ?? null;
    if (typeof source !== 'object' || source === null) return null;
    if (parentType.name === '_Service') return contract.sdl;

    const owner = context.owners.get(source);
    refuse(`${parentType.name}.${fieldName}`, context, owner);
    if (parentType.name === 'Child') {
      // An entity of `_entities` that was asked for by a key says by which.
      const { record, key } = source as Entity;
      if (fieldName === 'key') return key ?? record.identifiers[0] ?? null;
      if (fieldName === 'relationship') {
        return relationshipOf(record, (args as { practitioner: PractitionerClaim }).practitioner, options.today());
      }
      if (fieldName === 'consents') {
        const { recipient, purpose } = args as { recipient: string; purpose: Purpose };
        return consentsFor(record.consents, recipient, purpose);
      }
      if (fieldName === 'postcodes') return heldPostcodes(record);
      if (fieldName === 'corroborates') {
        return corroborationOf(record, (args as { by: PersonSearch }).by, options.today());
      }
      const fact = (record as unknown as Record<string, unknown>)[fieldName];
      const value = fact === undefined ? options.detailsOf(record)[fieldName] : fact;
      return owned(chosen(value, args, info), record, context);
    }
    return owned(chosen((source as Record<string, unknown>)[fieldName], args, info), owner, context);
  };

  function root(fieldName: string, args: Readonly<Record<string, unknown>>, context: RequestContext): unknown {
    if (fieldName === '_service') return {};
    if (fieldName === '_entities') return entities(args, context);
    const entity = (record: StoredRecord): Entity => entityOf(record, null, context);
    switch (contract.entries.get(fieldName)) {
      case 'IDENTIFIER': {
        const { by } = args as { by: readonly RecordKey[] };
        atMost('by', by, longestList);
        const found = [...new Set(by.flatMap((key) => store.byIdentifier(key)))].filter(isFoundBy(context));
        return disturbed(found, context, strangers(found, by.length)).map(entity);
      }
      case 'RECORD': {
        const { ids } = args as { ids: readonly string[] };
        atMost('ids', ids, longestList);
        const found = ids.map((id) => [store.byRecordId(id)].filter(isFoundBy(context))[0] ?? null);
        return disturbed(found, context, strangers(found, ids.length)).map((record) => record && entity(record));
      }
      case 'CASELOAD': {
        const { practitioner, first, after } = args as {
          practitioner: PractitionerClaim;
          first?: number | null;
          after?: string | null;
        };
        const page = first ?? 50;
        if (page < 1 || page > longestPage) throw badRequest(`first: from 1 to ${longestPage}`);
        return store
          .records()
          .filter(isFoundBy(context))
          .filter((record) => typeof after !== 'string' || record.recordId > after)
          .filter((record) => {
            const answer = relationshipOf(record, practitioner, options.today());
            return (answer.allocated || answer.team) && !answer.excluded;
          })
          .slice(0, page)
          .map(entity);
      }
      case 'SEARCH': {
        const { by, first } = args as { by: readonly PersonSearch[]; first?: number | null };
        atMost('by', by, mostSearches);
        const most = first ?? 20;
        if (most < 1 || most > mostFound) throw badRequest(`first: from 1 to ${mostFound}`);
        const how = { first: most, today: options.today(), isFound: isFoundBy(context) };
        const found = [...new Set(by.flatMap((search) => store.findPersons(search, how)))];
        return disturbed(found, context, strangers(found, by.length * most)).map(entity);
      }
      default:
        return null;
    }
  }

  function entities(args: Readonly<Record<string, unknown>>, context: RequestContext): readonly (Entity | null)[] {
    const { representations } = args as { representations: readonly unknown[] };
    atMost('representations', representations, longestList);
    const found = representations.map((representation): Entity | null => {
      const { __typename, recordId, key } = representation as {
        __typename?: unknown;
        recordId?: unknown;
        key?: Partial<RecordKey>;
      };
      if (__typename !== 'Child') throw badRequest('representations: of type Child only');
      if (typeof recordId === 'string') {
        const [record] = [store.byRecordId(recordId)].filter(isFoundBy(context));
        return record === undefined ? null : entityOf(record, null, context);
      }
      if (typeof key?.scheme === 'string' && typeof key.value === 'string') {
        const asked: RecordKey = { scheme: key.scheme, value: key.value };
        const [record] = store.byIdentifier(asked).filter(isFoundBy(context));
        return record === undefined ? null : entityOf(record, asked, context);
      }
      throw badRequest('representations: need recordId, or key with scheme and value');
    });
    const records = found.map((entity) => entity?.record ?? null);
    return disturbed(
      found,
      context,
      strangers(records, 1).map((record) => entityOf(record, null, context)),
    );
  }

  /** Some records that nobody asked for. */
  function strangers(found: readonly (StoredRecord | null)[], count: number): readonly StoredRecord[] {
    return store
      .records()
      .filter((record) => !found.includes(record))
      .slice(0, count + 1);
  }

  function refuse(coordinate: string, { faults }: RequestContext, owner: StoredRecord | undefined): void {
    const disclosed = contract.classes.get(coordinate);
    const field = coordinate.slice(coordinate.indexOf('.') + 1);
    const isNamed = (fault: Fault): boolean =>
      (disclosed !== undefined && (fault.classes ?? []).includes(disclosed)) ||
      [coordinate, field].some((name) => (fault.fields ?? []).includes(name));
    for (const { code, classes } of [
      { code: 'SOURCE_RESTRICTED', classes: owner?.restrictions.refusedClasses },
      { code: 'DETRIMENT', classes: owner?.restrictions.detrimentClasses },
    ]) {
      const isRecorded = disclosed !== undefined && classes?.includes(disclosed) === true;
      if (isRecorded || faults.some((fault) => fault.fault === code && isNamed(fault))) {
        const name = owner?.recordedIdentity.names[0];
        // What a careless system would say; nobody may pass it on.
        throw new GraphQLError(`zq-leak refused for ${name?.given} ${name?.family}`, { extensions: { code } });
      }
    }
  }
};

/** Tells which records the asker may find: an unlisted one only staff of its own organisation (domain.md 2.2). */
const isFoundBy =
  ({ organisation }: RequestContext) =>
  (record: StoredRecord | undefined): record is StoredRecord =>
    record !== undefined && (!record.unlisted || record.custodian === organisation);

/** The source of a `Child`: the record, and the key it was asked for by, if any. */
type Entity = { readonly __typename: 'Child'; readonly record: StoredRecord; readonly key: RecordKey | null };

const entityOf = (record: StoredRecord, key: RecordKey | null, context: RequestContext): Entity => {
  const entity: Entity = { __typename: 'Child', record, key };
  context.owners.set(entity, record);
  return entity;
};

type FieldInfo = Parameters<GraphQLFieldResolver<unknown, RequestContext>>[3];

/** Filters and pages what the arguments are meant for; everything else is as it is. */
const chosen = (value: unknown, args: ItemArguments, info: FieldInfo): unknown => {
  if (!('exclude' in args || 'relevantTo' in args || 'heldBy' in args || 'first' in args)) return value;
  const type = isNonNullType(info.returnType) ? info.returnType.ofType : info.returnType;
  if (!isListType(type)) return isSelected((value ?? {}) as JsonObject, args) ? value : null;
  const { first } = args;
  if (typeof first === 'number' && (first < 1 || first > longestPage))
    throw badRequest(`first: from 1 to ${longestPage}`);
  return selectItems((value ?? []) as readonly JsonObject[], args, (item) => {
    const { __typename: named } = item;
    const concrete = info.schema.getType(typeof named === 'string' ? named : getNamedType(type).name);
    const field = concrete !== undefined && isItemType(concrete) ? dayFieldOf(concrete) : null;
    const day = field === null ? null : item[field];
    return typeof day === 'string' ? day.slice(0, 10) : null;
  });
};

const owned = (value: unknown, owner: StoredRecord | undefined, { owners }: RequestContext): unknown => {
  if (owner === undefined) return value;
  for (const each of Array.isArray(value) ? value : [value]) {
    if (typeof each === 'object' && each !== null) owners.set(each, owner);
  }
  return value;
};

const disturbed = <T>(rows: readonly T[], { faults }: RequestContext, strangers: readonly T[]): readonly T[] => {
  const is = (name: FaultName): boolean => faults.some((fault) => fault.fault === name);
  let result = is('OTHER_ROWS') ? strangers.slice(0, rows.length) : rows;
  if (is('DUPLICATE_ROWS')) result = [...result, ...result];
  if (is('MISSING_ROWS')) result = result.slice(0, -1);
  if (is('SURPLUS_ROWS')) result = [...strangers.slice(0, 1), ...result, ...strangers.slice(1)];
  return is('REORDERED') ? [...result].reverse() : result;
};

const atMost = (name: string, list: readonly unknown[], limit: number): void => {
  if (list.length > limit) throw badRequest(`${name}: at most ${limit}`);
};

const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
