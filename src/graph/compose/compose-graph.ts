import { type DocumentNode, type GraphQLSchema, isObjectType, Kind, parse } from 'graphql';
import type { AgencyName } from '../../model/words.ts';
import type { AgencyContract, ComposedGraph, Dialect } from '../contract.ts';
import { readAnnotations } from './annotations.ts';
import { attachScalars, findUnknownScalars, type GivenScalars } from './attach-scalars.ts';
import { type BuiltSchema, buildSourceSchema } from './build-source-schema.ts';
import { type AgencySchema, checkAgreement } from './check-agreement.ts';
import { checkContract } from './check-contract.ts';
import { findUndescribed } from './check-descriptions.ts';
import { checkGateway } from './check-gateway.ts';
import { classifyChildFields, namesDefinedIn } from './classify-child-fields.ts';
import { CompositionError, type CompositionFault, joinFaults } from './composition-error.ts';
import { childType } from './contract-words.ts';
import { findOwnFacts } from './find-own-facts.ts';
import { mergePublicSchema } from './merge-public-schema.ts';
import { readContract } from './read-contract.ts';

/** One agency's own contract file. */
type AgencySource = { readonly name: AgencyName; readonly dialect: Dialect; readonly sdl: string };

/** The texts that a graph is composed from. */
export type GraphSource = {
  readonly agencies: readonly AgencySource[];
  /** `schemas/directives.graphql`. */
  readonly directivesSdl: string;
  /** `schemas/common.graphql`. */
  readonly commonSdl: string;
  /** All files of `schemas/gateway/`. */
  readonly gatewaySdl: string;
  /** The protocol's order of agencies; it must name each of them, and may name others. */
  readonly agencyOrder: readonly AgencyName[];
  /** How the public graph's scalars are read that callers write and that only other steps know. */
  readonly scalars?: GivenScalars;
};

/**
 * Composes the public graph and the agencies' contracts from SDL.
 *
 * @throws CompositionError with all faults found, when a contract breaks a rule; nothing is composed then.
 */
export const composeGraph = (source: GraphSource): ComposedGraph => {
  const faults: CompositionFault[] = [...checkOrder(source)];
  const shared = readOnce([source.directivesSdl, source.commonSdl]);
  const read = inOrder(source).map((agency) => {
    const own = readOnce([agency.sdl]);
    return { agency, own, built: buildSourceSchema([...shared, ...own]) };
  });
  const schemas: (AgencySchema & { readonly dialect: Dialect })[] = [];
  for (const { agency, own, built } of read) {
    faults.push(...checkSource(built, [agency.name], agency.name));
    if (built.kind !== 'BUILT') continue;
    schemas.push({ agency: agency.name, dialect: agency.dialect, schema: built.schema });
    faults.push(...checkContract(agency.name, built.schema), ...checkFacts(agency.name, own));
  }
  faults.push(...checkAgreement(schemas));

  const gateway = buildGatewaySchema(source);
  faults.push(...checkSource(gateway.built, [], 'gateway', source.scalars));
  if (gateway.built.kind !== 'BUILT' || gateway.own === null || gateway.common === null)
    throw new CompositionError(joinFaults(faults));
  faults.push(...checkGateway(gateway.built.schema, gateway.own, schemas));
  const classified = classifyChildFields(schemas, gateway.built.schema, gateway.common);
  faults.push(...classified.faults);
  if (faults.length > 0) throw new CompositionError(joinFaults(faults));

  const contracts = schemas.map(
    ({ agency, dialect, schema }): AgencyContract => readContract(agency, dialect, attachScalars(schema)),
  );
  const ownTypes = namesDefinedIn(gateway.own);
  const schema = mergePublicSchema(
    { schema: gateway.built.schema, ownTypes, scalars: source.scalars ?? {} },
    contracts,
    classified.childFields,
  );
  const unclassified = findUnclassified(schema, ownTypes);
  if (unclassified.length > 0) throw new CompositionError(unclassified);
  return {
    schema,
    contracts: new Map(contracts.map((contract) => [contract.agency, contract])),
    childFields: classified.childFields,
  };
};

