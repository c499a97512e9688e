import type { ControlRules } from '../model/control-rules.ts';
import type { ControlChange, Duty, Notice, NoticeRecipient, OwingOperation } from '../model/control-state.ts';
import type { ControlFacts } from '../model/control.ts';
import type { RequestDecision } from '../model/decision.ts';
import type { LedgerControl } from '../model/ledger-entry.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, OrganisationCode } from '../model/words.ts';
import { type LedgerHead } from './ledger-entries.ts';

type OpenRequest = Extract<RequestDecision, { kind: 'OPEN' }>;

/** What an operation brings about in the control state, and how that is put on record. */
export type Owing = {
  readonly changes: readonly ControlChange[];
  readonly control: LedgerControl;
  /** Notices to those whose data is released; who that is shows at the end. */
  readonly toSourceOwners: readonly string[];
};

/**
 * Works out what an operation owes (domain.md 7.7): the duties, the notices at once, and the notices
 * that go out should a duty become overdue. It follows from the request alone, so that what is owed
 * tells nothing of whether a record exists. Null: nothing that the control state keeps.
 */
export function owingOf(
  open: OpenRequest,
  head: LedgerHead,
  seen: Pick<ControlFacts, 'breakGlassesToday'>,
  protocol: Protocol,
): Owing | null {
  const { mode } = open;
  const isDeclared = mode === 'BREAK_GLASS' || mode === 'OVERRIDE';
  // A dry run shows nothing; under break-glass or an override it still tells what is there.
  const obligations = head.dryRun && !isDeclared ? [] : open.obligations;
  const duties = soonestOfEach(obligations.flatMap((one) => dutyOf(one, protocol.control)));
  const told = obligations.flatMap(({ kind }) => {
    const rule = protocol.control.duties[kind];
    return rule?.effect === 'NOTIFY' ? [{ kind, to: rule.to }] : [];
  });
  if (!isDeclared && duties.length === 0 && told.length === 0) return null;

  const operation: OwingOperation = {
    recordId: head.recordId,
    at: head.at,
    subject: head.caller.subject,
    mediator: head.caller.mediator,
    organisation: head.caller.organisation,
    roles: head.caller.roles,
    purpose: head.purpose ?? '',
    mode,
  };
  const notice = (kind: string, to: NoticeRecipient, organisation: OrganisationCode): Notice =>
    noticeOf(operation, { kind, to, organisation, at: operation.at });
  const toOrganisation = { OWN_ORGANISATION: operation.organisation, INDEX_TEAM: protocol.control.indexTeam };
  const atOnce = told.flatMap(({ kind, to }) => (to === 'SOURCE_OWNERS' ? [] : [notice(kind, to, toOrganisation[to])]));
  return {
    changes: [
      { kind: 'OWE', operation, duties, seen },
      { kind: 'NOTIFY', notices: [...atOnce, ...ifOverdue(operation, duties, protocol.control)] },
    ],
    control: {
      act: mode,
      outcome: null,
      obligations: obligations.map(({ kind, dueBy }) => ({ kind, dueBy: timeOf(dueBy) })),
      account: null,
    },
    toSourceOwners: told.flatMap(({ kind, to }) => (to === 'SOURCE_OWNERS' ? [kind] : [])),
  };
}

/** Notices of what was released to the organisations that run the agencies' systems. */
export function ownerNotices(
  told: readonly { readonly agency: AgencyName; readonly kind: string }[],
  head: LedgerHead,
  protocol: Protocol,
  now: number,
): readonly Notice[] {
  const notices = new Map<string, Notice>();
  for (const { agency, kind } of told) {
    const organisation = protocol.control.sourceOwners[agency];
    if (organisation !== undefined) {
      const operation = { ...head.caller, recordId: head.recordId, purpose: head.purpose };
      notices.set(`${kind} ${organisation}`, noticeOf(operation, { kind, to: 'SOURCE_OWNERS', organisation, at: now }));
    }
  }
  return [...notices.values()];
}

function dutyOf({ kind, dueBy }: OpenRequest['obligations'][number], { duties }: ControlRules): readonly Duty[] {
  const rule = duties[kind];
  if (rule === undefined || rule.effect === 'NOTIFY') return [];
  return [{ kind, effect: rule.effect, dueBy: timeOf(dueBy) }];
}

/** One justification and one review an operation, whatever brings them about: the soonest. */
function soonestOfEach(duties: readonly Duty[]): readonly Duty[] {
  const kept = new Map<string, Duty>();
  for (const duty of duties) {
    const key = duty.effect === 'DUE' ? duty.kind : duty.effect;
    const other = kept.get(key);
    if (other === undefined || (duty.dueBy ?? Infinity) < (other.dueBy ?? Infinity)) kept.set(key, duty);
  }
  return [...kept.values()];
}

/** A justification or a review that is overdue suspends the account: its organisation and the index team are told. */
function ifOverdue(operation: OwingOperation, duties: readonly Duty[], { indexTeam }: ControlRules): readonly Notice[] {
  return duties.flatMap(({ kind, effect, dueBy }) => {
    if (effect === 'DUE' || dueBy === null) return [];
    const late = { kind: 'OBLIGATION_OVERDUE', at: dueBy, unless: { recordId: operation.recordId, kind } } as const;
    return [
      noticeOf(operation, { ...late, to: 'OWN_ORGANISATION', organisation: operation.organisation }),
      noticeOf(operation, { ...late, to: 'INDEX_TEAM', organisation: indexTeam }),
    ];
  });
}

function noticeOf(
  about: Pick<OwingOperation, 'recordId' | 'organisation' | 'roles'> & Pick<Notice['about'], 'purpose'>,
  given: Pick<Notice, 'kind' | 'to' | 'organisation' | 'at'> & Partial<Pick<Notice, 'unless'>>,
): Notice {
  const { recordId, organisation, roles, purpose } = about;
  return {
    kind: given.kind,
    to: given.to,
    organisation: given.organisation,
    recordId,
    about: { organisation, roles, purpose },
    at: given.at,
    sendAt: given.at,
    unless: given.unless ?? null,
  };
}

function timeOf(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
