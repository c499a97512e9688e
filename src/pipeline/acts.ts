import type { ControlChange, ControlState, Notice } from '../model/control-state.ts';
import { GatewayError } from '../model/errors.ts';
import type { LedgerControl } from '../model/ledger-entry.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { LocalDate } from '../model/words.ts';
import { reviewScope, requireSuspender } from './act-rights.ts';
import { accountValue, caseValue, owedValue } from './control-values.ts';

/** What an act is judged by: who asks, and what they gave. */
export type ActInput = {
  readonly practitioner: Practitioner;
  readonly args: Readonly<Record<string, unknown>>;
  readonly protocol: Protocol;
  readonly control: Pick<ControlState, 'caseOf' | 'owedBy' | 'factsOf'>;
  readonly now: number;
  readonly today: LocalDate;
};

/** An act that its rules permit: what changes, what is put on record, and what is answered afterwards. */
export type PreparedAct = {
  readonly changes: readonly ControlChange[];
  readonly record: Pick<LedgerControl, 'outcome' | 'account'> & {
    /** The reference of the operation it is about; null: none. Put on record only once it was found. */
    readonly recordId: string | null;
    /** What the caller wrote; sealed. */
    readonly text: string;
  };
  readonly value: () => unknown;
};

/** Judges one act; throws a GatewayError when its rules refuse it. Nothing is written by it. */
export type Act = (input: ActInput) => PreparedAct;

const longestText = 2000;
const longestReason = 200;

/** The mutations of the gateway's own, by root field. */
export const acts: Readonly<Record<string, Act>> = {
  justifyBreakGlass({ practitioner, args, control, now }) {
    const recordId = String(args['recordId']);
    const text = textOf(args, 'justification', longestText);
    return {
      changes: [{ kind: 'JUSTIFY', recordId, by: practitioner.subject, at: now }],
      record: { recordId, outcome: null, account: null, text },
      value: () => caseValue(control.caseOf(recordId), now),
    };
  },

  reviewBreakGlass(input) {
    const { practitioner, args, control, protocol, now } = input;
    const { notOf } = reviewScope(input);
    const recordId = String(args['recordId']);
    const outcome = args['outcome'] === 'ACCEPTED' ? 'ACCEPTED' : 'REJECTED';
    const text = textOf(args, 'note', longestText);
    const found = control.caseOf(recordId);
    const notices = found === null || outcome === 'ACCEPTED' ? [] : told('REVIEW_REJECTED', found, protocol, now);
    return {
      changes: [
        { kind: 'REVIEW', recordId, by: practitioner.subject, notOf, outcome, at: now },
        { kind: 'NOTIFY', notices },
      ],
      record: { recordId, outcome, account: found?.subject ?? null, text },
      value: () => caseValue(control.caseOf(recordId), now),
    };
  },

  fulfilObligation({ practitioner, args, now }) {
    const recordId = String(args['recordId']);
    const obligation = String(args['kind']);
    const text = textOf(args, 'reference', longestReason);
    return {
      changes: [{ kind: 'FULFIL', recordId, obligation, by: practitioner.subject, at: now }],
      record: { recordId, outcome: null, account: null, text },
      value: () => owedValue({ recordId, kind: obligation, effect: 'DUE', dueBy: null, doneAt: now }, now),
    };
  },

  suspendAccount: (input) => ofAccount(input, 'SUSPEND', 'ACCOUNT_SUSPENDED'),
  liftSuspension: (input) => ofAccount(input, 'LIFT', 'SUSPENSION_LIFTED'),
};

function ofAccount(input: ActInput, kind: 'SUSPEND' | 'LIFT', notice: string): PreparedAct {
  requireSuspender(input);
  const { practitioner, args, control, protocol, now } = input;
  const subject = accountOf(args, protocol);
  const organisation = String(args['organisation']);
  if (!protocol.signatories.some((signatory) => signatory.organisation === organisation)) throw invalid('organisation');
  const text = textOf(args, 'reason', longestReason);
  const about = { recordId: null, organisation, roles: [], purpose: null };
  return {
    changes: [
      { kind, subject, by: practitioner.subject, at: now },
      { kind: 'NOTIFY', notices: told(notice, about, protocol, now) },
    ],
    record: { recordId: null, outcome: null, account: subject, text },
    value: () => accountValue(subject, control.factsOf([subject], now).isSuspended),
  };
}

/** An account of an issuer of the protocol; anything else could be a text about somebody, and would be kept. */
function accountOf(args: ActInput['args'], { issuers }: Protocol): string {
  const subject = String(args['subject']);
  const isKnown = issuers.some(({ issuer }) => subject.startsWith(`${issuer}|`));
  const name = subject.slice(subject.lastIndexOf('|') + 1);
  if (!isKnown || !/^[\x21-\x7e]{1,128}$/.test(name)) throw invalid('subject');
  return subject;
}

function textOf(args: ActInput['args'], name: string, longest: number): string {
  const text = String(args[name]);
  if (text.trim() === '' || text.length > longest) throw invalid(name);
  return text;
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

function invalid(argument: string): GatewayError {
  return new GatewayError(
    'ARGUMENT_INVALID',
    `Argument "${argument}" is not acceptable; its description says what is.`,
    {
      extensions: { argument },
    },
  );
}
