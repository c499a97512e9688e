import { describe, expect, test } from 'vitest';
import { composeGraph } from '../../src/graph/compose/compose-graph.ts';
import { printPublicSchema } from '../../src/graph/compose/merge-public-schema.ts';
import { smallGraph, smallGraphWith } from './small-graph.ts';

describe('a composed graph', () => {
  test('says of each field of Child how it is made, agencies in the protocol’s order', () => {
    expect([...composeGraph(smallGraphWith()).childFields]).toEqual([
      ['id', { kind: 'OWN' }],
      ['identity', { kind: 'BUILT', from: 'recordedIdentity', offeredBy: ['north', 'south'] }],
      ['identifiers', { kind: 'COLLECTED', offeredBy: ['north', 'south'] }],
      ['addresses', { kind: 'COLLECTED', offeredBy: ['north', 'south'] }],
      ['school', { kind: 'SECTION', offeredBy: 'north' }],
      ['clinic', { kind: 'SECTION', offeredBy: 'south' }],
    ]);
  });

  test('collects a list of a common item type even from one agency, so that another can join', () => {
    const source = smallGraphWith();
    const alone = { ...source, agencies: source.agencies.filter(({ name }) => name === 'south') };
    expect(composeGraph(alone).childFields.get('addresses')).toEqual({ kind: 'COLLECTED', offeredBy: ['south'] });
  });

  test('knows what the gateway keeps itself by its class, which is shown, and which must be nullable', () => {
    const withLog = (type: string) =>
      composeGraph(
        smallGraphWith('gateway', 'id: ID! @own', `id: ID! @own\n  "Log."\n  log: ${type} @disclosure(class: EDU)`),
      );
    const composed = withLog('[String!]');
    expect(composed.childFields.get('log')).toEqual({ kind: 'KEPT', class: 'EDU' });
    expect(printPublicSchema(composed.schema)).toContain('log: [String!] @disclosure(class: EDU)');
    expect(() => withLog('[String!]!')).toThrow('FIELD_NOT_NULLABLE Child.log');
  });

  test('holds each agency’s contract: dialect, entries, fields and items', () => {
    const north = composeGraph(smallGraphWith()).contracts.get('north');
    expect([north?.dialect, north?.entries]).toEqual([
      'PLAIN',
      { IDENTIFIER: 'schoolByIdentifier', RECORD: 'schoolById', CASELOAD: null, SEARCH: null },
    ]);
    const searchable = smallGraphWith(
      'north',
      '  "By record id."',
      '  "Looks."\n  find("P." by: [PersonSearch!]! "F." first: Int): [Child!]! @entry(kind: SEARCH)\n  "By record id."',
    );
    expect(composeGraph(searchable).contracts.get('north')?.entries.SEARCH).toBe('find');
    expect(north?.fieldOf('SchoolNote', 'custodian')).toEqual({
      name: 'custodian',
      disclosure: { class: 'EDU', mode: 'EXISTENCE', alongside: null },
      aspect: 'PLAIN',
      use: null,
      isMarker: true,
      orderedBy: null,
    });
    expect(north?.fieldOf('Carer', 'phone')).toMatchObject({ aspect: 'CONTACT' });
    expect(north?.fieldOf('Child', 'identifiers')).toMatchObject({ disclosure: { class: 'NUM' }, use: 'LINK' });
    expect(north?.fieldOf('SchoolNote', 'relevance')).toMatchObject({ disclosure: null, isMarker: true });
    expect(['SchoolNote', 'RecordedItem', 'School', 'Child', 'Nowhere'].map((name) => north?.isItem(name))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([north?.fieldOf('RecordedItem', 'id'), north?.fieldOf('ClinicNote', 'id')]).toEqual([undefined, undefined]);
  });

  test('shows a second class only where all agencies name the same one', () => {
    const addresses = (south: string) =>
      printPublicSchema(
        composeGraph(smallGraphWith('south', ': [Address!] @disclosure(class: ADR, mode: EXISTENCE)', south)).schema,
      )
        .split('\n')
        .find((line) => line.includes(': [Address!]'));
    const shown = '  ): [Address!] @disclosure(class: ADR, mode: EXISTENCE)';
    expect(addresses(': [Address!] @disclosure(class: ADR, mode: EXISTENCE, alongside: HLT)')).toBe(shown);
    const source = smallGraphWith();
    const agencies = source.agencies.map((agency) => ({
      ...agency,
      sdl: agency.sdl.replace('class: ADR, mode: EXISTENCE', 'class: ADR, mode: EXISTENCE, alongside: HLT'),
    }));
    expect(printPublicSchema(composeGraph({ ...source, agencies }).schema)).toContain(
      '): [Address!] @disclosure(class: ADR, mode: EXISTENCE, alongside: HLT)',
    );
  });

  test('keeps each agency’s own second class in its contract', () => {
    const { contracts } = composeGraph(
      smallGraphWith(
        'south',
        ': [Address!] @disclosure(class: ADR, mode: EXISTENCE)',
        ': [Address!] @disclosure(class: ADR, mode: EXISTENCE, alongside: HLT)',
      ),
    );
    expect(
      ['north', 'south'].map((name) => contracts.get(name)?.fieldOf('Child', 'addresses')?.disclosure?.alongside),
    ).toEqual([null, 'HLT']);
  });

  test('is the same in whatever order the agencies are configured', () => {
    const source = smallGraphWith();
    const reversed = { ...source, agencies: [...source.agencies].reverse() };
    expect(printPublicSchema(composeGraph(reversed).schema)).toBe(printPublicSchema(composeGraph(source).schema));
  });

  test('takes in a further agency without a change to anything else', () => {
    const source = smallGraphWith();
    const east = {
      name: 'east',
      dialect: 'PLAIN',
      sdl: smallGraph.north.replaceAll('school', 'lodging').replaceAll('School', 'Lodging'),
    } as const;
    const composed = composeGraph({
      ...source,
      agencies: [...source.agencies, east],
      agencyOrder: ['north', 'south', 'east'],
    });
    expect(composed.childFields.get('lodging')).toEqual({ kind: 'SECTION', offeredBy: 'east' });
    expect(composed.childFields.get('addresses')).toEqual({ kind: 'COLLECTED', offeredBy: ['north', 'south', 'east'] });
  });

  test('keeps the types that an interface can be, and drops what nothing public mentions', () => {
    const contact = `"A." interface Contact implements RecordedItem { "I." id: ID "C." custodian: OrganisationCode "R." recordedAt: DateTime }\n"A note."`;
    const source = smallGraphWith('north', '"A note."', contact);
    const agencies = source.agencies.map((agency) => ({
      ...agency,
      sdl: agency.sdl
        .replace('[SchoolNote!]', '[Contact!]')
        .replace('type SchoolNote implements RecordedItem', 'type SchoolNote implements Contact & RecordedItem'),
    }));
    const types = composeGraph({ ...source, agencies }).schema.getTypeMap();
    expect(['SchoolNote', 'Contact', 'RecordedItem', 'Address'].filter((name) => types[name] === undefined)).toEqual(
      [],
    );
    expect(
      ['Carer', 'PractitionerClaim', 'RecordKey', 'LifecycleFacts', 'FactUse', 'EntryKind'].filter(
        (name) => types[name],
      ),
    ).toEqual([]);
  });
});
