import { describe, expect, test } from 'vitest';
import { composeGraph, type GraphSource } from '../../src/graph/compose/compose-graph.ts';
import {
  CompositionError,
  type CompositionFault,
  type CompositionFaultCode,
  compositionFaultCodes,
} from '../../src/graph/compose/composition-error.ts';
import { type SmallGraphPart, smallGraphWith } from './small-graph.ts';

type Refusal = {
  readonly title: string;
  readonly change: readonly [part: SmallGraphPart, from: string, to: string];
  /** Every fault that must be reported, and no other: code and coordinate. */
  readonly faults: readonly (readonly [code: CompositionFaultCode, coordinate: string])[];
  readonly agencies: readonly string[];
};

const text = 'text: String @disclosure(class: EDU)';
const addressList = ': [Address!] @disclosure(class: ADR, mode: EXISTENCE)';
const notes = ': [SchoolNote!] @disclosure(class: EDU, mode: EXISTENCE)';
const sectionText = (field: string) => `type School {\n  "T."\n  ${field}\n`;

const searchRoot = (name: string): string =>
  `  "Looks."\n  ${name}("P." by: [PersonSearch!]! "F." first: Int = 20): [Child!]! @entry(kind: SEARCH)\n`;

const refusals: readonly Refusal[] = [
  {
    title: 'a field without a class',
    change: ['north', text, 'text: String'],
    faults: [['FIELD_UNCLASSIFIED', 'SchoolNote.text']],
    agencies: ['north'],
  },
  {
    title: 'a field of the gateway that says nothing of itself',
    change: ['gateway', 'id: ID! @own', 'id: ID!'],
    faults: [
      ['FIELD_UNCLASSIFIED', 'Child.id'],
      ['FIELD_NOT_NULLABLE', 'Child.id'],
    ],
    agencies: [],
  },
  {
    title: 'a root field that is no entry',
    change: ['north', 'type Query {', 'type Query {\n  "All."\n  everybody: [Child!]!'],
    faults: [['FIELD_UNCLASSIFIED', 'Query.everybody']],
    agencies: ['north'],
  },
  {
    title: 'a class that is not in the list',
    change: ['north', text, 'text: String @disclosure(class: SECRETS)'],
    faults: [['CLASS_UNKNOWN', 'SchoolNote.text']],
    agencies: ['north'],
  },
  {
    title: 'a class given as text instead of a code',
    change: ['north', text, 'text: String @disclosure(class: "EDU")'],
    faults: [['CLASS_UNKNOWN', 'SchoolNote.text']],
    agencies: ['north'],
  },
  {
    title: 'an unknown class beside the own one',
    change: ['north', text, 'text: String @disclosure(class: EDU, alongside: SECRETS)'],
    faults: [['CLASS_UNKNOWN', 'SchoolNote.text']],
    agencies: ['north'],
  },
  {
    title: 'an unknown class in the gateway’s own types',
    change: ['gateway', 'givenName: String @disclosure(class: ID)', 'givenName: String @disclosure(class: SECRETS)'],
    faults: [['CLASS_UNKNOWN', 'Identity.givenName']],
    agencies: [],
  },
  {
    title: 'an unknown mode',
    change: ['north', text, 'text: String @disclosure(class: EDU, mode: ALL)'],
    faults: [['ANNOTATION_INVALID', 'SchoolNote.text']],
    agencies: ['north'],
  },
  {
    title: 'an agency’s field marked as the gateway’s own',
    change: ['north', text, `${text} @own`],
    faults: [['ANNOTATION_INVALID', 'SchoolNote.text']],
    agencies: ['north'],
  },
  {
    title: 'a contact of no class',
    change: ['north', text, 'text: String @use(for: DECIDE) @contact'],
    faults: [
      ['ANNOTATION_INVALID', 'SchoolNote.text'],
      ['FACT_NOT_COMMON', 'SchoolNote.text'],
    ],
    agencies: ['north'],
  },
  {
    title: 'something critical of no class',
    change: ['north', text, 'text: String @use(for: DECIDE) @critical'],
    faults: [
      ['ANNOTATION_INVALID', 'SchoolNote.text'],
      ['FACT_NOT_COMMON', 'SchoolNote.text'],
    ],
    agencies: ['north'],
  },
  {
    title: 'a contact that is critical, so that two rules would decide it',
    change: ['north', text, `${text} @contact @critical`],
    faults: [['ANNOTATION_INVALID', 'SchoolNote.text']],
    agencies: ['north'],
  },
  {
    title: 'a fact of an agency’s own, which would be asked for whether granted or not',
    change: ['north', 'type School {\n', sectionText('motto: String @disclosure(class: EDU) @use(for: LINK)')],
    faults: [['FACT_NOT_COMMON', 'School.motto']],
    agencies: ['north'],
  },
  {
    title: 'a class on an interface, which decides nothing',
    change: [
      'common',
      'interface RecordedItem {\n  "The agency\'s reference of the item."\n  id: ID',
      'interface RecordedItem {\n  "Id."\n  id: ID @disclosure(class: ADR)',
    ],
    faults: [['ANNOTATION_INVALID', 'RecordedItem.id']],
    agencies: ['north', 'south'],
  },
  {
    title: 'a field that can be withheld and cannot be null',
    change: ['north', text, 'text: String! @disclosure(class: EDU)'],
    faults: [['FIELD_NOT_NULLABLE', 'SchoolNote.text']],
    agencies: ['north'],
  },
  {
    title: 'a section that cannot be null',
    change: ['north', 'school: School @', 'school: School! @'],
    faults: [['FIELD_NOT_NULLABLE', 'Child.school']],
    agencies: ['north'],
  },
  {
    title: 'two agencies that class one field differently',
    change: [
      'north',
      ': [Address!] @disclosure(class: ADR, mode: EXISTENCE)',
      ': [Address!] @disclosure(class: UNI, mode: EXISTENCE)',
    ],
    faults: [['CLASS_DISAGREES', 'Child.addresses']],
    agencies: ['north', 'south'],
  },
  {
    title: 'two agencies of which one alone uses a field as a fact',
    change: [
      'north',
      ': [Address!] @disclosure(class: ADR, mode: EXISTENCE)',
      ': [Address!] @disclosure(class: ADR, mode: EXISTENCE) @use(for: LINK)',
    ],
    faults: [
      ['FACT_NOT_COMMON', 'Child.addresses'],
      ['CLASS_DISAGREES', 'Child.addresses'],
    ],
    agencies: ['north'],
  },
  {
    title: 'two agencies that type one field differently',
    change: ['north', '"P." first: Int = 50 "P." after: ID', '"P." first: Int = 50 "P." after: ID "S." street: String'],
    faults: [['TYPE_DISAGREES', 'Child.addresses']],
    agencies: ['north', 'south'],
  },
  {
    title: 'two agencies that define one type differently',
    change: ['north', '"A note."', '"A mood." enum ClinicMood { "Good." GOOD }\n"A clinic." scalar Clinic\n"A note."'],
    faults: [
      ['SCALAR_UNKNOWN', 'Clinic'],
      ['TYPE_DISAGREES', 'Clinic'],
    ],
    agencies: ['north'],
  },
  {
    title: 'an agency’s type of a name that the gateway owns',
    change: ['north', '"A note."', '"Mine." enum Identity { "One." ONE }\n"A note."'],
    faults: [['TYPE_TAKEN', 'Identity']],
    agencies: ['north'],
  },
  {
    title: 'an item without a marker',
    change: ['north', '  "A."\n  about: About @marker\n', ''],
    faults: [['MARKER_MISSING', 'SchoolNote.about']],
    agencies: ['north'],
  },
  {
    title: 'a marker that is not marked',
    change: [
      'north',
      'custodian: OrganisationCode @disclosure(class: EDU, mode: EXISTENCE) @marker',
      'custodian: OrganisationCode @disclosure(class: EDU, mode: EXISTENCE)',
    ],
    faults: [['MARKER_MISSING', 'SchoolNote.custodian']],
    agencies: ['north'],
  },
  {
    title: 'a marker of another type',
    change: ['north', 'restrictions: [Restriction!] @marker', 'restrictions: [String!] @marker'],
    faults: [['MARKER_MISSING', 'SchoolNote.restrictions']],
    agencies: ['north'],
  },
  {
    title: 'a union that mixes items with what is none',
    change: [
      'north',
      notes,
      ': [Either!] @disclosure(class: EDU, mode: EXISTENCE)\n}\n"Either." union Either = SchoolNote | Loose\n"Loose." type Loose {\n  "T."\n  text: String @disclosure(class: EDU)',
    ],
    faults: [
      ['MARKER_MISSING', 'Loose'],
      ['LEAF_OUTSIDE_ITEM', 'Loose.text'],
    ],
    agencies: ['north'],
  },
  {
    title: 'an item of which nothing can be shown to those who may only know that it exists',
    change: ['north', 'id: ID @disclosure(class: EDU, mode: EXISTENCE)', 'id: ID @disclosure(class: EDU)'],
    faults: [['ITEM_ID_MISSING', 'SchoolNote.id']],
    agencies: ['north'],
  },
  {
    title: 'an item inside an item',
    change: [
      'north',
      text,
      `${text}\n  "Notes."\n  notes("F." relevantTo: Purpose "F." exclude: [Restriction!] "F." heldBy: [OrganisationCode!] "P." first: Int = 50 "P." after: ID): [SchoolNote!] @disclosure(class: EDU, mode: EXISTENCE)`,
    ],
    faults: [['ITEM_NESTED', 'SchoolNote']],
    agencies: ['north'],
  },
  {
    title: 'a list of items that cannot be filtered',
    change: [
      'north',
      'notes("P." first: Int = 50 "P." after: ID "F." relevantTo: Purpose "F." exclude: [Restriction!]',
      'notes("P." first: Int = 50 "P." after: ID "F." exclude: Restriction',
    ],
    faults: [
      ['FILTER_ARGUMENT_MISSING', 'School.notes(relevantTo:)'],
      ['FILTER_ARGUMENT_MISSING', 'School.notes(exclude:)'],
    ],
    agencies: ['north'],
  },
  {
    title: 'a list of items that cannot be paged',
    change: ['north', 'notes("P." first: Int = 50 "P." after: ID', 'notes('],
    faults: [
      ['FILTER_ARGUMENT_MISSING', 'School.notes(first:)'],
      ['FILTER_ARGUMENT_MISSING', 'School.notes(after:)'],
    ],
    agencies: ['north'],
  },
  {
    title: 'a classified value outside an item',
    change: ['north', 'type School {\n', sectionText('motto: String @disclosure(class: EDU)')],
    faults: [['LEAF_OUTSIDE_ITEM', 'School.motto']],
    agencies: ['north'],
  },
  {
    title: 'a contract that cannot be entered by identifier',
    change: ['north', ' @entry(kind: IDENTIFIER)', ''],
    faults: [
      ['FIELD_UNCLASSIFIED', 'Query.schoolByIdentifier'],
      ['ENTRY_MISSING', 'Query'],
    ],
    agencies: ['north'],
  },
  {
    title: 'two entries of one kind',
    change: [
      'north',
      '  "By record id."',
      '  "Again."\n  again("Keys." by: [RecordKey!]!): [Child!]! @entry(kind: IDENTIFIER)\n  "By record id."',
    ],
    faults: [['ENTRY_DUPLICATE', 'Query.again']],
    agencies: ['north'],
  },
  {
    title: 'an entry of another shape',
    change: [
      'north',
      '("Ids." ids: [ID!]!): [Child]! @entry(kind: RECORD) @merge(keyField: "recordId")',
      '("Ids." ids: [String!]!): [Child!]! @entry(kind: RECORD)',
    ],
    faults: [
      ['ENTRY_INVALID', 'Query.schoolById'],
      ['ENTRY_INVALID', 'Query.schoolById(ids:)'],
      ['ENTRY_INVALID', 'Query.schoolById'],
    ],
    agencies: ['north'],
  },
  {
    title: 'two ways of looking for a person',
    change: ['north', '  "By record id."', `${searchRoot('find')}${searchRoot('seek')}  "By record id."`],
    faults: [['ENTRY_DUPLICATE', 'Query.seek']],
    agencies: ['north'],
  },
  {
    title: 'a way of looking for a person of another shape',
    change: [
      'north',
      '  "By record id."',
      `${searchRoot('find').replace('[PersonSearch!]!', 'PersonSearch!').replace('Int = 20', 'Float')}  "By record id."`,
    ],
    faults: [
      ['ENTRY_INVALID', 'Query.find(by:)'],
      ['ENTRY_INVALID', 'Query.find(first:)'],
    ],
    agencies: ['north'],
  },
  {
    title: 'an entry that needs to be told what nobody can tell it',
    change: [
      'north',
      '  "By record id."',
      `${searchRoot('find').replace('"F." first', '"W." why: String! "F." first')}  "By record id."`,
    ],
    faults: [['ENTRY_INVALID', 'Query.find(why:)']],
    agencies: ['north'],
  },
  {
    title: 'an entry of an unknown kind',
    change: ['north', '@entry(kind: IDENTIFIER)', '@entry(kind: NAME)'],
    faults: [
      ['ENTRY_MISSING', 'Query'],
      ['ANNOTATION_INVALID', 'Query.schoolByIdentifier'],
    ],
    agencies: ['north'],
  },
  {
    title: 'a mutation in a contract',
    change: [
      'north',
      '"A note."',
      '"Changes." type Mutation {\n  "Erase."\n  erase: Boolean @disclosure(class: EDU)\n}\n"A note."',
    ],
    faults: [['ROOT_NOT_SUPPORTED', 'Mutation']],
    agencies: ['north'],
  },
  {
    title: 'a field that the gateway has already',
    change: ['gateway', 'id: ID! @own', 'id: ID! @own\n  "School."\n  school: String @own'],
    faults: [['CHILD_FIELD_TAKEN', 'Child.school']],
    agencies: ['north'],
  },
  {
    title: 'two agencies’ sections of one name',
    change: [
      'south',
      '  clinic: Clinic @disclosure(class: HLT, mode: EXISTENCE)',
      '  school: Clinic @disclosure(class: HLT, mode: EXISTENCE)',
    ],
    faults: [
      ['CLASS_DISAGREES', 'Child.school'],
      ['TYPE_DISAGREES', 'Child.school'],
      ['SECTION_SHARED', 'Child.school'],
    ],
    agencies: ['north', 'south'],
  },
  {
    title: 'a field built from what no agency discloses',
    change: ['gateway', '@built(from: "recordedIdentity")', '@built(from: "lifecycle")'],
    faults: [
      ['BUILT_FROM_UNKNOWN', 'Child.identity'],
      ['SECTION_SHARED', 'Child.recordedIdentity'],
    ],
    agencies: [],
  },
  {
    title: 'an order by a field that the items do not have',
    change: ['north', addressList, `${addressList} @ordered(by: "seen")`],
    faults: [
      ['CLASS_DISAGREES', 'Child.addresses'],
      ['ORDER_INVALID', 'Child.addresses'],
    ],
    agencies: ['north'],
  },
  {
    title: 'an order by a text',
    change: ['north', addressList, `${addressList} @ordered(by: "postcode")`],
    faults: [
      ['CLASS_DISAGREES', 'Child.addresses'],
      ['ORDER_INVALID', 'Child.addresses'],
    ],
    agencies: ['north'],
  },
  {
    title: 'an order by a date of another class than the list’s',
    change: [
      'north',
      'extend type Child @key(selectionSet: "{ recordId }") {',
      `extend type Child @key(selectionSet: "{ recordId }") {
  "Visits."
  visits("P." first: Int "P." after: ID "F." relevantTo: Purpose "F." exclude: [Restriction!] "F." heldBy: [OrganisationCode!])
    : [SchoolNote!] @disclosure(class: HLT, mode: EXISTENCE) @ordered(by: "recordedAt")`,
    ],
    faults: [['ORDER_INVALID', 'Child.visits']],
    agencies: ['north'],
  },
  {
    title: 'an order that one agency keeps and the other does not',
    change: ['north', addressList, `${addressList} @ordered(by: "from")`],
    faults: [['CLASS_DISAGREES', 'Child.addresses']],
    agencies: ['north', 'south'],
  },
  {
    title: 'an order inside a section, whose lists are never joined',
    change: ['north', notes, `${notes} @ordered(by: "recordedAt")`],
    faults: [['ORDER_INVALID', 'School.notes']],
    agencies: ['north'],
  },
  {
    title: 'a general form of what no second class closes',
    change: ['north', notes, `${notes} @generalised(by: "notes")`],
    faults: [['GENERALISED_INVALID', 'School.notes']],
    agencies: ['north'],
  },
  {
    title: 'anything undescribed, arguments and codes included',
    change: ['north', '"Ids." ids', 'ids'],
    faults: [['DESCRIPTION_MISSING', 'Query.schoolById(ids:)']],
    agencies: ['north'],
  },
  {
    title: 'anything undescribed in the gateway’s own types',
    change: ['gateway', '"Given name."', ''],
    faults: [['DESCRIPTION_MISSING', 'Identity.givenName']],
    agencies: [],
  },
  {
    title: 'a scalar whose values cannot be checked',
    change: [
      'north',
      '"A note."\ntype SchoolNote implements RecordedItem {',
      '"Any." scalar Anything\n"A note."\ntype SchoolNote implements RecordedItem {\n  "X."\n  extra: Anything @disclosure(class: EDU)',
    ],
    faults: [['SCALAR_UNKNOWN', 'Anything']],
    agencies: ['north'],
  },
];

