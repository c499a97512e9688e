import { areAllowed, findBlock } from './blocks.ts';
import type { Action } from './closed-vector.ts';
import type { Entity } from './expression.ts';
import { freeDimensions, type Matter, type RuleBook, rulesFor } from './rule-book.ts';
import { domainsOf, spellOut } from './truth.ts';

/** Whether some values of the facts let an action be allowed. */
export function isEverAllowed(book: RuleBook, matter: Matter, action: Action, resource: Entity): boolean {
  const rules = rulesFor(book, matter, action, resource);
  if (rules.every(({ policy }) => policy.effect === 'forbid')) return false;
  const domains = domainsOf(
    rules.map(({ formula }) => formula),
    freeDimensions(action, matter),
  );
  const spelled = rules.map((rule) => ({ ...rule, formula: spellOut(rule.formula, domains) }));
  return findBlock(domains, areAllowed([spelled]), (answer) => answer) !== null;
}
