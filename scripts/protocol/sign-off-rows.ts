import type { LocalDate } from '../../src/model/words.ts';
import type { DecisionChange } from './compare-decisions.ts';
import type { Access } from './rule-book.ts';

/** One line of the table that a lead signs off: everything that changes alike, together. */
export type SignOffRow = {
  readonly effect: 'GAIN' | 'LOSS';
  /** USUAL: unless under break-glass; BREAK_GLASS: under it only; both: either way. */
  readonly access: readonly Access[];
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  readonly may: readonly string[];
  readonly what: readonly string[];
  readonly when: readonly string[];
  readonly organisationKinds: readonly string[];
  readonly periods: readonly string[];
};

/** Puts together what changes alike: actions first, then classes, then roles, then purposes. */
export function signOffRows(
  changes: readonly DecisionChange[],
  periods: readonly LocalDate[],
  organisationKinds: readonly string[],
): readonly SignOffRow[] {
  const single = changes.map(
    (change): SignOffRow => ({
      effect: change.effect,
      access: [change.access],
      roles: [change.role],
      purposes: [change.purpose],
      may: [change.action],
      what: [change.resource],
      when: change.when.includes('') ? [] : change.when,
      organisationKinds: change.organisationKinds.length === organisationKinds.length ? [] : change.organisationKinds,
      periods: inWords(change.from, periods),
    }),
  );
  const merged = columns.reduce<readonly SignOffRow[]>(mergedBy, single);
  return [...merged].sort((one, other) => Number(one.effect === 'LOSS') - Number(other.effect === 'LOSS'));
}

const columns = ['access', 'may', 'what', 'roles', 'purposes'] as const;

function mergedBy(rows: readonly SignOffRow[], column: (typeof columns)[number]): readonly SignOffRow[] {
  const merged = new Map<string, SignOffRow>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, [column]: null });
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined ? row : { ...known, [column]: [...new Set([...known[column], ...row[column]])] },
    );
  }
  return [...merged.values()];
}

/** Periods that follow each other as one; nothing when it is from now on. */
function inWords(from: readonly LocalDate[], periods: readonly LocalDate[]): readonly string[] {
  const words: string[] = [];
  for (const [index, start] of periods.entries()) {
    const isIn = from.includes(start);
    if (!isIn || (index > 0 && from.includes(periods[index - 1] ?? ''))) continue;
    const end = periods.slice(index).find((later) => !from.includes(later));
    words.push(end === undefined ? `from ${start}` : `${start} to ${dayBefore(end)}`);
  }
  return from.length === periods.length ? [] : words;
}

function dayBefore(date: LocalDate): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
