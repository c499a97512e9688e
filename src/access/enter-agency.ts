import type { Protocol } from '../model/protocol.ts';
import { type Denial, explainForbidden } from './explain.ts';
import type { PolicyEngine, Question } from './policy-engine.ts';
import type { Relationships } from './relationship-facts.ts';

/** Whether one role may look into a child's record at one agency. */
export type Entry = {
  readonly isEntered: boolean;
  /** Whether it would be, were the agency's record certainly the child's: the relationship suffices. */
  readonly isSufficient: boolean;
  /** Null when entered. */
  readonly denial: Denial | null;
  /** The code when no fact about a child could change the denial; null otherwise. */
  readonly constantCode: string | null;
  /** The remedy that its policy names; null: none. */
  readonly constantRemedy: string | null;
};

const entered: Entry = Object.freeze({
  isEntered: true,
  isSufficient: true,
  denial: null,
  constantCode: null,
  constantRemedy: null,
});

/** Tries the gates on a child's record at an agency as a whole (domain.md 7.0: G5b, G6, G7, G8). */
export function enterAgency(question: Question, ties: Relationships, engine: PolicyEngine, protocol: Protocol): Entry {
  const answer = engine.ask(question);
  if (answer.kind === 'ALLOWED') return entered;
  const asMatch = engine.ask({ ...question, facts: { ...question.facts, link: 'MATCH', isCrossBorder: false } });
  const atBest = engine.ask({
    ...question,
    facts: {
      ...question.facts,
      link: 'MATCH',
      lifecycle: 'CHILD',
      hasConflict: false,
      isCrossBorder: false,
      relationships: engine.valuesOf('Relationship'),
    },
  });
  const denial = explainForbidden(answer, protocol);
  const constant = atBest.kind === 'DENIED' ? explainForbidden(atBest, protocol) : null;
  return {
    isEntered: false,
    isSufficient: asMatch.kind === 'ALLOWED',
    denial: isForSilence(denial, question, ties, engine) ? unanswered(denial) : denial,
    constantCode: constant?.code ?? null,
    constantRemedy: constant?.policy?.annotations['remedy'] ?? null,
  };
}

/** Whether the denial would be another, had the silent agencies stated all that they could. */
function isForSilence({ policy }: Denial, question: Question, ties: Relationships, engine: PolicyEngine): boolean {
  if (policy?.annotations['unanswered'] === undefined || ties.unanswered.length === 0) return false;
  const relationships = [...ties.values, ...ties.unanswered].sort();
  const answer = engine.ask({ ...question, facts: { ...question.facts, relationships } });
  return answer.kind === 'ALLOWED' || (answer.kind === 'DENIED' && !answer.policies.includes(policy));
}

function unanswered(denial: Denial): Denial {
  return { ...denial, code: denial.policy?.annotations['unanswered'] ?? denial.code };
}
