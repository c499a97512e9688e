import { createHash } from 'node:crypto';
import type { ControlChange } from '../model/control-state.ts';

/**
 * What no two transactions may change at the same time, by name: whatever a rule reads before it decides. What is only
 * added and read by no rule needs none.
 */
export function locksOf(changes: readonly ControlChange[]): readonly string[] {
  return [...new Set(changes.flatMap(locksOfOne))];
}

/** The lock of the policy head. */
export const headLock = 'head';

/**
 * The numbers of locks, in the order in which everybody takes them. Another name may have the same number: then two
 * wait for each other that need not.
 */
export function lockNumbers(schema: string, names: readonly string[]): readonly string[] {
  const numberOf = (name: string): bigint =>
    createHash('sha256').update(`childview control\n${schema}\n${name}`).digest().readBigInt64BE(0);
  return [...new Set(names.map(numberOf))].sort((one, other) => (one < other ? -1 : 1)).map(String);
}

function locksOfOne(change: ControlChange): readonly string[] {
  switch (change.kind) {
    case 'OWE': {
      const { mode, subject, mediator } = change.operation;
      if (mode !== 'BREAK_GLASS') return [];
      return (mediator === null ? [subject] : [subject, mediator]).map((person) => `person ${person}`);
    }
    case 'JUSTIFY':
    case 'REVIEW':
    case 'FULFIL':
      return [`operation ${change.recordId}`];
    case 'SUSPEND':
    case 'LIFT':
      return [`person ${change.subject}`];
    case 'JUDGE':
    case 'WITHDRAW_VERDICT':
      return ['verdicts'];
    case 'NOTIFY':
      return [];
  }
}
