import type { CellDecision, Look, LookDecision } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass } from '../model/words.ts';
import { presenceClassOf } from './agency-case.ts';
import { createMemo } from './memo.ts';
import type { PolicyEngine } from './policy-engine.ts';
import type { RequestCase } from './request-case.ts';

/** As many rows as differ in what decides on them. */
const mostAnswers = 200;

type Known = (agency: AgencyName, disclosureClass: DisclosureClass) => Pick<CellDecision, 'know' | 'mayKnowExistence'>;

/**
 * Says which rows of the access log the caller may see, row by row, by the policies of the action `see`
 * (domain.md 7.5 row 49; 8 no. 9). They are found by the records of agencies that the caller may know to
 * hold one, so that no row tells of another. A row gives away that the organisation's kind, the roles and the purpose
 * concern this child: the policies are told which of those the caller may not know of. An organisation
 * that the protocol does not list (any more) could be of any kind, so its rows are not seen. Where
 * somebody mediates, a row is seen that both may see.
 */
export function looksOf(
  { parties, purpose, recipient, ownSystem }: Pick<RequestCase, 'parties' | 'purpose' | 'recipient' | 'ownSystem'>,
  knownAt: Known,
  { agencies, engine, protocol }: { agencies: readonly AgencyName[]; engine: PolicyEngine; protocol: Protocol },
): LookDecision {
  const isKnownAt = (agency: AgencyName, disclosureClass: DisclosureClass): boolean => {
    const { know, mayKnowExistence } = knownAt(agency, disclosureClass);
    return mayKnowExistence || know !== 0;
  };
  const known = new Map<DisclosureClass, boolean>();
  const isKnown = (disclosureClass: DisclosureClass): boolean => {
    const before = known.get(disclosureClass);
    if (before !== undefined) return before;
    // Only those whose presence it is can say; while none is connected, any.
    const keepers = agencies.filter((agency) => presenceClassOf(agency, protocol) === disclosureClass);
    const found = (keepers.length > 0 ? keepers : agencies).some((agency) => isKnownAt(agency, disclosureClass));
    known.set(disclosureClass, found);
    return found;
  };
  const answer = createMemo<boolean>(mostAnswers);
  const maySee = (look: Look): boolean => {
    const given = revealedBy(look, recipient, protocol);
    if (given === null) return false;
    const facts = {
      purpose,
      isHeldBack: look.isHeldBack,
      reveals: given.filter((each) => !isKnown(each)),
      roles: [...look.roles].sort(),
      lookedFor: look.purpose === null ? [] : [look.purpose],
    };
    const key = `${facts.isHeldBack}|${facts.reveals.join(',')}|${facts.roles.join(',')}|${facts.lookedFor.join(',')}`;
    const resource = { type: 'Class', id: protocol.accessLog.class };
    return answer(key, () =>
      parties.every(({ kind, roles }) =>
        roles.some(({ role, schedules }) => {
          const question = { role, schedules, action: 'see', resource, facts: { kind, ...facts } };
          return engine.ask(question).kind === 'ALLOWED';
        }),
      ),
    );
  };
  const foundAt = agencies.filter((agency) => {
    const presence = presenceClassOf(agency, protocol);
    return presence === null || agency === ownSystem || isKnownAt(agency, presence);
  });
  return { foundAt: new Set(foundAt), maySee };
}

/** The classes that a row gives away, sorted; null: nobody can say. */
function revealedBy(
  { organisation, roles, purpose }: Look,
  ownOrganisation: string,
  { signatories, presence, accessLog: { reveals } }: Protocol,
): readonly DisclosureClass[] | null {
  const signatory = signatories.find((one) => one.organisation === organisation);
  if (signatory === undefined) return null;
  const { kinds } = reveals;
  // What an organisation works with is no secret to its own staff.
  const ofKind = organisation === ownOrganisation ? [] : [kinds[signatory.kind], presence[signatory.kind]];
  const ofRoles = roles.map((role) => reveals.roles[role]);
  const ofPurpose = purpose === null ? undefined : reveals.purposes[purpose];
  return [...new Set([...ofKind, ...ofRoles, ofPurpose].filter((each) => each !== undefined))].sort();
}
