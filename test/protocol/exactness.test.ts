import { describe, expect, test } from 'vitest';
import { compareDecisions } from '../../scripts/protocol/compare-decisions.ts';
import { UnreadablePolicyError } from '../../scripts/protocol/expression.ts';
import { accesses, matterOf, openRuleBook, type RuleBook, settledFacts } from '../../scripts/protocol/rule-book.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { today } from '../access/support.ts';
import { smallProtocol, smallSchema } from './small-protocol.ts';

type Facts = Readonly<Record<string, string | boolean | readonly string[]>>;

const reading = 'permit (principal, action == Action::"read", resource)';
const policies = {
  plain: `@id("p") @ground("x") ${reading};`,
  flags: `@id("p") @ground("x") ${reading} when { context.isOpen && !context.isWarm };`,
  codes: `@id("p") @ground("x") ${reading} when { context.colour in [Colour::"RED", Colour::"BLUE"] };`,
  otherThan: `@id("p") @ground("x") ${reading} when { context.colour != Colour::"RED" || context.isOpen };`,
  sets: `@id("p") @ground("x") ${reading} when { context.spices.contains(Spice::"MACE") };`,
  anySpice: `@id("p") @ground("x") ${reading} when { context.spices.containsAny([Spice::"MACE", Spice::"CLOVE"]) };`,
  allSpices: `@id("p") @ground("x") ${reading} when { context.spices.containsAll([Spice::"MACE", Spice::"CLOVE"]) };`,
  onlySpices: `@id("p") @ground("x") ${reading} when { [Spice::"MACE"].containsAll(context.spices) };`,
  empty: `@id("p") @ground("x") ${reading} unless { context.spices.isEmpty() };`,
  roles: `@id("p") @ground("x") ${reading} when { principal == Role::"COOK" } when { resource == Class::"SALT" };`,
  choice: `@id("p") @ground("x") ${reading} when { if context.isOpen then context.isWarm else principal == Role::"COOK" };`,
  bothOrNeither: `@id("p") @ground("x") ${reading} when { (principal == Role::"COOK") == context.isWarm };`,
  two: `@id("p") @ground("x") ${reading} when { context.isOpen };
        @id("q") @ground("x") ${reading} when { context.colour == Colour::"GREY" };`,
  nothing: '',
};
const forbid = `@id("f") @gate("G1") @code("X") @ground("x") forbid (principal, action == Action::"read", resource)
  when { context.colour == Colour::"RED" } unless { context.spices.contains(Spice::"THYME") };`;

/** Every question of reading, one by one, as the policy engine answers it. */
function everyAnswer(book: RuleBook): readonly boolean[] {
  const { codesOf } = book.vector;
  const subsets = codesOf('Spice').reduce<readonly (readonly string[])[]>(
    (sets, code) => [...sets, ...sets.map((set) => [...set, code])],
    [[]],
  );
  const read = book.vector.actions.find(({ name }) => name === 'read');
  if (read === undefined) throw new Error('no action read');
  const answers: boolean[] = [];
  for (const access of accesses) {
    for (const [role, purpose, kind] of product(codesOf('Role'), codesOf('Purpose'), codesOf('AgencyKind'))) {
      const matter = matterOf(book, role, purpose, kind, today, access);
      for (const [name, colour, isOpen, isWarm] of product(
        codesOf('Class'),
        codesOf('Colour'),
        ['y', 'n'],
        ['y', 'n'],
      )) {
        for (const spices of subsets) {
          const free: Facts = { colour, isOpen: isOpen === 'y', isWarm: isWarm === 'y', spices };
          const facts = { ...free, ...settledFacts(book, read, matter) };
          const { schedules } = matter.cover;
          const resource = { type: 'Class', id: name };
          answers.push(book.engine.ask({ role, action: 'read', resource, schedules, facts }).kind === 'ALLOWED');
        }
      }
    }
  }
  return answers;
}

