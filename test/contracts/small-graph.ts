import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphSource } from '../../src/graph/compose/compose-graph.ts';

const schemas = join(import.meta.dirname, '../../schemas');
const filters = '"F." relevantTo: Purpose "F." exclude: [Restriction!] "F." heldBy: [OrganisationCode!]';
const page = '"P." first: Int = 50 "P." after: ID';

const agencySdl = (section: string, typeName: string, disclosureClass: string): string => `
type Query {
  "By identifier."
  ${section}ByIdentifier("Keys." by: [RecordKey!]!): [Child!]! @entry(kind: IDENTIFIER)
  "By record id."
  ${section}ById("Ids." ids: [ID!]!): [Child]! @entry(kind: RECORD) @merge(keyField: "recordId")
}
extend type Child @key(selectionSet: "{ recordId }") {
  "Addresses."
  addresses(${page} ${filters}): [Address!] @disclosure(class: ADR, mode: EXISTENCE)
  "The section."
  ${section}: ${typeName} @disclosure(class: ${disclosureClass}, mode: EXISTENCE)
}
"The section."
type ${typeName} {
  "Notes."
  notes(${page} ${filters}): [${typeName}Note!] @disclosure(class: ${disclosureClass}, mode: EXISTENCE)
}
"A note."
type ${typeName}Note implements RecordedItem {
  "Id."
  id: ID @disclosure(class: ${disclosureClass}, mode: EXISTENCE)
  "Text."
  text: String @disclosure(class: ${disclosureClass})
  "C."
  custodian: OrganisationCode @disclosure(class: ${disclosureClass}, mode: EXISTENCE) @marker
  "R."
  recordedAt: DateTime @disclosure(class: ${disclosureClass}) @marker
  "R."
  relevance: [Purpose!] @marker
  "R."
  restrictions: [Restriction!] @marker
  "A."
  about: About @marker
}
`;

/** The texts of a graph of two small agencies, `north` and `south`, over the project's own common part. */
export const smallGraph = {
  directives: readFileSync(join(schemas, 'directives.graphql'), 'utf8'),
  common: readFileSync(join(schemas, 'common.graphql'), 'utf8'),
  gateway: `
    type Query {
      "One child."
      child("Id." id: ID!): Child
    }
    "A child."
    type Child {
      "Id."
      id: ID! @own
      "Identity."
      identity: Identity @built(from: "recordedIdentity")
    }
    "Identity."
    type Identity {
      "Given name."
      givenName: String @disclosure(class: ID)
    }
  `,
  north: agencySdl('school', 'School', 'EDU'),
  south: agencySdl('clinic', 'Clinic', 'HLT'),
} as const;

export type SmallGraphPart = keyof typeof smallGraph;

/** The small graph with one text of one part replaced, which must occur in it. */
export const smallGraphWith = (part?: SmallGraphPart, from = '', to = ''): GraphSource => {
  const texts: Record<SmallGraphPart, string> = { ...smallGraph };
  if (part !== undefined) {
    if (!texts[part].includes(from)) throw new Error(`the ${part} part does not contain: ${from}`);
    texts[part] = texts[part].replace(from, () => to);
  }
  return {
    directivesSdl: texts.directives,
    commonSdl: texts.common,
    gatewaySdl: texts.gateway,
    agencies: [
      { name: 'south', dialect: 'FEDERATION', sdl: texts.south },
      { name: 'north', dialect: 'PLAIN', sdl: texts.north },
    ],
    agencyOrder: ['north', 'south'],
  };
};
