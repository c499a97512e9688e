import { setTimeout as wait } from 'node:timers/promises';
import { namedChild } from '../harness/named-children.ts';
import { until } from '../harness/until.ts';
import { agencies } from '../harness/world.ts';
import { wholeChild } from '../harness/view.ts';
import { createLearnedAnswer, type LearnedAnswer } from './learned-answers.ts';
import { patienceMs, type SoakWorld } from './soak-world.ts';

/** Clients that ask all the while, and check what they are answered. */
export type SoakLoad = {
  /** Whether anything is being broken, or not mended yet: then an answer may hold less, and errors may come. */
  isStorm: boolean;
  /** Asks until `end`. */
  run(clients: number): Promise<void>;
  end(): void;
  /** Whether both instances answer everything as they did before anything went wrong. */
  isWell(): Promise<boolean>;
  /** Asks once by each id that was given, while all is well: it must lead to the child that it was given for. */
  followIds(): Promise<void>;
  /** Waits until what was asked before has come back. */
  settle(): Promise<void>;
  /** What was wrong, in words without values. */
  faults(): readonly string[];
  /** References of operations that were answered. */
  released(): readonly string[];
  summary(): string;
};

/** Of errors that may come while something is broken; any other is wrong at any time. */
const excused: ReadonlySet<string> = new Set(['CONTROL_STATE_UNAVAILABLE', 'LEDGER_UNAVAILABLE', 'POLICY_STALE']);

const askers = [
  { persona: 'social-worker', purpose: 'CHILD_PROTECTION' },
  { persona: 'health-visitor', purpose: 'DIRECT_CARE' },
  { persona: 'teacher', purpose: 'WELLBEING' },
] as const;
const children = ['trent', 'leeann', 'greg'] as const;
const reason = 'zq-reason: soak';
const mostFaults = 20;

type Question = {
  readonly name: string;
  readonly purpose: string;
  readonly persona: string;
  readonly body: string;
  readonly learned: LearnedAnswer;
  /** The ids that its child was given: which it is depends on the agencies that answer. */
  readonly ids: Set<string>;
};
type Seen = { readonly data: unknown; readonly recordId: string | null; readonly codes: readonly string[] };

