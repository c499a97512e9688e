import type { Notice } from '../model/control-state.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Act, ActInput, PreparedAct } from './act.ts';
import { reviewScope, requireSuspender } from './act-rights.ts';
import { invalidArgument, textOf } from './act-texts.ts';
import { accountValue, caseValue, owedValue } from './control-values.ts';
import { recordMatchVerdict, withdrawMatchVerdict } from './verdict-acts.ts';

const longestText = 2000;
const longestReason = 200;

/** The mutations of the gateway's own, by root field. */
export const acts: Readonly<Record<string, Act>> = {
  async justifyBreakGlass({ practitioner, args, control, now }) {
    const recordId = String(args['recordId']);
    const text = textOf(args, 'justification', longestText);
    return {
      changes: [{ kind: 'JUSTIFY', recordId, by: practitioner.subject, at: now }],
      record: { recordId, outcome: null, account: null, text },
      value: async () => caseValue(await control.caseOf(recordId), now),
    };
  },

  async reviewBreakGlass(input) {
    const { practitioner, args, control, protocol, now } = input;
    const { notOf } = await reviewScope(input);
    const recordId = String(args['recordId']);
    const outcome = args['outcome'] === 'ACCEPTED' ? 'ACCEPTED' : 'REJECTED';
    const text = textOf(args, 'note', longestText);
    const found = await control.caseOf(recordId);
    const notices = found === null || outcome === 'ACCEPTED' ? [] : told('REVIEW_REJECTED', found, protocol, now);
    return {
      changes: [
        { kind: 'REVIEW', recordId, by: practitioner.subject, notOf, outcome, at: now },
        { kind: 'NOTIFY', notices },
      ],
      record: { recordId, outcome, account: found?.subject ?? null, text },
      value: async () => caseValue(await control.caseOf(recordId), now),
    };
  },

  async fulfilObligation({ practitioner, args, now }) {
    const recordId = String(args['recordId']);
    const obligation = String(args['kind']);
    const text = textOf(args, 'reference', longestReason);
    return {
      changes: [{ kind: 'FULFIL', recordId, obligation, by: practitioner.subject, at: now }],
      record: { recordId, outcome: null, account: null, text },
      value: async () => owedValue({ recordId, kind: obligation, effect: 'DUE', dueBy: null, doneAt: now }, now),
    };
  },

  suspendAccount: (input) => ofAccount(input, 'SUSPEND', 'ACCOUNT_SUSPENDED'),
  liftSuspension: (input) => ofAccount(input, 'LIFT', 'SUSPENSION_LIFTED'),
  recordMatchVerdict,
  withdrawMatchVerdict,
};

async function ofAccount(input: ActInput, kind: 'SUSPEND' | 'LIFT', notice: string): Promise<PreparedAct> {
  await requireSuspender(input);
  const { practitioner, args, control, protocol, now } = input;
  const subject = accountOf(args, protocol);
  const organisation = String(args['organisation']);
  if (!protocol.signatories.some((signatory) => signatory.organisation === organisation))
    throw invalidArgument('organisation');
  const text = textOf(args, 'reason', longestReason);
  const about = { recordId: null, organisation, roles: [], purpose: null };
  return {
    changes: [
      { kind, subject, by: practitioner.subject, at: now },
      { kind: 'NOTIFY', notices: told(notice, about, protocol, now) },
    ],
    record: { recordId: null, outcome: null, account: subject, text },
    value: async () => accountValue(subject, (await control.factsOf([subject], now)).isSuspended),
  };
}

/** An account of an issuer of the protocol; anything else could be a text about somebody, and would be kept. */
function accountOf(args: ActInput['args'], { issuers }: Protocol): string {
  const subject = String(args['subject']);
  const isKnown = issuers.some(({ issuer }) => subject.startsWith(`${issuer}|`));
  const name = subject.slice(subject.lastIndexOf('|') + 1);
  if (!isKnown || !/^[\x21-\x7e]{1,128}$/.test(name)) throw invalidArgument('subject');
  return subject;
}

/** What the organisation's line manager and the index team are told. */
function told(
  kind: string,
  about: Pick<Notice, 'recordId'> & Notice['about'],
  { control }: Protocol,
  now: number,
): readonly Notice[] {
  const { recordId, organisation, roles, purpose } = about;
  const notice = { kind, recordId, about: { organisation, roles, purpose }, at: now, sendAt: now, unless: null };
  return [
    { ...notice, to: 'OWN_ORGANISATION', organisation },
    { ...notice, to: 'INDEX_TEAM', organisation: control.indexTeam },
  ];
}
