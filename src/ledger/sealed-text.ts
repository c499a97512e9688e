import { z } from 'zod';
import type { LedgerEntry, LedgerOutcome } from '../model/ledger-entry.ts';
import { parseJson } from './parse-json.ts';
import { assertText, assertTexts } from './plain-text.ts';

/** What only the audit role may read of a record. `children` stand in the order of the record's hashes. */
export type SealedPart = {
  readonly subject: string;
  readonly mediator: string | null;
  readonly reason: string | null;
  readonly informed?: string | null | undefined;
  readonly account?: string | undefined;
  readonly searches?: readonly { readonly outcome: string | null; readonly results: readonly string[] }[] | undefined;
  readonly children: readonly { readonly outcomes: readonly LedgerOutcome[]; readonly refusal: string | null }[];
};

/**
 * Prints what is sealed of an entry (format 2). Children of one operation are decided much alike: each word, each
 * ground of a decision and each list of outcomes stands in it once, and is meant by its number.
 *
 * @throws TypeError when something is not plain text.
 */
export function sealedText(entry: LedgerEntry): string {
  const { subject, mediator } = entry.caller;
  const { reason, informed, searches } = entry;
  const account = entry.control?.account ?? null;
  assertText(subject);
  for (const text of [mediator, reason, informed, account]) if (text !== null) assertText(text);
  const tables = createTables();
  const children = entry.children.map(({ outcomes, refusal }) => {
    if (refusal !== null) assertText(refusal);
    return [tables.listOf(outcomes), refusal];
  });
  return JSON.stringify({
    subject,
    mediator,
    reason,
    informed,
    ...(account === null ? {} : { account }),
    ...(searches === undefined ? {} : { searches: searches.map(searchOf) }),
    words: tables.words(),
    grounds: tables.grounds,
    lists: tables.lists,
    children,
  });
}

/** Reads what `sealedText` printed; null when it is something else. */
export function parseSealedText(text: string): SealedPart | null {
  const parsed = sealedPart.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { words, grounds, lists, children, ...rest } = parsed.data;
  const outcomesOf = lists.map((list) => readList(list, words, grounds));
  const read = children.map(([list, refusal]) => {
    const outcomes = outcomesOf[list];
    return outcomes == null ? null : { outcomes, refusal };
  });
  return read.some((child) => child === null) ? null : { ...rest, children: read.filter((child) => child !== null) };
}

/** Why a cell was decided as it was: code, policies, consents, bases, and the slots of lawfulness in their order. */
type Ground = readonly [
  string | null,
  readonly string[],
  readonly string[],
  readonly string[],
  readonly (string | null)[] | null,
];

type Tables = {
  words(): readonly string[];
  readonly grounds: readonly Ground[];
  /** Of each outcome the numbers of agency, class and outcome among the words, and of its ground. */
  readonly lists: readonly (readonly number[])[];
  /** The number of the list that says this. */
  listOf(outcomes: readonly LedgerOutcome[]): number;
};

/** The numbers that stand for one outcome. */
const numbersOfOutcome = 4;
/** So many outcomes and lists are compared one by one before they are looked up by what they say. */
const mostCompared = 8;

function createTables(): Tables {
  const words = new Map<string, number>();
  const grounds: Ground[] = [];
  const groundOf = createGroundNumbers(grounds);
  const lists: number[][] = [];
  const listsByText = new Map<string, number>();

  const wordOf = (word: string): number => {
    const known = words.get(word);
    if (known !== undefined) return known;
    assertText(word);
    words.set(word, words.size);
    return words.size - 1;
  };
  return {
    words: () => [...words.keys()],
    grounds,
    lists,
    listOf: (outcomes) => {
      const list: number[] = [];
      for (const each of outcomes) {
        list.push(wordOf(each.agency), wordOf(each.class), wordOf(each.outcome), groundOf(each));
      }
      for (let index = 0; index < lists.length && index < mostCompared; index += 1) {
        if (areEqual(lists[index] ?? [], list)) return index;
      }
      const text = list.join();
      const known = listsByText.get(text);
      if (known !== undefined) return known;
      lists.push(list);
      listsByText.set(text, lists.length - 1);
      return lists.length - 1;
    },
  };
}

