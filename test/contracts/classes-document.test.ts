import { isEnumType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { composeShippedGraph, readProjectFile } from './shipped-graph.ts';

const { schema, contracts } = composeShippedGraph();

type Row = { readonly code: string; readonly members: string; readonly nonMembers: string; readonly fields: string };

const rows: readonly Row[] = readProjectFile('docs', 'classes.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [, code = '', members = '', nonMembers = '', fields = ''] = line.split('|').map((cell) => cell.trim());
    return { code: code.replaceAll('`', ''), members, nonMembers, fields };
  });

/** Coordinates by class, of all agencies. */
const classified = new Map<string, Set<string>>();
for (const contract of contracts.values()) {
  for (const type of Object.values(contract.schema.getTypeMap())) {
    if (!('getFields' in type)) continue;
    for (const name of Object.keys(type.getFields())) {
      const found = contract.fieldOf(type.name, name)?.disclosure;
      if (!found) continue;
      classified.set(found.class, (classified.get(found.class) ?? new Set()).add(`${type.name}.${name}`));
    }
  }
}

describe('docs/classes.md', () => {
  test('has one line for each class, in the order of the enum', () => {
    const classes = schema.getType('DisclosureClass');
    expect(rows.map(({ code }) => code)).toEqual(
      isEnumType(classes) ? classes.getValues().map(({ name }) => name) : [],
    );
  });

  test('says of each class what belongs to it and what does not', () => {
    expect(rows.filter(({ members, nonMembers }) => members.length < 10 || nonMembers.length < 10)).toEqual([]);
  });

  test('names, for each class, the types whose fields carry it', () => {
    for (const { code, fields } of rows) {
      const types = [...new Set([...(classified.get(code) ?? [])].map((coordinate) => coordinate.split('.')[0]))];
      const named = [...fields.matchAll(/`(\w+)`/g)].map(([, name]) => name);
      expect(new Set(named), code).toEqual(new Set(types.filter((name) => name !== 'Child')));
    }
  });

  test('leaves no classified field without a line', () => {
    const listed = new Set(rows.map(({ code }) => code));
    expect([...classified.keys()].filter((code) => !listed.has(code))).toEqual([]);
    expect([...classified.values()].reduce((sum, { size }) => sum + size, 0)).toBeGreaterThan(250);
  });
});
