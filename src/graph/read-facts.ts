import { isDeepStrictEqual } from 'node:util';
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { AgencyAnswer, AgencyError } from '../model/agency-call.ts';
import type { ChildRecord, ConsentRecord, RelationshipFacts } from '../model/child-record.ts';
import type { RecordKey } from '../model/words.ts';
import type { AgencyContract } from './contract.ts';
import { corroborateVariable, foundKey, isSearchFact, rowsKey, searchesVariable } from './facts-calls.ts';
import type { FactsAnswer, FactsCall } from './graph-step.ts';
import { canonicalInstant, leafCheckOf } from './leaf-check.ts';
import { childType } from './planned-cells.ts';

/** Reads the facts answers of one agency. */
export type FactsReader = {
  readFacts(facts: FactsCall, answer: AgencyAnswer): FactsAnswer;
  readCaseload(answer: AgencyAnswer, first: number): FactsAnswer;
};

/**
 * Compiles the reader of one agency's facts. Strict: every fact must be there and of the contract's
 * type, and an answer with any error is not used at all, since a fact that an error made null
 * (a withdrawal, an expiry) would open what it should close. What cannot be read makes the agency
 * silent; it never reads as a child not held.
 */
export function compileFactsReader(contract: AgencyContract): FactsReader {
  const child = contract.schema.getType(childType);
  if (!isObjectType(child)) throw new Error(`The contract of ${contract.agency} has no type ${childType}.`);
  const isFactsRow = compileObject(contract, child, (field) => !isSearchFact(field));
  const isSearchAnswer = compileObject(contract, child, isSearchFact);

  /** The records under one root; null: they cannot be used. */
  const read = (answer: Answered, key: string, isCorroborated: boolean): ReadonlyMap<string, ChildRecord> | null => {
    const rows = answer.data[key];
    if (!answer.errors.every(saysUntold) || !Array.isArray(rows)) return null;
    const records = new Map<string, ChildRecord>();
    for (const row of rows) {
      // `_entities` says null where a key is not held.
      if (row === null && contract.dialect === 'FEDERATION' && key === rowsKey) continue;
      if (!isFactsRow(row) || (isCorroborated && !isSearchAnswer(row))) return null;
      const record = recordOf(contract, row as FactsRow);
      if (record === null) return null;
      const twin = records.get(record.recordId);
      if (twin === undefined) records.set(record.recordId, record);
      else if (!isDeepStrictEqual(twin.unredacted, record.unredacted)) return null;
    }
    return records;
  };

  const readSearch = (facts: FactsCall, answer: Answered): readonly ChildRecord[] | null => {
    if (facts.call.variables[searchesVariable] === undefined) return [];
    const found = read(answer, foundKey, facts.call.variables[corroborateVariable] !== undefined);
    return found && [...found.values()];
  };

  return {
    readFacts: (facts, answer) => {
      if (answer.kind !== 'ANSWERED') return { kind: 'SILENT', silence: answer.kind };
      const byKey = read(answer, rowsKey, false);
      const byDetails = readSearch(facts, answer);
      if (byKey === null || byDetails === null) return unusable;
      const isAsked = askedBy(facts.keys);
      const untold = answer.errors.length === 0 ? {} : { isAbsenceUntold: true as const };
      const asked = [...byKey.values()].filter(isAsked);
      if (byDetails.length === 0) {
        return { kind: 'RECORDS', records: asked, dropped: byKey.size - asked.length, ...untold };
      }
      const kept = new Map(asked.map((record) => [record.recordId, record]));
      const found = byDetails.slice(0, facts.first * facts.searches.length);
      for (const record of found) {
        const twin = byKey.get(record.recordId);
        if (twin !== undefined && !isDeepStrictEqual(twin.unredacted, withoutSearchFacts(record))) return unusable;
        // What the search root says of a record is the more: it was asked what bears the search out.
        kept.set(record.recordId, record);
      }
      const others = byDetails.filter(({ recordId }) => !byKey.has(recordId));
      return {
        kind: 'RECORDS',
        records: [...kept.values()],
        dropped: byKey.size + others.length - kept.size,
        ...untold,
      };
    },
    readCaseload: (answer, first) => {
      if (answer.kind !== 'ANSWERED') return { kind: 'SILENT', silence: answer.kind };
      const rows = read(answer, rowsKey, false);
      if (rows === null) return unusable;
      const records = [...rows.values()];
      return { kind: 'RECORDS', records: records.slice(0, first), dropped: Math.max(0, records.length - first) };
    },
  };
}

const unusable: FactsAnswer = { kind: 'SILENT', silence: 'SOURCE_ERROR' };

/**
 * An agency that refuses nothing in particular says that of what it gave no row of nothing is told, not even that
 * it holds none. It is no error of any fact; every other error is taken for one.
 */
function saysUntold({ path, code }: AgencyError): boolean {
  return path.length === 0 && code === 'SOURCE_RESTRICTED';
}

type Answered = Extract<AgencyAnswer, { readonly kind: 'ANSWERED' }>;

/** The row without what only a search asks for, so that it compares with the same row found by a key. */
function withoutSearchFacts({ unredacted }: ChildRecord): Readonly<Record<string, unknown>> {
  const { corroborates: _, ...row } = unredacted;
  return row;
}

/** Whether a record bears one of the keys that were asked for. */
function askedBy(keys: readonly RecordKey[]): (record: ChildRecord) => boolean {
  const asked = new Map<string, Set<string>>();
  for (const { scheme, value } of keys) {
    const known = asked.get(scheme);
    if (known === undefined) asked.set(scheme, new Set([value]));
    else known.add(value);
  }
  return ({ identifiers }) => identifiers.some(({ scheme, value }) => asked.get(scheme)?.has(value) === true);
}