/** The texts as documents, so that what all agencies share is one definition; as they are where one cannot be read, to be told of. */
const readOnce = (texts: readonly string[]): readonly (string | DocumentNode)[] => {
  try {
    return texts.map((text) => parse(text));
  } catch {
    return texts;
  }
};

// Whatever stitching did: what no contract disclosed is not in the graph.
const findUnclassified = (schema: GraphQLSchema, ownTypes: ReadonlySet<string>): readonly CompositionFault[] =>
  Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !ownTypes.has(type.name) && !type.name.startsWith('__')
      ? Object.values(type.getFields())
          .filter(({ astNode }) => readAnnotations(astNode).disclosure === null)
          .map(({ name }) => ({
            code: 'FIELD_UNCLASSIFIED',
            coordinate: `${type.name}.${name}`,
            agencies: [],
            fix: 'the composed schema shows a field that no contract discloses: report this.',
          }))
      : [],
  );

const inOrder = ({ agencies, agencyOrder }: GraphSource): readonly AgencySource[] =>
  [...agencies].sort((one, other) => agencyOrder.indexOf(one.name) - agencyOrder.indexOf(other.name));

const checkOrder = ({ agencies, agencyOrder }: GraphSource): readonly CompositionFault[] =>
  agencies
    .filter(({ name }) => !agencyOrder.includes(name))
    .map(({ name }) => ({
      code: 'AGENCY_ORDER_INCOMPLETE',
      coordinate: name,
      agencies: [name],
      fix: 'name the agency in the protocol’s order of agencies.',
    }));

const checkFacts = (name: AgencyName, own: readonly (string | DocumentNode)[]): readonly CompositionFault[] =>
  own
    .flatMap((part) => (typeof part === 'string' ? [] : findOwnFacts(part)))
    .map((coordinate) => ({
      code: 'FACT_NOT_COMMON',
      coordinate,
      agencies: [name],
      fix: 'facts are a closed list, in the common part: give it @disclosure(class:) instead of @use.',
    }));

const checkSource = (
  built: BuiltSchema,
  agencies: readonly AgencyName[],
  file: string,
  scalars?: GivenScalars,
): readonly CompositionFault[] => {
  if (built.kind === 'INVALID') {
    return built.messages.map((fix) => ({ code: 'SDL_INVALID', coordinate: file, agencies, fix }));
  }
  return [
    ...findUndescribed(built.document).map(
      (coordinate): CompositionFault => ({
        code: 'DESCRIPTION_MISSING',
        coordinate,
        agencies,
        fix: 'describe it: meaning, unit, code list, source.',
      }),
    ),
    ...findUnknownScalars(built.schema, scalars).map(
      (coordinate): CompositionFault => ({
        code: 'SCALAR_UNKNOWN',
        coordinate,
        agencies,
        fix: 'use a scalar of the common part or of GraphQL: values of others could not be checked.',
      }),
    ),
  ];
};

/** The gateway's own SDL with the common part's words, but not the agencies' `Child`. */
const buildGatewaySchema = (
  source: GraphSource,
): { readonly built: BuiltSchema; readonly own: DocumentNode | null; readonly common: DocumentNode | null } => {
  try {
    const common = parse(source.commonSdl);
    const own = parse(source.gatewaySdl);
    return { built: buildSourceSchema([source.directivesSdl, withoutChild(common), own]), own, common };
  } catch (error) {
    const messages = [error instanceof Error ? error.message : 'cannot be read'];
    return { built: { kind: 'INVALID', messages }, own: null, common: null };
  }
};

const withoutChild = (common: DocumentNode): DocumentNode => ({
  ...common,
  definitions: common.definitions.filter(
    (node) => node.kind !== Kind.OBJECT_TYPE_DEFINITION || node.name.value !== childType,
  ),
});
