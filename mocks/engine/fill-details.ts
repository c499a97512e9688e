import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Calendar } from '../records/calendar.ts';
import { type Choices, choicesOf } from '../records/random.ts';
import type { AgencyName, Json, JsonObject, StoredRecord } from '../records/stored-record.ts';
import { agencyProfiles } from './agency-profile.ts';
import { derivedList } from './derived-lists.ts';
import { isItemType } from './item-type.ts';

/** What a filler knows of its agency. */
export type FillContext = { readonly schema: GraphQLSchema; readonly agency: AgencyName; readonly calendar: Calendar };

/**
 * The lists and sections of a record as the agency's contract shapes them: what the family says, and
 * for every field it says nothing of a value made from the field's type. The same record always gets
 * the same values. Each free text bears the marker `zq-<agency>-<child>-<number>`.
 */
export const fillDetails = (record: StoredRecord, context: FillContext): JsonObject => {
  const child = context.schema.getType('Child');
  if (!isObjectType(child)) throw new Error('the contract has no type Child');
  const given: JsonObject = record.details;
  const filler = fillerOf(record, context);
  const details: Record<string, Json> = {};
  for (const field of Object.values(child.getFields())) {
    if (field.name in record || field.name === 'relationship' || field.name === 'key') continue;
    const said = given[field.name] ?? derivedList(field.name, record, context);
    // A named child's index details are only what the family says; about half of a generated child's are there.
    const isEmpty =
      said === undefined &&
      isListType(nullableOf(field.type)) &&
      !(record.generated && choicesOf(`${record.recordId} ${field.name}?`).chance(0.5));
    details[field.name] = isEmpty ? [] : filler.complete(field, said, field.name, 1);
  }
  return details;
};

type Filler = {
  complete(field: GraphQLField<unknown, unknown>, said: Json | undefined, path: string, depth: number): Json;
};

const deepest = 7;
/** `Child.<section>` is at depth 1. */
const sectionDepth = 1;

const fillerOf = (record: StoredRecord, { schema, agency, calendar }: FillContext): Filler => {
  const profile = { ...agencyProfiles[agency], holders: record.holders ?? agencyProfiles[agency].holders };
  let texts = 0;

  const completeObject = (
    type: GraphQLObjectType,
    said: JsonObject,
    path: string,
    depth: number,
    position: number,
    isSaid: boolean,
  ): JsonObject => {
    const choices = choicesOf(`${record.recordId} ${path} ${position}`);
    const isItem = isItemType(type);
    // What a family says of an item is all there is to it; a section is filled around what it says.
    const isWhole = isSaid && (isItem || depth > sectionDepth);
    const markers = !isItem
      ? {}
      : isSaid
        ? plainMarkers(path, position)
        : markersOf(choices, type.name, path, position);
    const filled: Record<string, Json> = { __typename: type.name, ...markers };
    for (const field of Object.values(type.getFields())) {
      if (field.name in markers && said[field.name] === undefined) continue;
      const part = said[field.name] ?? (isWhole ? null : said[field.name]);
      filled[field.name] = complete(field, part, `${path}.${field.name}`, depth + 1, position, choices);
    }
    // What the family adds beyond the contract is state that resolvers may read, never sent.
    return { ...said, ...filled, ...(!isSaid && isThirdPartyFactor(filled['code']) ? aboutAnAdult : {}) };
  };

  const complete = (
    field: GraphQLField<unknown, unknown>,
    said: Json | undefined,
    path: string,
    depth: number,
    position = 0,
    choices: Choices = choicesOf(`${record.recordId} ${path}`),
  ): Json => valueOf(nullableOf(field.type), field, said, path, depth, position, choices);

  const valueOf = (
    type: GraphQLOutputType,
    field: GraphQLField<unknown, unknown>,
    said: Json | undefined,
    path: string,
    depth: number,
    position: number,
    choices: Choices,
  ): Json => {
    if (said === null) return null;
    if (isListType(type)) {
      const element = nullableOf(type.ofType);
      if (Array.isArray(said)) {
        const positions = positionsOf(said);
        return said.map((entry, index) =>
          valueOf(element, field, entry, path, depth, positions[index] ?? index, choices),
        );
      }
      if (depth > deepest) return [];
      const isObjects = isObjectType(element) || isAbstractType(element);
      const length = isObjects ? lengthOf(element, choices) : 1 + choices.below(2);
      const values = Array.from({ length }, (_, index) =>
        valueOf(element, field, undefined, path, depth, index, choices),
      );
      return isObjects ? values : [...new Set(values)];
    }
    if (isAbstractType(type)) {
      const possible = schema.getPossibleTypes(type);
      const named = isObject(said) ? possible.find((each) => each.name === said['__typename']) : undefined;
      const concrete = named ?? possible[position % possible.length];
      if (concrete === undefined || depth > deepest) return null;
      return completeObject(concrete, isObject(said) ? said : {}, path, depth, position, isObject(said));
    }
    if (isObjectType(type)) {
      if (depth > deepest) return null;
      return completeObject(type, isObject(said) ? said : {}, path, depth, position, isObject(said));
    }
    if (said !== undefined) return said;
    if (isEnumType(type)) return choices.pick(type.getValues()).name;
    return scalarOf(type.name, field.name, position, choices);
  };

  const lengthOf = (element: GraphQLOutputType, choices: Choices): number => {
    if (record.generated) return 1 + choices.below(2);
    // Enough for each member of a union or interface to appear.
    return isAbstractType(element) ? Math.max(3, schema.getPossibleTypes(element).length) : 3;
  };

  const plainMarkers = (path: string, position: number): JsonObject => ({
    id: `${profile.prefix}-${record.slug}-${path}-${position}`,
    custodian: record.custodian,
    recordedAt: calendar.instant(20 + position),
    relevance: [],
    restrictions: [],
    about: 'CHILD',
  });

  /**
   * The first item is relevant to protection and to everyday work, the second to nothing, the third to
   * protection; now and then one more is about an adult.
   */
  const markersOf = (choices: Choices, type: string, path: string, position: number): JsonObject => {
    const isThirdParty = position > 0 && choices.chance(record.generated ? 0.05 : 0.15);
    return {
      id: `${profile.prefix}-${record.slug}-${path}-${position}`,
      custodian: profile.holders[position % profile.holders.length] ?? record.custodian,
      recordedAt: calendar.instant(3 + position * 21 + choices.below(14)),
      relevance: relevances[position % relevances.length] ?? [],
      restrictions: [...(usualRestrictions[type]?.[position % 3] ?? []), ...(isThirdParty ? ['THIRD_PARTY'] : [])],
      about: isThirdParty ? 'ADULT' : 'CHILD',
    };
  };

  const scalarOf = (type: string, name: string, position: number, choices: Choices): Json => {
    switch (type) {
      case 'Boolean':
        return choices.chance(0.5);
      case 'Int':
        return choices.below(5);
      case 'Float':
        return choices.below(100) / 10;
      case 'LocalDate':
        // What ends lies ahead or is open; everything else is past, newest first.
        if (/until|expires|review|ends|due|next/i.test(name)) {
          return choices.chance(0.5) ? null : calendar.daysAgo(-30 - choices.below(300));
        }
        return calendar.daysAgo(2 + position * 21 + choices.below(14));
      case 'DateTime':
        return calendar.instant(2 + position * 21 + choices.below(14), `${10 + choices.below(6)}:15`);
      case 'OrganisationCode':
        return choices.pick(profile.holders);
      case 'ID':
        texts += 1;
        return `${profile.prefix}-${record.slug}-ref-${texts}`;
      default:
        texts += 1;
        return `${wordsOf(name)} zq-${agency}-${record.slug}-${texts}`;
    }
  };

  return { complete };
};

