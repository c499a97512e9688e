import { accesses, matterOf, type RuleBook, settledFacts } from '../../scripts/protocol/rule-book.ts';
import { today } from '../access/support.ts';

type Facts = Readonly<Record<string, string | boolean | readonly string[]>>;

/** Every question of reading of a small protocol, one by one, as the policy engine answers it. */
export function everyAnswer(book: RuleBook): readonly boolean[] {
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