function createGroundNumbers(grounds: Ground[]): (outcome: LedgerOutcome) => number {
  const byText = new Map<string, number>();
  const seen: { readonly outcome: LedgerOutcome; readonly number: number }[] = [];
  return (outcome) => {
    for (const { outcome: before, number } of seen) if (haveSameGround(before, outcome)) return number;
    const ground = groundIn(outcome);
    const text = JSON.stringify(ground);
    let number = byText.get(text);
    if (number === undefined) {
      number = grounds.length;
      grounds.push(ground);
      byText.set(text, number);
    }
    if (seen.length < mostCompared) seen.push({ outcome, number });
    return number;
  };
}

function haveSameGround(one: LedgerOutcome, other: LedgerOutcome): boolean {
  return (
    one.code === other.code &&
    areEqual(one.policies, other.policies) &&
    areEqual(one.bases, other.bases) &&
    areEqual(one.consents, other.consents) &&
    haveSameSlots(one.slots, other.slots)
  );
}

function haveSameSlots(one: LedgerOutcome['slots'], other: LedgerOutcome['slots']): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  return (
    one.power === other.power &&
    one.art6 === other.art6 &&
    one.art9 === other.art9 &&
    one.art10 === other.art10 &&
    one.confidence === other.confidence &&
    one.missing === other.missing
  );
}

function groundIn({ code, policies, consents, bases, slots }: LedgerOutcome): Ground {
  if (code !== null) assertText(code);
  assertTexts(policies);
  assertTexts(consents);
  assertTexts(bases);
  if (slots === undefined) return [code, policies, consents, bases, null];
  const { power, art6, art9, art10, confidence, missing } = slots;
  const filled = [power, art6, art9, art10, confidence, missing];
  for (const slot of filled) if (slot !== null) assertText(slot);
  return [code, policies, consents, bases, filled];
}

function areEqual<Value>(one: readonly Value[], other: readonly Value[]): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

function searchOf({ outcome, results }: NonNullable<LedgerEntry['searches']>[number]): {
  readonly outcome: string | null;
  readonly results: readonly string[];
} {
  if (outcome !== null) assertText(outcome);
  assertTexts(results);
  return { outcome, results };
}

const words = z.array(z.string()).readonly();
const filled = z.string().nullable();
const place = z.number().int().nonnegative();
const outcomeName = z.enum(['GRANTED', 'RELEASED', 'REPORTED', 'WITHHELD', 'NOT_HELD', 'NO_RESPONSE', 'SOURCE_ERROR']);
const slots = z
  .tuple([filled, filled, filled, filled, filled, z.enum(['POWER', 'ART6', 'ART9', 'ART10', 'CONFIDENCE']).nullable()])
  .nullable();
const ground = z.tuple([filled, words, words, words, slots]);

const sealedPart = z.strictObject({
  subject: z.string(),
  mediator: z.string().nullable(),
  reason: z.string().nullable(),
  informed: z.string().nullable(),
  account: z.string().optional(),
  searches: z
    .array(z.strictObject({ outcome: z.string().nullable(), results: words }).readonly())
    .readonly()
    .optional(),
  words,
  grounds: z.array(ground),
  lists: z.array(z.array(place)),
  children: z.array(z.tuple([place, z.string().nullable()])),
});

/** Null when a number stands for nothing. */
function readList(
  list: readonly number[],
  known: readonly string[],
  grounds: readonly z.infer<typeof ground>[],
): readonly LedgerOutcome[] | null {
  const outcomes: LedgerOutcome[] = [];
  for (let at = 0; at < list.length; at += numbersOfOutcome) {
    const [agency, of, name] = [0, 1, 2].map((part) => known[list[at + part] ?? known.length]);
    const why = grounds[list[at + 3] ?? grounds.length];
    const outcome = outcomeName.safeParse(name);
    if (agency === undefined || of === undefined || why === undefined || !outcome.success) return null;
    const [code, policies, consents, bases, kept] = why;
    outcomes.push({
      agency,
      class: of,
      outcome: outcome.data,
      code,
      policies,
      consents,
      bases,
      ...(kept === null ? {} : { slots: slotsOf(kept) }),
    });
  }
  return outcomes;
}

function slotsOf([power, art6, art9, art10, confidence, missing]: NonNullable<z.infer<typeof slots>>): NonNullable<
  LedgerOutcome['slots']
> {
  return { power, art6, art9, art10, confidence, missing };
}