/** Items that an event of a story brought count after the others, whose ids and dates stay as they were. */
const positionsOf = (items: readonly Json[]): readonly number[] => {
  const isEvent = items.map((item) => isObject(item) && 'event' in item);
  let told = items.length - isEvent.filter(Boolean).length;
  let usual = 0;
  return isEvent.map((isOfEvent) => (isOfEvent ? told++ : usual++));
};

const relevances: readonly (readonly string[])[] = [
  [
    'CHILD_PROTECTION',
    'CIN_ASSESSMENT',
    'WELLBEING',
    'EARLY_HELP',
    'OFFENDING_PREVENTION',
    'DIRECT_CARE',
    'EDU_PROVISION',
  ],
  [],
  ['CHILD_PROTECTION'],
];

/** By type, of the first, second and third item of a list: what such records usually bear. */
const usualRestrictions: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Referrer: [['INFORMANT'], [], ['INFORMANT']],
  YouthJusticeOutcome: [['CRIMINAL_DATA'], ['CRIMINAL_DATA'], ['CRIMINAL_DATA', 'SUB_JUDICE']],
  Arrest: [['CRIMINAL_DATA'], ['CRIMINAL_DATA'], ['CRIMINAL_DATA', 'SUB_JUDICE']],
  Account: [['ABUSE_DATA'], ['ABUSE_DATA'], ['ABUSE_DATA']],
  StrategyDiscussion: [['ABUSE_DATA'], ['ABUSE_DATA'], ['ABUSE_DATA']],
  GpConsultation: [[], ['SERIOUS_HARM'], []],
  Exclusion: [[], [], ['SOURCE_RESTRICTED']],
  Attainment: [[], [], ['DETRIMENT']],
};

/** Factors of a parent (B) or of another person of the household (C) are data about an adult. */
const isThirdPartyFactor = (code: Json | undefined): boolean => typeof code === 'string' && /^F[1-6][BC]$/.test(code);

const aboutAnAdult: JsonObject = { restrictions: ['THIRD_PARTY'], about: 'ADULT' };

const nullableOf = (type: GraphQLOutputType): GraphQLOutputType => (isNonNullType(type) ? type.ofType : type);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `familyAndEnvironment` -> `Family and environment`. */
const wordsOf = (name: string): string => {
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