describe('composition refuses', () => {
  test.each(refusals)('$title', ({ change, faults, agencies }) => {
    const found = faultsOf(smallGraphWith(...change));
    expect(inOrder(found.map(({ code, coordinate }) => `${code} ${coordinate}`))).toEqual(
      inOrder(faults.map((fault) => fault.join(' '))),
    );
    expect(found[0]?.agencies).toEqual(agencies);
    expect(found.every(({ fix }) => fix.length > 10)).toBe(true);
  });

  test('SDL that cannot be read, with all that is wrong with it', () => {
    const found = faultsOf(smallGraphWith('north', 'text: String', 'text: Nowhere @nothing'));
    expect(found.map(({ code, coordinate, agencies }) => [code, coordinate, agencies])).toEqual([
      ['SDL_INVALID', 'north', ['north']],
      ['SDL_INVALID', 'north', ['north']],
    ]);
  });

  test('an agency that the protocol’s order does not name', () => {
    expect(faultsOf({ ...smallGraphWith(), agencyOrder: ['south'] })).toMatchObject([
      { code: 'AGENCY_ORDER_INCOMPLETE', coordinate: 'north', agencies: ['north'] },
    ]);
  });

  test('with all faults of all agencies at once, each joined over the agencies that share it', () => {
    const one = smallGraphWith('north', text, 'text: String');
    const source = {
      ...one,
      commonSdl: one.commonSdl.replace(
        'postcode: String @disclosure(class: ADR)',
        'postcode: String! @disclosure(class: ADR)',
      ),
      agencies: one.agencies.map((agency) => ({
        ...agency,
        sdl: agency.sdl.replace('class: HLT)', 'class: SECRETS)'),
      })),
    };
    expect(faultsOf(source).map(({ code, coordinate, agencies }) => [code, coordinate, agencies])).toEqual([
      ['FIELD_UNCLASSIFIED', 'SchoolNote.text', ['north']],
      ['FIELD_NOT_NULLABLE', 'Address.postcode', ['north', 'south']],
      ['CLASS_UNKNOWN', 'ClinicNote.text', ['south']],
    ]);
  });

  test('by a message that names code, coordinate, agency and fix', () => {
    expect(() => composeGraph(smallGraphWith('north', text, 'text: String'))).toThrow(
      'FIELD_UNCLASSIFIED SchoolNote.text (north): give it @disclosure(class:)',
    );
  });

  test('each rule has a case here', () => {
    const elsewhere: readonly CompositionFaultCode[] = ['SDL_INVALID', 'AGENCY_ORDER_INCOMPLETE'];
    const shown = new Set([...refusals.flatMap(({ faults }) => faults.map(([code]) => code)), ...elsewhere]);
    expect(compositionFaultCodes.filter((code) => !shown.has(code))).toEqual([]);
  });
});

const inOrder = (lines: readonly string[]): readonly string[] =>
  lines.toSorted((one, other) => one.localeCompare(other));

const faultsOf = (source: GraphSource): readonly CompositionFault[] => {
  try {
    composeGraph(source);
  } catch (error) {
    if (error instanceof CompositionError) return error.faults;
    throw error;
  }
  return [];
};
