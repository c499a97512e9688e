import { describe, expect, it } from 'vitest';
import { createLearnedAnswer } from './learned-answers.ts';

const answerOf = (given: string | null, notes: readonly string[]) => ({
  child: { identity: { given }, notes: notes.map((text) => ({ text })), sources: [{ state: String(given) }] },
});

describe('what a question may be answered', () => {
  const learned = createLearnedAnswer();
  learned.learn(answerOf('Zqone', ['zq first', 'zq second']));
  learned.learn(answerOf('Zqother', []));
  learned.setCalm(answerOf('Zqone', ['zq first', 'zq second']));

  it('is what was learnt, or less of it', () => {
    expect(learned.foreign(answerOf('Zqother', ['zq second']))).toEqual([]);
    expect(learned.foreign(answerOf(null, []))).toEqual([]);
    expect(learned.foreign({ child: null })).toEqual([]);
  });
  it('is no other child’s value, no value in another’s place, no field that was never there', () => {
    expect(learned.foreign(answerOf('Zqthird', []))).toEqual(['.child.identity.given']);
    expect(learned.foreign(answerOf('zq first', ['Zqone']))).toEqual(['.child.identity.given', '.child.notes[].text']);
    expect(learned.foreign({ child: { secret: 1 } })).toEqual(['.child.secret']);
  });
  it('is the whole of it while nothing is amiss', () => {
    expect(learned.isCalm(answerOf('Zqone', ['zq first', 'zq second']))).toBe(true);
    expect(learned.isCalm(answerOf('Zqone', ['zq first']))).toBe(false);
    expect(learned.isCalm(answerOf('Zqother', ['zq first', 'zq second']))).toBe(false);
  });
});
