import type { Basis, Protocol } from '../model/protocol.ts';
import type { SlotCode, SlotName } from '../model/protocol-content.ts';
import type { LegalSlots } from '../model/decision.ts';
import type { DisclosureClass, LegalBasis, LocalDate, Purpose } from '../model/words.ts';

/** What fills the slots of one class of one discloser, and what the confidence slot waits for. */
export type FilledSlots = {
  readonly slots: LegalSlots;
  /**
   * NEEDED: the basis needs consent for the class, or an exemption. IMPLIED: consent is taken as given
   * until somebody objects. NONE: the slots are filled without.
   */
  readonly consentRule: 'NONE' | 'NEEDED' | 'IMPLIED';
};

/** What the slots follow from: closed lists, never a fact about a child. */
export type SlotQuestion = {
  readonly class: DisclosureClass;
  /** The kind of agency that discloses. */
  readonly discloser: string;
  readonly purpose: Purpose;
  /** The bases that hold for this discloser. */
  readonly bases: readonly LegalBasis[];
  /** The codes of `protocol.slots` that are in force. */
  readonly inForce: readonly string[];
};

const consent = 'CONSENT';

/** The codes that fill slots on a day, in the protocol's order. */
export function slotCodesInForce(protocol: Protocol, today: LocalDate): readonly string[] {
  return protocol.slots.codes
    .filter(({ effectiveFrom }) => effectiveFrom !== null && effectiveFrom <= today)
    .map(({ code }) => code);
}

/**
 * Fills the four slots (domain.md 3.1) from who discloses, for which purpose and which class: by each
 * basis that holds, then by the one that leaves least to ask for. What is missing is named; the order
 * of slots is that of the domain reference.
 */
export function fillSlots(question: SlotQuestion, protocol: Protocol): FilledSlots {
  const ways = protocol.bases
    .filter(({ code }) => question.bases.includes(code))
    .map((basis) => fillBy(basis, question, protocol));
  return ways.reduce<FilledSlots>((best, way) => (rank(way) < rank(best) ? way : best), withoutPower);
}

/** What filled the confidence slot in the end, for the record: consent where it was given, else what stood in for it. */
export function settledSlots(
  { slots, consentRule }: FilledSlots,
  {
    isGiven,
    exemption,
    isExempt,
  }: { readonly isGiven: boolean; readonly exemption: string; readonly isExempt: boolean },
  protocol: Protocol,
): LegalSlots {
  if (consentRule !== 'NEEDED' || isGiven || !isExempt) return slots;
  return { ...slots, confidence: protocol.slots.exemptions[exemption] ?? publicInterest };
}

/** The slots as the policies see them. */
export function slotFacts({ slots, consentRule }: FilledSlots): {
  readonly slots: string;
  readonly consentRule: string;
} {
  return { slots: slots.missing === null ? 'COMPLETE' : `${slots.missing}_MISSING`, consentRule };
}

const publicInterest = 'PUBLIC_INTEREST';
const slotOrder: readonly SlotName[] = ['POWER', 'ART6', 'ART9', 'ART10', 'CONFIDENCE'];
const rules: readonly FilledSlots['consentRule'][] = ['NONE', 'IMPLIED', 'NEEDED'];

/** Where no basis is a power for the class. */
export const withoutPower: FilledSlots = Object.freeze({
  slots: Object.freeze({ power: null, art6: null, art9: null, art10: null, confidence: null, missing: 'POWER' }),
  consentRule: 'NONE',
});

function fillBy(basis: Basis, question: SlotQuestion, protocol: Protocol): FilledSlots {
  const { class: asked } = question;
  if (basis.covers.length > 0 && !basis.covers.includes(asked)) return withoutPower;
  const { specialClasses, criminalClasses } = protocol.slots;
  const fill = (slot: SlotCode['fills'][number], candidates: readonly string[]): SlotCode | null =>
    candidates
      .flatMap((code) => protocol.slots.codes.find((known) => known.code === code) ?? [])
      .find((known) => known.fills.includes(slot) && canFill(known, question, protocol)) ?? null;

  const art6 = fill('ART6', basis.art6);
  const art9 = specialClasses.includes(asked) ? fill('ART9', basis.art9) : undefined;
  const art10 = criminalClasses.includes(asked) ? fill('ART10', basis.art10) : undefined;
  const isConsentNeeded =
    basis.consentFor.includes(asked) || [art6, art9, art10].some((filled) => filled?.needsConsent === true);
  const confidence = isConsentNeeded || basis.impliedConsent ? consent : basis.confidence;

  const filled: Readonly<Record<SlotName, boolean>> = {
    POWER: true,
    ART6: art6 !== null,
    ART9: art9 !== null,
    ART10: art10 !== null,
    CONFIDENCE: confidence !== null,
  };
  return {
    slots: {
      power: basis.code,
      art6: art6?.code ?? null,
      art9: art9?.code ?? null,
      art10: art10?.code ?? null,
      confidence,
      missing: slotOrder.find((slot) => !filled[slot]) ?? null,
    },
    consentRule: isConsentNeeded ? 'NEEDED' : basis.impliedConsent ? 'IMPLIED' : 'NONE',
  };
}

function canFill(rule: SlotCode, { discloser, purpose, inForce }: SlotQuestion, protocol: Protocol): boolean {
  const isPublic = protocol.slots.publicTask.includes(discloser);
  return (
    inForce.includes(rule.code) &&
    (rule.discloser === 'ANY' || (rule.discloser === 'PUBLIC') === isPublic) &&
    (rule.disclosers.length === 0 || rule.disclosers.includes(discloser)) &&
    (rule.purposes.length === 0 || rule.purposes.includes(purpose))
  );
}

/** Complete before incomplete; of incomplete ones the one that came furthest; of complete ones the least to ask for. */
function rank({ slots: { missing }, consentRule }: FilledSlots): number {
  if (missing === null) return rules.indexOf(consentRule);
  return rules.length + slotOrder.length - slotOrder.indexOf(missing);
}
