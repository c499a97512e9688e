import type { LocalDate } from '../../src/model/words.ts';
import type { ClosedVector } from './closed-vector.ts';
import { type Access, accesses, organisationKindType, purposeType, type RuleBook } from './rule-book.ts';

/** Who asks for what, from which day, of which kind of organisation. */
type Asked = {
  readonly role: string;
  readonly purpose: string;
  readonly access: Access;
  readonly from: LocalDate;
  readonly kind: string;
};

/** Every role, purpose, way of access and kind of organisation, from the first day of each period. */
export function* everyMatter(vector: ClosedVector, periods: readonly LocalDate[]): Generator<Asked> {
  for (const role of vector.roles) {
    for (const purpose of vector.codesOf(purposeType)) {
      for (const access of accesses) {
        for (const from of periods) {
          for (const kind of vector.codesOf(organisationKindType)) yield { role, purpose, access, from, kind };
        }
      }
    }
  }
}

/** The day asked for, and each later one on which a schedule of any of these versions begins or has ended. */
export function periodsFrom(date: LocalDate, ...books: readonly RuleBook[]): readonly LocalDate[] {
  const turns = books.flatMap(({ protocol }) =>
    protocol.schedules.flatMap(({ validFrom, validUntil }) => [validFrom, dayAfter(validUntil)]),
  );
  return [...new Set([date, ...turns.filter((turn) => turn > date)])].sort();
}

function dayAfter(date: LocalDate): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
