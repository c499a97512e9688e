import { approvedName, compareApproved, readApproved } from './approved-file.ts';
import { approvedLines } from './approved-lines.ts';
import { type Finding, warning } from './finding.ts';
import { groupsOf } from './groups.ts';
import type { RuleBook } from './rule-book.ts';

/** Says whether the decisions are those that were approved. */
export function checkApproved(book: RuleBook, directory: string): readonly Finding[] {
  const { added, gone } = compareApproved(readApproved(directory), approvedLines(book, groupsOf(book)));
  if (added.length + gone.length === 0) return [];
  return [
    warning(
      approvedName,
      `${added.length} lines of decisions are not approved, ${gone.length} that are approved are no longer so`,
      'see npm run -s protocol -- approve --check, have it signed off, and approve it',
    ),
  ];
}
