import type { Route } from '../model/decision.ts';
import type { DirectoryContact, Protocol, Remedy } from '../model/protocol.ts';
import type { Answer, Facts, PolicyEngine, Question } from './policy-engine.ts';

const mostRemedies = 3;

/** The route where no remedy helps, or none may be named: advice from the protocol's general contact. */
export function generalRoute(protocol: Protocol): Route {
  return { kind: protocol.generalRoute, needs: [], contact: protocol.generalContact };
}

/**
 * The route that remedies make; `leading` is the remedy of the code that is told, and gives the kind.
 * It names the caller's own organisation or the general contact, nobody else.
 */
export function routeOf(
  remedies: readonly Remedy[],
  leading: string | undefined,
  protocol: Protocol,
  ownContact: DirectoryContact | null,
): Route {
  const ordered = [...remedies].sort((a, b) => Number(b.name === leading) - Number(a.name === leading));
  const first = ordered[0];
  if (first === undefined) return generalRoute(protocol);
  const isOwn = first.contact === 'OWN_ORGANISATION' && ownContact !== null;
  return {
    kind: first.kind,
    needs: ordered.map(({ name }) => name),
    contact: isOwn ? ownContact : protocol.generalContact,
  };
}

/**
 * Finds the smallest set of remedies, of those that the policies in question name, with which the
 * question would be allowed (DESIGN 6, Explanation); null when none does.
 */
export function smallestRemedies(
  question: Question,
  engine: Pick<PolicyEngine, 'ask' | 'policiesFor'>,
  remedies: readonly Remedy[],
): readonly Remedy[] | null {
  const named = new Set(engine.policiesFor(question).map(({ annotations }) => annotations['remedy']));
  const candidates = remedies.filter(
    ({ name, set, when }) => named.has(name) && Object.keys(set).length > 0 && holds(when, question.facts),
  );
  for (let size = 1; size <= Math.min(mostRemedies, candidates.length); size += 1) {
    const found = subsets(candidates, size).find((chosen) => isAllowed(engine.ask(withRemedies(question, chosen))));
    if (found !== undefined) return found;
  }
  return null;
}

function withRemedies(question: Question, chosen: readonly Remedy[]): Question {
  return { ...question, facts: Object.assign({}, question.facts, ...chosen.map(({ set }) => set)) };
}

function holds(when: Remedy['when'], facts: Facts): boolean {
  return Object.entries(when).every(([name, value]) => facts[name] === value);
}

function isAllowed(answer: Answer): boolean {
  return answer.kind === 'ALLOWED';
}

/** Subsets of a size, in the order of the list. */
function subsets<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return list.flatMap((item, index) => subsets(list.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}
