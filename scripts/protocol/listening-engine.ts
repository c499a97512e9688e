import type { Answer, PolicyEngine, Question } from '../../src/access/policy-engine.ts';

/** A question that was put to the policies, and the answer. */
export type Heard = { readonly question: Question; readonly answer: Answer };

/** An engine that answers as another does, and keeps what it was asked, in order. */
export function listeningEngine(engine: PolicyEngine): {
  readonly engine: PolicyEngine;
  readonly heard: readonly Heard[];
} {
  const heard: Heard[] = [];
  return {
    heard,
    engine: {
      ...engine,
      ask: (question) => {
        const answer = engine.ask(question);
        heard.push({ question, answer });
        return answer;
      },
    },
  };
}
