import { describe, expect, test } from 'vitest';
import { compareDecisions } from '../../scripts/protocol/compare-decisions.ts';
import { UnreadablePolicyError } from '../../scripts/protocol/expression.ts';
import { openRuleBook } from '../../scripts/protocol/rule-book.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { today } from '../access/support.ts';
import { everyAnswer } from './every-answer.ts';
import { policies, reading, smallProtocol, smallSchema } from './small-protocol.ts';

const forbid = `@id("f") @gate("G1") @code("X") @ground("x") forbid (principal, action == Action::"read", resource)
  when { context.colour == Colour::"RED" } unless { context.spices.contains(Spice::"THYME") };`;

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
