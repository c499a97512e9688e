import { decideChild } from '../../src/access/decide-child.ts';
import { decideRequest } from '../../src/access/decide-request.ts';
import { createMemo } from '../../src/access/memo.ts';
import type { Answer, Question } from '../../src/access/policy-engine.ts';
import type { Aspect, LocalDate } from '../../src/model/words.ts';
import type { CellDecision, RequestDecision } from '../../src/model/decision.ts';
import type { PolicyText } from '../../src/model/protocol.ts';
import { type Alternative, alternatives } from './alternatives.ts';
import type { RequestFile } from './explain-file.ts';
import { childInput, requestInput } from './explain-situation.ts';
import { type Heard, listeningEngine } from './listening-engine.ts';
import type { RuleBook } from './rule-book.ts';

/** A policy that decided, and the rule it carries. */
export type Deciding = {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  readonly file: string;
  readonly gate: string | null;
  readonly code: string | null;
  readonly ground: string;
};

/** One question, for one role: its answer, what decided it, and what would change it. */
export type Step = {
  readonly action: string;
  readonly role: string;
  readonly about: string;
  /** Which items, where the question is about items. */
  readonly items: string;
  readonly answer: Answer['kind'];
  readonly deciding: readonly Deciding[];
  readonly alternatives: readonly Alternative[];
};

/** What a request comes to, step by step. */
export type Explanation = {
  readonly request: RequestDecision;
  readonly steps: readonly Step[];
  /** Null: the request was refused, or the child as a whole. */
  readonly cell: CellDecision | null;
  /** Why the child is refused as a whole, for the record; null otherwise. */
  readonly childRefusal: { readonly gate: string; readonly code: string } | null;
};

/** Decides a request as the gateway does, and keeps how it came about. */
export function explainRequest(book: RuleBook, file: RequestFile, date: LocalDate): Explanation {
  const { protocol } = book;
  const agencies = Object.keys(protocol.discloserKinds);
  const { engine, heard } = listeningEngine(book.engine);
  const input = requestInput(file, date);
  const request = decideRequest(input, agencies, engine, protocol);
  const asked = firstOfEachRole(heard, ({ action }) => action === 'ask').map((each) => stepOf(each, 'asked', book));
  if (request.kind === 'REFUSED') return { request, steps: asked, cell: null, childRefusal: null };

  const decision = decideChild(childInput(file, input, request, protocol), {
    agencies,
    classes: book.vector.codesOf('Class').filter((name) => name !== protocol.accessLog.class),
    restrictions: book.vector.codesOf('Restriction'),
    engine,
    protocol,
    memo: createMemo(100),
  });
  const { agency, class: name, aspect } = file.about;
  const cell = decision.kind === 'DECIDED' ? decision.cellOf(agency, name, aspect as Aspect) : null;
  const discloser = protocol.discloserKinds[agency] ?? '';
  const entered = firstOfEachRole(heard, ({ action, resource }) => action === 'enter' && resource.id === discloser).map(
    (each) => stepOf(each, 'all', book),
  );
  const steps = [...asked, ...entered, ...itemSteps(heard, file, discloser, book)];
  const childRefusal = decision.kind === 'REFUSED' ? { gate: decision.gate, code: decision.trueCode } : null;
  return { request, steps, cell, childRefusal };
}

/** What is asked of each role first is the question itself; what follows looks for reasons and remedies. */
function firstOfEachRole(heard: readonly Heard[], isMeant: (question: Question) => boolean): readonly Heard[] {
  const meant = heard.filter(({ question }) => isMeant(question));
  return meant.filter(
    ({ question }, index) => meant.findIndex((each) => isSameQuestion(each.question, question)) === index,
  );
}

function isSameQuestion(one: Question, other: Question): boolean {
  return one.role === other.role && one.resource.id === other.resource.id;
}

/** The question of reading, and that of knowing, for each kind of item that is answered otherwise. */
function itemSteps(
  heard: readonly Heard[],
  { who, about }: RequestFile,
  discloser: string,
  book: RuleBook,
): readonly Step[] {
  const splitType = book.protocol.splitClasses[about.class];
  const isOwnSystem = book.protocol.signatories.some(
    ({ organisation, agency }) => organisation === who.organisation && agency === about.agency,
  );
  // Another agency's system holds nothing of the caller's own.
  const kinds = kindsOfItems.filter(([, { isOwn }]) => isOwnSystem || !isOwn);
  const isMeant = ({ action, resource, facts }: Question): boolean =>
    action === 'read' &&
    facts['discloser'] === discloser &&
    facts['aspect'] === about.aspect &&
    (splitType === undefined ? resource.type === 'Class' && resource.id === about.class : resource.type === splitType);
  return firstOfEachRole(heard, isMeant).flatMap(({ question }) =>
    (['know', 'read'] as const).flatMap((action) => {
      const steps = kinds.map(([items, facts]) => {
        const asked: Question = { ...question, action, facts: { ...question.facts, ...facts } };
        return stepOf({ question: asked, answer: book.engine.ask(asked) }, items, book);
      });
      return withoutRepeats(steps);
    }),
  );
}

const kindsOfItems = [
  ['own and relevant', { isOwn: true, isRelevant: true }],
  ['own', { isOwn: true, isRelevant: false }],
  ['relevant', { isOwn: false, isRelevant: true }],
  ['other', { isOwn: false, isRelevant: false }],
] as const;

/** Kinds of items that fare alike are told of once. */
function withoutRepeats(steps: readonly Step[]): readonly Step[] {
  const byFate = new Map<string, Step>();
  for (const step of steps) {
    const key = JSON.stringify({ ...step, items: '' });
    const known = byFate.get(key);
    byFate.set(key, known === undefined ? step : { ...step, items: `${known.items}; ${step.items}` });
  }
  return [...byFate.values()].map((step) => (byFate.size === 1 ? { ...step, items: 'all' } : step));
}

function stepOf({ question, answer }: Heard, items: string, { engine, protocol }: RuleBook): Step {
  return {
    action: question.action,
    role: question.role,
    about: question.resource.id,
    items: items === 'asked' ? '' : items,
    answer: answer.kind,
    deciding: answer.kind === 'ERRED' ? [] : deciding(answer.policies),
    alternatives: answer.kind === 'DENIED' ? alternatives(question, engine, protocol) : [],
  };
}

function deciding(policies: readonly PolicyText[]): readonly Deciding[] {
  return policies.map(({ id, effect, file, annotations }) => ({
    id,
    effect,
    file,
    gate: annotations['gate'] ?? null,
    code: annotations['code'] ?? null,
    ground: annotations['ground'] ?? '',
  }));
}
