import { compareValues, isNearlySame, levelsOf } from './field-kinds.ts';
import type { LinkageField, LinkageRecord } from './linkage-records.ts';

/** The level that each field reaches, by its place among the levels of its kind; null: a side is missing. */
export type Levels = readonly (number | null)[];

const crossed = levelsOf.GIVEN.indexOf('CROSSED');

/** Compares two records field by field; the same whichever comes first. */
export function compareLinkageRecords(
  fields: readonly LinkageField[],
  one: LinkageRecord,
  other: LinkageRecord,
): Levels {
  const levels = fields.map(({ kind }, field) =>
    compareValues(kind, one.values[field] ?? '', other.values[field] ?? ''),
  );
  crossNames(fields, levels, one, other);
  return levels;
}

/** Given and family name written in each other's place count as such where they agree nowhere else. */
function crossNames(
  fields: readonly LinkageField[],
  levels: (number | null)[],
  one: LinkageRecord,
  other: LinkageRecord,
): void {
  const given = fields.findIndex(({ kind }) => kind === 'GIVEN');
  const family = fields.findIndex(({ kind }) => kind === 'FAMILY');
  if (given < 0 || family < 0 || !isUnlike(levels[given]) || !isUnlike(levels[family])) return;
  const value = (record: LinkageRecord, field: number): string => record.values[field] ?? '';
  const ways = [
    isNearlySame(value(one, given), value(other, family)),
    isNearlySame(value(other, given), value(one, family)),
  ].filter(Boolean).length;
  if (ways > 0) levels[given] = crossed;
  if (ways > 1) levels[family] = crossed;
}

function isUnlike(level: number | null | undefined): boolean {
  return level === null || level === undefined || level > crossed;
}