/** Signs people in and learns what each is answered: while all is well, and with each agency down. */
export async function createSoakLoad(soak: SoakWorld, say: (text: string) => void): Promise<SoakLoad> {
  const questions: Question[] = [];
  for (const { persona, purpose } of askers) {
    for (const slug of children) {
      const { UPN: value } = namedChild(slug).identifiers;
      if (value === undefined) continue;
      const query = `query View($value: String!, $reason: String!) @access(purpose: ${purpose}, reason: $reason) {
        childByIdentifier(scheme: UPN, value: $value) { ${wholeChild} }
      }`;
      const body = JSON.stringify({ query, variables: { value, reason } });
      questions.push({
        name: `${persona} on ${slug}`,
        purpose,
        persona,
        body,
        learned: createLearnedAnswer(),
        ids: new Set(),
      });
    }
  }
  say(`Learning what ${questions.length} questions are answered ...`);
  await learn();

  const wrong: string[] = [];
  const released: string[] = [];
  const codes = new Map<string, number>();
  let [answered, whole, refused, broken] = [0, 0, 0, 0];
  let isOver = false;
  const underWay: Promise<void>[] = [];
  const load: SoakLoad = {
    isStorm: false,
    run: async (clients) => {
      await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
    },
    end: () => void (isOver = true),
    isWell: async () => {
      for (const origin of soak.instances) {
        const ready = await fetch(new URL('/health/ready', origin)).catch(() => null);
        if (ready?.status !== 200) return false;
        const all = await Promise.all(questions.map((question) => ask(origin, question)));
        if (all.some((seen, index) => seen === null || !isCalm(seen, questions[index]))) return false;
      }
      return true;
    },
    followIds: async () => {
      for (const question of questions) for (const id of question.ids) await follow(question, id);
    },
    settle: async () => void (await Promise.all(underWay)),
    faults: () => wrong,
    released: () => released,
    summary: () =>
      `${answered} answered (${whole} whole), ${refused} refused ${JSON.stringify(Object.fromEntries(codes))}, ${broken} broken off`,
  };
  return load;

  async function client(index: number): Promise<void> {
    for (let turn = index; !isOver; turn += 1) {
      const question = questions[(turn * 7 + index) % questions.length];
      if (question === undefined) return;
      const one = check(question);
      underWay[index] = one;
      await one;
      await wait(5);
    }
  }

  async function check(question: Question): Promise<void> {
    const wasStorm = load.isStorm;
    const seen = await ask(soak.url, question);
    const mayFail = wasStorm || load.isStorm;
    if (seen === null) {
      broken += 1;
      if (!mayFail) found(`${question.name}: no answer while all was well`);
      return;
    }
    if (seen.codes.length > 0) {
      refused += 1;
      for (const code of seen.codes) codes.set(code, (codes.get(code) ?? 0) + 1);
      if (!mayFail) found(`${question.name}: ${seen.codes.join()} while all was well`);
      else if (seen.codes.some((code) => !excused.has(code))) found(`${question.name}: ${seen.codes.join()}`);
    } else {
      answered += 1;
      if (seen.recordId === null) found(`${question.name}: an answer without a reference`);
      else released.push(seen.recordId);
    }
    const id = idIn(seen.data);
    if (id !== null) question.ids.add(id);
    const foreign = foreignIn(seen.data, question.learned);
    if (foreign.length > 0)
      found(`${question.name}: values that are not its own at ${[...new Set(foreign)].join(', ')}`);
    if (isCalm(seen, question)) whole += 1;
    else if (!mayFail) found(`${question.name}: another answer while all was well`);
  }

  async function follow({ name, purpose, persona, learned }: Question, id: string): Promise<void> {
    const query = `query View($id: ID!, $reason: String!) @access(purpose: ${purpose}, reason: $reason) {
      childByIdentifier: child(id: $id) { ${wholeChild} }
    }`;
    const seen = await ask(soak.url, { persona, body: JSON.stringify({ query, variables: { id, reason } }) });
    const leads = seen !== null && idIn(seen.data) === id && foreignIn(seen.data, learned).length === 0;
    if (!leads) found(`${name}: an id that does not lead to the child that it was given for`);
    if (seen?.recordId != null) released.push(seen.recordId);
  }

  function found(fault: string): void {
    if (wrong.length < mostFaults) wrong.push(fault);
  }

  async function learn(): Promise<void> {
    const [origin = ''] = soak.instances;
    const all = async (): Promise<readonly Seen[]> => {
      const seen = await Promise.all(questions.map((question) => ask(origin, question)));
      return seen.map((one) => {
        if (one === null || one.codes.length > 0) throw new Error(`A question is not answered: ${one?.codes.join()}`);
        return one;
      });
    };
    for (const [index, { data }] of (await all()).entries()) {
      questions[index]?.learned.setCalm(data);
      questions[index]?.learned.learn(data);
    }
    for (const agency of agencies) {
      await soak.world.setFaults(agency, [{ fault: 'GRAPHQL_ERROR' }]);
      for (const [index, { data }] of (await all()).entries()) questions[index]?.learned.learn(data);
      await soak.world.setFaults(agency, []);
      // Its breaker may have opened, and the next agency is to fail by itself.
      await until(async () => (await all()).every((seen, index) => isCalm(seen, questions[index])), patienceMs);
    }
  }

  /** Null: no answer came, or the proxy's own word that there was none. */
  async function ask(origin: string, { body, persona }: Pick<Question, 'body' | 'persona'>): Promise<Seen | null> {
    const token = await soak.world.tokenOf(persona);
    try {
      const response = await fetch(new URL('/graphql', origin), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body,
        signal: AbortSignal.timeout(60_000),
      });
      const text = await response.text();
      if (response.status === 502 || response.status === 504) return null;
      const { data, errors, extensions } = JSON.parse(text) as {
        readonly data?: unknown;
        readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
        readonly extensions?: { readonly recordId?: string };
      };
      return {
        data: data ?? null,
        recordId: extensions?.recordId ?? null,
        codes: (errors ?? []).map(({ extensions: { code } }) => code),
      };
    } catch {
      return null;
    }
  }
}

/** Values that are not the child's own; of ids says only following them whose they are. */
function foreignIn(data: unknown, learned: LearnedAnswer): readonly string[] {
  return learned.foreign(data).filter((path) => path !== '.childByIdentifier.id');
}

function idIn(data: unknown): string | null {
  return (
    (data as { readonly childByIdentifier?: { readonly id: string } | null } | null)?.childByIdentifier?.id ?? null
  );
}

function isCalm(seen: Seen, question: Question | undefined): boolean {
  return seen.codes.length === 0 && question?.learned.isCalm(seen.data) === true;
}
