import type { CallerKind } from '../model/practitioner.ts';
import type { HeardConsent } from './consent-state.ts';

/**
 * The consents that count when one who may give them asks for themself: nobody authorises their own
 * request, so what a parent gave opens nothing to a parent (domain.md 3.6). What was refused or withdrawn
 * restricts as ever.
 */
export function givenByOthers(consents: readonly HeardConsent[], kind: CallerKind): readonly HeardConsent[] {
  return consents.map((heard) =>
    heard.consent.decision === 'GIVEN' && heard.consent.giver === kind
      ? { ...heard, consent: { ...heard.consent, capacityEstablished: false } }
      : heard,
  );
}
