import type { EducationDuty } from '../graph/graph-step.ts';
import type { Protocol } from '../model/protocol.ts';
import type { LocalDate, OrganisationCode } from '../model/words.ts';

/**
 * What the law that an organisation asks under says of children missing education (domain.md 1.9), on a
 * day; null: it knows no such duty. The contact is the protocol's general one where nobody is named.
 */
export function educationDutyOf(
  organisation: OrganisationCode,
  today: LocalDate,
  { signatories, jurisdictions, generalContact }: Pick<Protocol, 'signatories' | 'jurisdictions' | 'generalContact'>,
): EducationDuty | null {
  const asking = signatories.find((signatory) => signatory.organisation === organisation);
  const law = jurisdictions.profiles[asking?.jurisdiction ?? jurisdictions.default]?.missingEducation;
  if (law === undefined) return null;
  const { kind, needs, to } = law.report;
  const told = signatories.find((signatory) => signatory.organisation === to);
  const report = { kind, needs, contact: told?.contact ?? generalContact };
  return { today, duty: law.duty, schoolAge: law.schoolAge, report };
}
