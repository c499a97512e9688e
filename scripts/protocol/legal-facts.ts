import { deriveBases } from '../../src/access/derive-bases.ts';
import { fillSlots, slotCodesInForce, slotFacts } from '../../src/access/legal-slots.ts';
import type { Signatory } from '../../src/model/protocol.ts';
import type { AgencyName, LocalDate } from '../../src/model/words.ts';
import type { RuleBook } from './rule-book.ts';

/** Who receives what from whom, as far as the law is concerned. */
export type LegalQuestion = {
  readonly organisationKind: string;
  readonly purpose: string;
  /** As the caller names them; empty: derived. */
  readonly bases: readonly string[];
  readonly agency: AgencyName;
  readonly class: string;
  readonly date: LocalDate;
};

/** The facts of the closed vector that follow from the law. */
export type LegalFacts = {
  readonly bases: readonly string[];
  readonly slots: string;
  readonly consentRule: string;
};

/** Works out the bases that hold and how they fill the slots, as the gateway does for a request. */
export function legalFacts({ protocol }: RuleBook, question: LegalQuestion): LegalFacts {
  const { organisationKind: kind, purpose, agency, date } = question;
  const recipient = protocol.signatories.find((signatory) => signatory.kind === kind) ?? unnamed(kind);
  const declaration = {
    purpose,
    basis: question.bases.length === 0 ? null : question.bases,
    emergency: false,
    exemption: null,
    breakGlass: null,
  };
  const order = { reference: '', classes: [], expiresOn: date };
  const basesUnder = (courtOrder: typeof order | null): readonly string[] =>
    deriveBases({ ...declaration, courtOrder }, recipient, [agency], protocol, date).basesOf.get(agency) ?? [];
  // Only where nothing holds without one is an order presumed.
  const plain = basesUnder(null);
  const bases = plain.length > 0 ? plain : basesUnder(order);
  const discloser = protocol.discloserKinds[agency] ?? '';
  const inForce = slotCodesInForce(protocol, date);
  return { bases, ...slotFacts(fillSlots({ class: question.class, discloser, purpose, bases, inForce }, protocol)) };
}

/** An organisation of a kind of which none has signed. */
function unnamed(kind: string): Signatory {
  const contact = { organisation: '', phone: null, hours: null };
  return { organisation: '', name: '', kind, agency: null, signedOn: null, contact };
}
