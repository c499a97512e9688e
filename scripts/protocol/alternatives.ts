import type { Answer, PolicyEngine, Question } from '../../src/access/policy-engine.ts';
import type { Protocol, Remedy } from '../../src/model/protocol.ts';

/** A lawful change, alone or with others, and what would come of it. */
export type Alternative = {
  readonly remedies: readonly string[];
  readonly turns: boolean;
  /** Why it is not enough; for one that turns the answer, who can tell the caller. */
  readonly because: string;
};

const mostRemedies = 3;

/**
 * Tries every lawful change that the protocol knows on a denied question, alone and together: those
 * that turn it with nothing to spare, and for every single one that does not, why. Never another
 * role, purpose or basis.
 */
export function alternatives(question: Question, engine: PolicyEngine, protocol: Protocol): readonly Alternative[] {
  const named = new Set(engine.policiesFor(question).map(({ annotations }) => annotations['remedy']));
  const usable = protocol.remedies.filter(({ set }) => Object.keys(set).length > 0);
  const fitting = usable.filter(
    ({ set, when }) =>
      // A fact that no policy reads can change nothing.
      Object.keys(set).some((fact) => engine.reads(question, fact)) &&
      Object.entries(when).every(([fact, value]) => question.facts[fact] === value),
  );
  const turning: (readonly Remedy[])[] = [];
  for (let size = 1; size <= mostRemedies; size += 1) {
    for (const chosen of subsets(fitting, size)) {
      const isLarger = turning.some((smaller) => smaller.every((remedy) => chosen.includes(remedy)));
      if (!isLarger && engine.ask(changed(question, chosen)).kind === 'ALLOWED') turning.push(chosen);
    }
  }
  const single = fitting.filter((remedy) => !turning.some((chosen) => chosen.length === 1 && chosen.includes(remedy)));
  return [
    ...turning.map((chosen) => ({
      remedies: chosen.map(({ name }) => name),
      turns: true,
      because: chosen.every(({ name }) => named.has(name))
        ? 'told to the caller'
        : 'told to nobody: no policy names it',
    })),
    ...single.map((remedy) => ({
      remedies: [remedy.name],
      turns: false,
      because: obstacleOf(remedy, question, engine.ask(changed(question, [remedy]))),
    })),
  ];
}

function changed(question: Question, chosen: readonly Remedy[]): Question {
  return { ...question, facts: Object.assign({}, question.facts, ...chosen.map(({ set }) => set)) };
}

function obstacleOf({ set }: Remedy, { facts }: Question, answer: Answer): string {
  if (Object.entries(set).every(([fact, value]) => facts[fact] === value)) return 'it is so already';
  if (answer.kind === 'ERRED') return 'the policies could not be evaluated';
  const forbidding = answer.policies.map(({ id, annotations }) => `${id} (${annotations['code'] ?? ''})`);
  return forbidding.length === 0 ? 'still nothing permits it' : `still forbidden by ${forbidding.join(', ')}`;
}

function subsets<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return list.flatMap((item, index) => subsets(list.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}
