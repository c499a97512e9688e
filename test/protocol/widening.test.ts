import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { altersLines } from '../../scripts/protocol/approved-lines.ts';
import { groupsOf } from '../../scripts/protocol/groups.ts';
import { type Mutant, mutantsOf } from '../../scripts/protocol/mutants.ts';
import { openRuleBook, type RuleBook } from '../../scripts/protocol/rule-book.ts';
import { type Widening, wideningOf } from '../../scripts/protocol/widening.ts';
import { everyAnswer } from './every-answer.ts';
import { policies, reading, smallProtocol } from './small-protocol.ts';

const salt = 'resource == Class::"SALT"';
const red = 'context.colour == Colour::"RED"';
const forbid = `@id("f") @gate("G1") @code("X") @ground("x") forbid (principal, action == Action::"read", resource)
  when { ${red} };`;
const more = {
  impliedByAnother: `@id("p") @ground("x") ${reading} when { context.isOpen } when { context.isOpen || context.isWarm };`,
  impliedBySchedule: `@id("p") @ground("x") ${reading} when { context.purpose == Purpose::"FEAST" } when { context.isOpen };`,
  openAlready: `@id("p") @ground("x") ${reading} when { context.isOpen && context.isWarm };
    @id("q") @ground("x") ${reading} when { context.isOpen };`,
  closedElse: `@id("p") @ground("x") ${reading} when { ${red} || context.isWarm } when { context.colour != Colour::"RED" };`,
  listed: `@id("p") @ground("x") ${reading} when { ${salt} } when { context.isOpen };`,
} as const;
const all: Readonly<Record<string, string>> = { ...policies, ...more };

type Tried = {
  readonly mutant: Mutant;
  readonly widening: Widening;
  readonly altersLines: boolean;
  readonly gains: boolean;
};

const known = new Map<string, readonly Tried[]>();

/** Each widening of a small protocol: what is said of it, and what asking every question one by one finds. */
function tried(tier1: string, work: string): readonly Tried[] {
  const key = JSON.stringify([tier1, work]);
  const found = known.get(key) ?? tryEach(tier1, work);
  known.set(key, found);
  return found;
}

function tryEach(tier1: string, work: string): readonly Tried[] {
  const directory = mkdtempSync(join(tmpdir(), 'widening-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(join(directory, 'tier2'));
  const book: RuleBook = openRuleBook(smallProtocol(tier1, work));
  for (const file of ['tier1.cedar', 'tier2/work.cedar']) {
    const texts = book.protocol.policies.filter((each) => each.file === file).map(({ text }) => text);
    writeFileSync(join(directory, file), texts.join('\n'));
  }
  const groups = groupsOf(book);
  const before = everyAnswer(book);
  return mutantsOf(book, directory)
    .filter(({ id, kind, policy }) => kind === 'WIDENED' && policy.schedule !== null && !id.endsWith('/with-know'))
    .map((mutant) => {
      const after = everyAnswer(openRuleBook(smallProtocol(tier1, mutant.text)));
      return {
        mutant,
        widening: wideningOf(mutant, book, groups),
        altersLines: altersLines(mutant, book, groups),
        gains: after.some((answer, index) => answer && !before[index]),
      };
    });
}

describe('a widened policy', () => {
  test.each(Object.keys(all))('permits more exactly where asking every question one by one finds it: %s', (name) => {
    for (const tier1 of ['', forbid]) {
      for (const { mutant, widening, gains } of tried(tier1, all[name] ?? '')) {
        expect({ id: mutant.id, gains: widening.kind === 'PERMITS' }).toEqual({ id: mutant.id, gains });
      }
    }
  });

  test.each(Object.keys(all))('alters what is approved wherever it permits more: %s', (name) => {
    for (const tier1 of ['', forbid]) {
      for (const { mutant, gains, altersLines: isSeen } of tried(tier1, all[name] ?? '')) {
        expect({ id: mutant.id, isSeen: gains ? isSeen : true }).toEqual({ id: mutant.id, isSeen: true });
      }
    }
  });

  test.each([
    ['impliedByAnother', '', 'p/without-condition-2', 'IMPLIED'],
    ['impliedBySchedule', '', 'p/without-condition-1', 'IMPLIED'],
    ['openAlready', '', 'p/without-part-1.2', 'OPEN'],
    ['closedElse', forbid, 'p/without-condition-2', 'CLOSED'],
  ])('that permits nothing more is told why: %s', (name, tier1, id, reason) => {
    const found = tried(tier1, all[name] ?? '').find(({ mutant }) => mutant.id === id);
    expect(found?.widening).toEqual({ kind: 'IDLE', reason });
  });

  test('that permits more is told by a question', () => {
    const found = tried('', more.listed).find(({ mutant }) => mutant.id === 'p/without-condition-1');
    expect(found?.widening).toEqual({ kind: 'PERMITS', question: 'COOK FEAST: read BREAD, isOpen yes' });
  });
});
