import type { Purpose } from '../generated/education.ts';
import type { StoredConsent } from '../records/stored-record.ts';

/**
 * The consents that name the recipient and the purpose, and the refusals that are general (domain.md
 * 3.4). Withdrawn and expired ones are among them: whether one counts is for the asker to decide.
 */
export const consentsFor = (
  consents: readonly StoredConsent[],
  recipient: string,
  purpose: Purpose,
): readonly StoredConsent[] =>
  consents.filter(
    (consent) =>
      (consent.recipients.includes(recipient) && consent.purposes.includes(purpose)) ||
      (consent.decision === 'REFUSED' && consent.recipients.length === 0),
  );
