import { getNamedType, isEnumType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadContract } from '../../mocks/engine/contract-schema.ts';
import { fillDetails } from '../../mocks/engine/fill-details.ts';
import { allFamilies } from '../../mocks/families/all-families.ts';
import { recordsOf } from '../../mocks/records/build-records.ts';
import { agencyNames, type Json } from '../../mocks/records/stored-record.ts';
import { calendar } from './agency-under-test.ts';

/** Who shows each class: `agency:child` for every named child with a value of a field of the class. */
function shownBy(): ReadonlyMap<string, ReadonlySet<string>> {
  const shown = new Map<string, Set<string>>();
  const children = allFamilies(calendar).flatMap((family) => family.children);
  for (const agency of agencyNames) {
    const { schema, classes } = loadContract(agency, 'PLAIN');
    for (const record of children.flatMap((child) => recordsOf(child, agency, calendar))) {
      const note = (disclosed: string): void => {
        const by = shown.get(disclosed) ?? new Set();
        shown.set(disclosed, by.add(`${agency}:${record.slug}`));
      };
      const walk = (value: Json, typeName: string): void => {
        if (Array.isArray(value)) return value.forEach((each) => walk(each, typeName));
        if (typeof value !== 'object' || value === null) return;
        const object = value as Readonly<Record<string, Json>>;
        const type = schema.getType(typeof object['__typename'] === 'string' ? object['__typename'] : typeName);
        if (!isObjectType(type)) return;
        if (object['about'] === 'ADULT') note('ADU');
        for (const field of Object.values(type.getFields())) {
          const part = object[field.name] ?? null;
          const disclosed = classes.get(`${type.name}.${field.name}`);
          const isEmpty = part === null || (Array.isArray(part) && part.length === 0);
          // That there is a list is no item yet.
          if (!isEmpty && disclosed !== undefined) note(disclosed);
          walk(part, getNamedType(field.type).name);
        }
      };
      const details = fillDetails(record, { schema, agency, calendar });
      const facts = { identifiers: record.identifiers, recordedIdentity: record.recordedIdentity };
      walk({ ...facts, ...details } as unknown as Json, 'Child');
    }
  }
  return shown;
}

describe('the classes', () => {
  const all = (() => {
    const type = loadContract('education', 'PLAIN').schema.getType('DisclosureClass');
    return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  })();
  const shown = shownBy();

  it('each have a field in some contract, and a named child with something to show', () => {
    // The directory and the log of looks are the gateway's own.
    const needed = all.filter((name) => !['DIR', 'LOG', 'DQ'].includes(name));
    expect(needed.length).toBeGreaterThan(20);
    expect(needed.filter((name) => (shown.get(name)?.size ?? 0) === 0)).toEqual([]);
  });

  it.each([
    ['POL', 'police:known-to-many'],
    ['POL', 'police:at-risk-of-offending'],
    ['POL', 'police:shielded'],
    ['POL', 'police:looked-after'],
    ['VOL', 'voluntary:known-to-many'],
    ['VOL', 'voluntary:leeann'],
    ['SENS', 'health:sensitive-recorded'],
    ['SENS', 'sexual-health:sensitive-clinic'],
    ['HLT', 'sexual-health:sensitive-clinic'],
    ['ADR', 'housing:shielded'],
    ['ADR', 'housing:leeann'],
    ['HHM', 'housing:early-help'],
    ['CAFB', 'voluntary:early-help'],
    ['ADU', 'police:leeann'],
    ['ADU', 'police:shielded'],
    ['ADU', 'health:leeann'],
    ['NUM', 'police:convicted'],
  ])('%s is shown by %s', (disclosed, by) => {
    expect([...(shown.get(disclosed) ?? [])]).toContain(by);
  });
});
