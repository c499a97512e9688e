import { type FieldDefinitionNode, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { findUndescribed } from '../../src/graph/compose/check-descriptions.ts';
import { contractFiles, readProjectFile } from './shipped-graph.ts';

const documents = contractFiles.map((name) => ({ name, document: parse(readProjectFile('schemas', name)) }));

/** Every way in which a field may say what it is; anything else is undecided. */
const allowedKinds = [
  ['disclosure'],
  ['contact', 'disclosure'],
  ['disclosure', 'generalised'],
  ['disclosure', 'ordered'],
  ['critical', 'disclosure'],
  ['critical', 'disclosure', 'marker'],
  ['use'],
  ['marker'],
  ['own'],
  ['built'],
  ['disclosure', 'use'],
  ['disclosure', 'marker'],
  ['disclosure', 'marker', 'use'],
].map(String);

const fields = documents.flatMap(({ name, document }) =>
  document.definitions.flatMap((node) =>
    (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    !['Query', 'Mutation'].includes(node.name.value)
      ? (node.fields ?? []).map((field) => ({
          file: name,
          coordinate: `${node.name.value}.${field.name.value}`,
          field,
        }))
      : [],
  ),
);

const kindOf = (field: FieldDefinitionNode): string =>
  String((field.directives ?? []).map(({ name }) => name.value).sort());

describe('the text of the contracts', () => {
  test('covers all agencies, the common part and the gateway', () => {
    expect(contractFiles).toEqual([
      'agencies/education.graphql',
      'agencies/health.graphql',
      'agencies/housing.graphql',
      'agencies/police.graphql',
      'agencies/sexual-health.graphql',
      'agencies/social-care.graphql',
      'agencies/voluntary.graphql',
      'agencies/youth-justice.graphql',
      'common.graphql',
      'directives.graphql',
      'gateway/child.graphql',
      'gateway/control.graphql',
      'gateway/data-quality.graphql',
      'gateway/missing-education.graphql',
      'gateway/scalars.graphql',
      'gateway/search.graphql',
      'gateway/services.graphql',
      'peers/peer.graphql',
    ]);
    expect(fields.length).toBeGreaterThan(300);
  });

  test('says of every field what it is, in one of the ways that are allowed', () => {
    const undecided = fields.filter(({ field }) => !allowedKinds.includes(kindOf(field)));
    expect(undecided.map(({ file, coordinate }) => `${file}: ${coordinate}`)).toEqual([]);
  });

  test('leaves what is the gateway’s own to the gateway', () => {
    const gatewayKinds = [['own'], ['built'], ['disclosure']].map(String);
    const wrong = fields.filter(({ file, field }) => {
      const isGateway = file.startsWith('gateway/');
      return isGateway ? !gatewayKinds.includes(kindOf(field)) : ['own', 'built'].includes(kindOf(field));
    });
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  test('describes every type, field, argument, code and directive', () => {
    expect(documents.flatMap(({ name, document }) => findUndescribed(document).map((at) => `${name}: ${at}`))).toEqual(
      [],
    );
  });

  test('leaves nothing undescribed unnoticed', () => {
    const sdl =
      'directive @d(a: Int) on QUERY scalar S enum E { V } union U = T input I { f: Int } interface N { f: Int } type T { f(a: Int): Int } extend type X { g: Int }';
    expect(findUndescribed(parse(sdl))).toEqual([
      'd',
      'd(a:)',
      'S',
      'E',
      'E.V',
      'U',
      'I',
      'I.f',
      'N',
      'N.f',
      'T',
      'T.f',
      'T.f(a:)',
      'X.g',
    ]);
  });
});
