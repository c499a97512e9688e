import { createHash } from 'node:crypto';
import { conditionsOf } from './conditions.ts';
import { anyOf, negated, readExpression } from './expression.ts';
import { type Group, type Groups, reachOf } from './groups.ts';
import type { Mutant } from './mutants.ts';
import { organisationKindType, type Rule, type RuleBook, rulesFor } from './rule-book.ts';
import { commaSeparated } from './text-table.ts';

/** What some roles may do, for one purpose and one resource. */
type Row = {
  readonly purpose: string;
  readonly access: string;
  readonly roles: readonly string[];
  readonly of: string;
  readonly may: readonly string[];
  /** Codes of different types may be spelled alike. */
  readonly type: string;
  readonly what: readonly string[];
  readonly when: string;
};

const headings = ['decision', 'purpose', 'access', 'role', 'of', 'may', 'what', 'when'];

/**
 * Every decision of a protocol, a line each, as comma-separated values: who may do what, for which purpose, under
 * which circumstances, over all questions that a request can come to; and each policy that forbids, with a digest
 * of what it says. The same for the same decisions, however the policies are written, whatever the day.
 */
export function approvedLines(book: RuleBook, groups: Groups): readonly string[] {
  const known = new Map<string, string | null>();
  const single = groups(null).flatMap((group): readonly Row[] => {
    const when = known.has(group.key) ? (known.get(group.key) ?? null) : conditionsIn(book, group);
    known.set(group.key, when);
    if (when === null) return [];
    const { matter, organisationKinds, action, resource } = group;
    return [
      {
        purpose: matter.purpose,
        access: matter.access === 'USUAL' ? '' : 'break-glass',
        roles: [matter.role],
        of: kindsInWords(organisationKinds, book.vector.codesOf(organisationKindType)),
        may: [action.name],
        type: resource.type,
        what: [resource.id],
        when,
      },
    ];
  });
  const rows = wholeLists(merged(merged(single, 'may'), 'roles'), book);
  const purposes = [...new Set(rows.map(({ purpose }) => purpose))].sort();
  const permitted = purposes.flatMap((purpose) => rows.filter((row) => row.purpose === purpose)).map(cellsOf(book));
  const forbidden = book.rules.filter(({ policy }) => policy.effect === 'forbid').map(forbiddenCells);
  return [headings, ...permitted, ...forbidden].map((cells) => commaSeparated([cells]));
}

/**
 * Whether a line would read otherwise with one policy changed as a mutant changes it. Only lines about questions
 * that the changed policy counts in can.
 */
export function altersLines({ policy, changed }: Mutant, book: RuleBook, groups: Groups): boolean {
  if (policy.effect === 'forbid') return true;
  const text = { ...policy, text: changed };
  const rule: Rule = { policy: text, formula: readExpression(text) };
  const tried = new Set<string>();
  return groups(policy.schedule).some((group) => {
    const { matter, action, resource, rules } = group;
    const mine = rulesFor(book, matter, action, resource, [rule]);
    if (mine.length === 0) return false;
    const key = `${JSON.stringify(mine[0]?.formula)} ${group.key}`;
    if (tried.has(key)) return false;
    tried.add(key);
    const others = rules.filter((each) => each.policy.id !== policy.id);
    return conditionsIn(book, group) !== conditionsIn(book, { ...group, rules: [...others, ...mine] });
  });
}

/** Says when the questions of a group are permitted; null: never, by any request. */
function conditionsIn(book: RuleBook, group: Group): string | null {
  const { rules } = group;
  const permits = rules.filter(({ policy }) => policy.effect === 'permit');
  if (permits.length === 0) return null;
  const forbids = rules.filter(({ policy }) => policy.effect === 'forbid');
  const reach = reachOf(book, group);
  const permitted = [anyOf(formulas(permits)), ...formulas(forbids).map(negated)];
  if (reach.findReached(permitted) === null) return null;
  const spelled = (of: readonly Rule[]): readonly Rule[] =>
    of.map((rule) => ({ ...rule, formula: reach.spelled(rule.formula) }));
  // Against a protocol that permits nothing; what both forbid is left unsaid.
  const when = conditionsOf('GAIN', spelled(forbids), spelled(rules), reach.callerDomains);
  return when.includes('') ? 'always' : when.join('; or ');
}

function formulas(rules: readonly Rule[]) {
  return rules.map(({ formula }) => formula);
}

/** What holds of every resource alike is one line; all else a line each. */
function wholeLists(rows: readonly Row[], { vector }: RuleBook): readonly Row[] {
  const isWhole = ({ may, what }: Row): boolean =>
    vector.actions.some(({ name, resources }) => may.includes(name) && what.length === resources.length);
  return merged(rows, 'what').flatMap((row): readonly Row[] =>
    isWhole(row) && row.what.length > 1
      ? [{ ...row, what: ['any'] }]
      : row.what.map((each) => ({ ...row, what: [each] })),
  );
}

function kindsInWords(kinds: readonly string[], all: readonly string[]): string {
  if (kinds.length === all.length) return 'any';
  if (kinds.length * 2 < all.length) return kinds.join(' ');
  return `any but ${all.filter((kind) => !kinds.includes(kind)).join(' ')}`;
}

function merged(rows: readonly Row[], column: 'may' | 'roles' | 'what'): readonly Row[] {
  const all = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, [column]: null });
    const known = all.get(key);
    all.set(key, known === undefined ? row : { ...known, [column]: [...new Set([...known[column], ...row[column]])] });
  }
  return [...all.values()];
}

function cellsOf({ vector }: RuleBook): (row: Row) => readonly string[] {
  return ({ purpose, access, roles, of, may, what, when }) => {
    const role = roles.length === vector.roles.length ? 'any' : roles.join(' ');
    return ['permitted', purpose, access, role, of, may.join(' '), what.join(' '), when];
  };
}

function forbiddenCells({ policy, formula }: Rule): readonly string[] {
  const { gate = '', code = '' } = policy.annotations;
  const digest = createHash('sha256').update(JSON.stringify(formula)).digest('hex').slice(0, 12);
  return ['forbidden', '', '', '', '', '', policy.id, `${gate} ${code} ${digest}`];
}
