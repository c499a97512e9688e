import type { Question } from '../../src/access/policy-engine.ts';
import type { Action } from './closed-vector.ts';
import type { Entity } from './expression.ts';
import { type Matter, type RuleBook, schedulesFor, settledFacts } from './rule-book.ts';
import { type Assignment, type Domains, elementOf, others } from './truth.ts';

/** One question as the policy engine takes it: what is assigned, and for the rest any value. */
export function questionFor(
  book: RuleBook,
  matter: Matter,
  action: Action,
  resource: Entity,
  assignment: Assignment,
  domains: Domains,
): Question {
  const facts: Record<string, string | boolean | readonly string[]> = { ...settledFacts(book, action, matter) };
  for (const dimension of action.dimensions) {
    const { name } = dimension;
    if (name in facts) continue;
    if (dimension.kind === 'FLAG') {
      facts[name] = (assignment.get(name) ?? 'no') === 'yes';
      continue;
    }
    const told = (code: string): boolean =>
      dimension.kind === 'CODE'
        ? domains.get(name)?.some(({ value }) => value === code) === true
        : domains.has(elementOf(name, code));
    const untold = dimension.values.find((code) => !told(code));
    if (dimension.kind === 'CODE') {
      const value = assignment.get(name) ?? dimension.values[0] ?? '';
      facts[name] = value === others ? (untold ?? '') : value;
      continue;
    }
    const prefix = elementOf(name, '');
    const held = [...assignment].flatMap(([variable, value]) =>
      value === 'yes' && variable.startsWith(prefix) && variable !== elementOf(name, others)
        ? [variable.slice(prefix.length)]
        : [],
    );
    const another = assignment.get(elementOf(name, others)) === 'yes' && untold !== undefined ? [untold] : [];
    facts[name] = [...held, ...another].sort();
  }
  return { role: matter.role, action: action.name, resource, schedules: schedulesFor(action, matter), facts };
}
