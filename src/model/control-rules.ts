import type { DutyEffect, NoticeRecipient } from './control-state.ts';
import type { AgencyName, OrganisationCode } from './words.ts';

/** What the control state does with a kind of obligation. */
export type DutyRule = { readonly effect: DutyEffect } | { readonly effect: 'NOTIFY'; readonly to: NoticeRecipient };

/** Who may act on the control state, and what obligations mean to it: data of `protocol/settings.yaml`. */
export type ControlRules = {
  /** By kind of obligation; one that is not listed is told to the caller, and no more. */
  readonly duties: Readonly<Record<string, DutyRule>>;
  /** Roles that may review a break-glass; `OTHER`: not one of the own organisation's. */
  readonly reviewers: readonly { readonly role: string; readonly of: 'ANY' | 'OTHER' }[];
  /** Roles that may suspend an account and lift a suspension (domain.md 2.2, Misuse). */
  readonly suspenders: readonly string[];
  /** The organisation that answers for each agency's system and is told of what it released; every agency has one. */
  readonly sourceOwners: Readonly<Record<AgencyName, OrganisationCode>>;
  /** The organisation of the index team, which is told of break-glass, overrides and suspensions. */
  readonly indexTeam: OrganisationCode;
};