function product<const L extends readonly (readonly string[])[]>(...lists: L): readonly { [I in keyof L]: string }[] {
  const all = lists.reduce<readonly (readonly string[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])),
    [[]],
  );
  return all as readonly { [I in keyof L]: string }[];
}

/** The schedule of the small protocol lasts beyond today; one period is enough here. */
function compare(older: Protocol, newer: Protocol) {
  const books = [openRuleBook(older), openRuleBook(newer)] as const;
  const counted = compareDecisions(books[0], books[1], today);
  const [before, after] = books.map(everyAnswer);
  const isValid = counted.periods.length;
  const changed = (before ?? []).filter((answer, index) => answer !== after?.[index]).length;
  return { counted, changed, isValid, before: before ?? [], after: after ?? [] };
}

describe('comparing by blocks', () => {
  const names = Object.keys(policies) as (keyof typeof policies)[];
  const pairs = names.flatMap((one, index) => names.slice(index).map((other) => [one, other] as const));

  test.each(pairs)('counts exactly what asking one by one counts: %s, %s', (one, other) => {
    const { counted, changed, before, after } = compare(
      smallProtocol(forbid, policies[one]),
      smallProtocol('', policies[other]),
    );
    // The second period, after the schedule has ended, changes nothing.
    expect(counted.changedVectors).toBe(BigInt(changed));
    const gains = before.filter((answer, index) => !answer && after[index]).length;
    const losses = before.filter((answer, index) => answer && !after[index]).length;
    expect(counted.changes.some(({ effect }) => effect === 'GAIN')).toBe(gains > 0);
    expect(counted.changes.some(({ effect }) => effect === 'LOSS')).toBe(losses > 0);
  });

  test('a code that only one version knows is a difference where that version gives it', () => {
    const widened = smallSchema.replace('"BLUE", "GREY"]', '"BLUE", "GREY", "GOLD"]');
    const older = smallProtocol('', policies.flags);
    const { changes } = compareDecisions(
      openRuleBook(older),
      openRuleBook(smallProtocol('', policies.flags, widened)),
      today,
    );
    const when = ['colour GOLD and open and not warm'];
    expect(new Set(changes.map(({ when: words }) => words.join()))).toEqual(new Set(when));
    expect(changes.every(({ effect }) => effect === 'GAIN')).toBe(true);
  });

  test('what policies mention is split, what none mentions is not asked', () => {
    const { counted } = compare(smallProtocol('', policies.nothing), smallProtocol('', policies.flags));
    // open and not warm; open and warm; not open: for either class, and alike for both roles.
    expect(counted.asked).toBe(3);
    expect(counted.vectors).toBeGreaterThan(1000n);
  });

  test('a role that no schedule lets ask gains nothing by a policy for all', () => {
    const refuse = `@id("unscheduled") @gate("G3") @code("X") @ground("x") forbid (principal, action == Action::"ask", resource)
      unless { context.schedule == State::"VALID" };`;
    const everywhere = `@id("all") @ground("x") ${reading};`;
    const { changes, idleGroups } = compareDecisions(
      openRuleBook(smallProtocol(refuse, '')),
      openRuleBook(smallProtocol(`${refuse}\n${everywhere}`, '')),
      today,
    );
    expect([...new Set(changes.map(({ purpose }) => purpose))]).toEqual(['FEAST']);
    expect([...new Set(changes.flatMap(({ organisationKinds }) => organisationKinds))]).toEqual(['KITCHEN']);
    expect(idleGroups).toBeGreaterThan(0);
  });

  test('a policy that cannot be taken apart is refused by name, not guessed at', () => {
    const compared =
      '@id("odd") @ground("x") permit (principal, action == Action::"read", resource) when { context.isOpen == context.isWarm };';
    expect(() => openRuleBook(smallProtocol('', compared))).toThrow(UnreadablePolicyError);
    expect(() => openRuleBook(smallProtocol('', compared))).toThrow('odd');
  });
});