type Check = (value: unknown) => boolean;

function compileObject(
  contract: AgencyContract,
  type: GraphQLObjectType,
  isAsked: (field: GraphQLField<unknown, unknown>) => boolean = () => true,
): Check {
  const fields = Object.values(type.getFields()).filter(
    (field) => contract.fieldOf(type.name, field.name)?.use != null && isAsked(field),
  );
  const names = fields.map(({ name }) => name);
  const checks = fields.map((field) => compileValue(contract, field.type));
  return (value) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
    const row = value as Readonly<Record<string, unknown>>;
    for (let index = 0; index < names.length; index += 1) {
      const inner = row[names[index] ?? ''];
      // What JSON brought is never undefined and no function: those are absent, or of every object.
      if (inner === undefined || typeof inner === 'function' || checks[index]?.(inner) !== true) return false;
    }
    return true;
  };
}

function compileValue(contract: AgencyContract, type: GraphQLOutputType): Check {
  const isNullable = !isNonNullType(type);
  const check = compileNonNull(contract, isNonNullType(type) ? type.ofType : type);
  return (value) => (value === null ? isNullable : check(value));
}

function compileNonNull(contract: AgencyContract, type: GraphQLOutputType): Check {
  if (isListType(type)) {
    const inner = compileValue(contract, type.ofType);
    return (value) => {
      if (!Array.isArray(value)) return false;
      for (const element of value) if (!inner(element)) return false;
      return true;
    };
  }
  if (isLeafType(type)) return leafCheckOf(type);
  if (isObjectType(type)) return compileObject(contract, type);
  throw new Error(`${contract.agency}: a fact is of an abstract type.`);
}

/** A row after `compileObject` found it to be of the contract's type (schemas/common.graphql, `type Child`). */
type FactsRow = {
  readonly recordId: string;
  readonly identifiers:
    | readonly {
        readonly scheme: string | null;
        readonly value: string | null;
        readonly verified: boolean | null;
        readonly former: boolean | null;
      }[]
    | null;
  readonly recordedIdentity: {
    readonly names:
      | readonly { readonly given: string | null; readonly family: string | null; readonly kind: string | null }[]
      | null;
    readonly dateOfBirth: string | null;
    readonly expectedDateOfDelivery: string | null;
    readonly sex: string | null;
  } | null;
  readonly custodian: string;
  readonly postcodes: readonly { readonly postcode: string; readonly current: boolean }[];
  readonly corroborates?: ChildRecord['corroborates'];
  readonly lifecycle: ChildRecord['lifecycle'];
  readonly restrictions: {
    readonly shielded: boolean;
    readonly linkLocked: boolean;
    readonly cannotLink: readonly RecordKey[];
    readonly crossReferences: readonly RecordKey[];
    readonly refusedClasses: readonly string[];
    readonly detrimentClasses: readonly string[];
  };
  readonly consents: readonly ConsentRecord[];
  readonly relationship: RelationshipFacts;
};

/** Null: a matching detail that the schema lets be null, but without which nothing can be linked. */
function recordOf(contract: AgencyContract, row: FactsRow): ChildRecord | null {
  const { identifiers, recordedIdentity, restrictions } = row;
  if (identifiers === null || recordedIdentity === null || recordedIdentity.names === null) return null;
  const held: ChildRecord['identifiers'][number][] = [];
  for (const { scheme, value, verified, former } of identifiers) {
    if (scheme === null || value === null) return null;
    held.push({ scheme, value, verified: verified === true, former: former === true });
  }
  return {
    agency: contract.agency,
    recordId: row.recordId,
    identifiers: held,
    names: recordedIdentity.names,
    dateOfBirth: recordedIdentity.dateOfBirth,
    expectedDateOfDelivery: recordedIdentity.expectedDateOfDelivery,
    sex: recordedIdentity.sex,
    postcodes: row.postcodes.map(({ postcode, current }) => ({ postcode, isCurrent: current })),
    corroborates: corroborationOf(row),
    custodian: row.custodian,
    lifecycle: row.lifecycle,
    isShielded: restrictions.shielded,
    isLinkLocked: restrictions.linkLocked,
    cannotLink: restrictions.cannotLink,
    crossReferences: restrictions.crossReferences,
    refusedClasses: restrictions.refusedClasses,
    detrimentClasses: restrictions.detrimentClasses,
    consents: row.consents.map(canonicalConsent),
    relationship: row.relationship,
    unredacted: row,
  };
}

const nothingBorneOut: ChildRecord['corroborates'] = { carer: false, school: false };

/** What a shield hides bears nothing out, whatever the agency answered (domain.md 2.2). */
function corroborationOf({ corroborates, restrictions }: FactsRow): ChildRecord['corroborates'] {
  if (corroborates === undefined || restrictions.shielded) return nothingBorneOut;
  return { carer: corroborates.carer, school: corroborates.school };
}

/** Instants of a consent in canonical form, so that they can be compared as text. */
function canonicalConsent(consent: ConsentRecord): ConsentRecord {
  const { decidedAt, expiresAt, withdrawnAt } = consent;
  return {
    ...consent,
    decidedAt: canonicalInstant(decidedAt),
    expiresAt: expiresAt === null ? null : canonicalInstant(expiresAt),
    withdrawnAt: withdrawnAt === null ? null : canonicalInstant(withdrawnAt),
  };
}
