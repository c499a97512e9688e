import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Asker, breaksGlass, mayAskAtAll, orderOf } from './asker.ts';
import { type Bounds, higher, nothing } from './bounds.ts';
import type { Stage } from './stages.ts';

/** A column of the matrix (domain reference 7.4, 7.0), as `test/access/matrix.yaml` states it. */
export type Column = {
  readonly role: string;
  readonly purpose: string;
  readonly breaksGlass?: boolean;
  readonly isWritten?: boolean;
  readonly order?: string;
  readonly presenceKnownAt?: readonly string[];
  readonly child?: {
    readonly ageYears?: number;
    readonly participates?: boolean;
    readonly diedDaysAgo?: number;
    readonly unborn?: boolean;
  };
  readonly cells: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, string>>;
};

const all = (
  parse(readFileSync(join(import.meta.dirname, '../access/matrix.yaml'), 'utf8'), { merge: true }) as {
    columns: readonly Column[];
  }
).columns;
const columns = all.filter((column) => column.breaksGlass !== true && column.order === undefined);
const emergency = all.filter((column) => column.breaksGlass === true);

/** Purposes for which anything at all is in the table, by role. */
export const purposesByRole: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(columns.map(({ role }) => role))].map((role) => [
    role,
    [...new Set(columns.filter((column) => column.role === role).map(({ purpose }) => purpose))],
  ]),
);

/** From this age a child asks in their own right, and a parent needs to be authorised (domain reference 3.4, 3.6). */
const competentAt = 12;

/**
 * The columns that apply. Those of another stage of life where there is none of the child's own, as an upper bound:
 * `isSure` says that there are none such among them.
 */
export function columnsFor(
  asker: Asker,
  stages: readonly Stage[],
  age: number | null,
): { readonly found: readonly Column[]; readonly isSure: boolean } {
  const { claims, purpose, written } = asker;
  if (breaksGlass(asker)) return { found: ofAsker(emergency, asker), isSure: isChildhood(stages) };
  const order = orderOf(asker);
  if (claims.kind === 'COURT') {
    const classes = order?.classes.filter((each) => asker.order?.classes.includes(each)) ?? [];
    const cells = Object.fromEntries(classes.map((each) => [each, 'R']));
    return { found: [{ role: 'GUARDIAN', purpose, cells, numbers: {} }], isSure: isChildhood(stages) };
  }
  const ofRole = ofAsker(columns, asker).filter(
    ({ isWritten }) => isWritten === undefined || isWritten === (written !== null),
  );
  const ofTask = ofRole.some(({ isWritten }) => isWritten === false)
    ? ofRole.filter(({ isWritten }) => isWritten === false)
    : ofRole;
  if (claims.kind !== 'PRACTITIONER') {
    const isGrown = age === null || age >= competentAt;
    return { found: ofTask.filter(({ child }) => (child?.ageYears ?? 0) >= competentAt === isGrown), isSure: true };
  }
  const ofStage = ofTask.filter((column) => stages.includes(stageOfColumn(column)));
  if (ofStage.length > 0) return { found: ofStage, isSure: new Set(stages).size === 1 };
  return { found: ofTask.filter((column) => stageOfColumn(column) === 'CHILD'), isSure: false };
}

/** Whether a request may be made about any child at all; under break-glass only by whom an emergency column is for. */
export const mayAsk = (asker: Asker): boolean =>
  mayAskAtAll(asker) && (!breaksGlass(asker) || ofAsker(emergency, asker).length > 0);

const ofAsker = (some: readonly Column[], { claims, purpose }: Asker): readonly Column[] =>
  some.filter((column) => claims.roles.includes(column.role) && column.purpose === purpose);

const isChildhood = (stages: readonly Stage[]): boolean => stages.every((stage) => stage === 'CHILD');

function stageOfColumn({ child = {} }: Column): Stage {
  if (child.unborn === true) return 'UNBORN';
  if (child.diedDaysAgo !== undefined) return 'DECEASED';
  const age = child.ageYears ?? 9;
  if (age < 18) return 'CHILD';
  return child.participates === true ? 'PARTICIPATING' : 'ARCHIVED_Y1';
}

/** What a cell is read by. */
export type CellFacts = {
  readonly isOwn: boolean;
  /** Own, by another's word: the reference says no more of it than that it may be shown. */
  readonly isInOwnSystem: boolean;
  readonly isRelevant: boolean;
  /** What consent, or an exemption in its place, opens. */
  readonly byConsent: Bounds;
  readonly isExempt: boolean;
};

/** A cell of the matrix, as its legend has it. */
export function meaning(cell: string, is: CellFacts): Bounds {
  const when = (isSo: boolean): Bounds => (isSo ? { may: 2, must: 2 } : nothing);
  const own: Bounds = is.isOwn ? { may: 2, must: is.isInOwnSystem ? 2 : 0 } : nothing;
  switch (cell) {
    case 'R':
      return when(true);
    case 'R rel':
      return when(is.isRelevant);
    case 'S':
      return own;
    case 'S rel':
      return is.isRelevant ? own : nothing;
    case 'C':
      return is.byConsent;
    case 'C rel':
      return is.isRelevant ? is.byConsent : nothing;
    case 'R own/C':
      return is.isOwn ? higher(own, is.byConsent) : is.byConsent;
    case 'E':
      return { may: 1, must: 1 };
    // A placeholder has not even the item's id: what stands in its place is not compared.
    case 'P':
      return { may: 1, must: 0 };
    case 'P own R':
      return is.isOwn ? own : { may: 1, must: 0 };
    case 'P/R ex':
      return { may: is.isExempt ? 2 : 1, must: 0 };
    default:
      return nothing;
  }
}
