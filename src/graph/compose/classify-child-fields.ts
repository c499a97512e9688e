import { type DocumentNode, type GraphQLSchema, getNamedType, getNullableType, isListType } from 'graphql';
import type { AgencyName } from '../../model/words.ts';
import type { ChildField } from '../contract.ts';
import { readAnnotations } from './annotations.ts';
import type { AgencySchema } from './check-agreement.ts';
import type { CompositionFault } from './composition-error.ts';
import { childFieldsOf } from './read-contract.ts';

/** How every field of the public `Child` is made, and what speaks against it. */
export type ClassifiedChildFields = {
  readonly childFields: ReadonlyMap<string, ChildField>;
  readonly faults: readonly CompositionFault[];
};

/**
 * Says how each field of the public `Child` is made: the gateway's own fields first, then the agencies'
 * in the order of `schemas` (the protocol's). A list of items of the common part is COLLECTED even
 * where one agency alone offers it, so that another agency can join without a change for callers.
 */
export const classifyChildFields = (
  schemas: readonly AgencySchema[],
  gateway: GraphQLSchema,
  common: DocumentNode,
): ClassifiedChildFields => {
  const faults: CompositionFault[] = [];
  const childFields = new Map<string, ChildField>();
  const offers = disclosedFields(schemas);
  const commonTypes = namesDefinedIn(common);
  const consumed = new Set<string>();

  for (const field of childFieldsOf(gateway)) {
    const { builtFrom, disclosure } = readAnnotations(field.astNode);
    const offer = builtFrom === null ? undefined : offers.get(builtFrom);
    if (offers.has(field.name)) {
      const fix = 'the gateway owns this field; the agency must name its own differently.';
      faults.push({
        code: 'CHILD_FIELD_TAKEN',
        coordinate: `Child.${field.name}`,
        agencies: offers.get(field.name)?.offeredBy ?? [],
        fix,
      });
    }
    if (builtFrom === null && disclosure !== null) {
      childFields.set(field.name, { kind: 'KEPT', class: disclosure.class });
    } else if (builtFrom === null) {
      childFields.set(field.name, { kind: 'OWN' });
    } else if (offer) {
      consumed.add(builtFrom);
      childFields.set(field.name, { kind: 'BUILT', from: builtFrom, offeredBy: offer.offeredBy });
    } else {
      const fix = '@built(from:) must name a field of Child that an agency discloses.';
      faults.push({ code: 'BUILT_FROM_UNKNOWN', coordinate: `Child.${field.name}`, agencies: [], fix });
    }
  }

  for (const [name, { offeredBy, isList, typeName }] of offers) {
    if (consumed.has(name) || childFields.has(name)) continue;
    const [first, ...others] = offeredBy;
    if (first === undefined) continue;
    if (isList && (others.length > 0 || commonTypes.has(typeName))) {
      childFields.set(name, { kind: 'COLLECTED', offeredBy });
    } else if (others.length === 0) {
      childFields.set(name, { kind: 'SECTION', offeredBy: first });
    } else {
      const fix = 'only a list can be offered by several agencies: name a section after its agency’s work.';
      faults.push({ code: 'SECTION_SHARED', coordinate: `Child.${name}`, agencies: offeredBy, fix });
    }
  }
  return { childFields, faults };
};

type Offer = { readonly offeredBy: readonly AgencyName[]; readonly isList: boolean; readonly typeName: string };

const disclosedFields = (schemas: readonly AgencySchema[]): ReadonlyMap<string, Offer> => {
  const offers = new Map<string, Offer>();
  for (const { agency, schema } of schemas) {
    for (const field of childFieldsOf(schema)) {
      if (readAnnotations(field.astNode).disclosure === null) continue;
      offers.set(field.name, {
        offeredBy: [...(offers.get(field.name)?.offeredBy ?? []), agency],
        isList: isListType(getNullableType(field.type)),
        typeName: getNamedType(field.type).name,
      });
    }
  }
  return offers;
};

/** The names that a document defines. */
export const namesDefinedIn = (document: DocumentNode): ReadonlySet<string> =>
  new Set(document.definitions.flatMap((node) => ('name' in node && node.name ? [node.name.value] : [])));
