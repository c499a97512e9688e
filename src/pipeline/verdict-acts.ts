import type { MatchVerdict as PublicVerdict } from '../generated/childview.ts';
import { GatewayError } from '../model/errors.ts';
import {
  continuedBy,
  isOnOneOf,
  type JudgedPair,
  type MatchLink,
  type MatchVerdict,
  pairOf,
} from '../model/match-verdict.ts';
import type { Practitioner } from '../model/practitioner.ts';
import { requireJudge } from './act-rights.ts';
import type { Act, ActInput } from './act.ts';
import { textOf } from './act-texts.ts';

/** Every field of a public type: one that the schema gains must be given here. */
type Fields<Type> = Record<Exclude<keyof Type, '__typename'>, unknown>;

const longestReason = 200;

/** Judges whether the records of a link are one child's (domain.md 5.2; 8 no. 18). */
export const recordMatchVerdict: Act = async (input) => {
  await requireJudge(input);
  const { practitioner, args, control, now } = input;
  const link = linkOf(args['link'], input);
  if (link === null) throw linkInvalid('link');
  const verdict = args['verdict'] === 'SAME' ? 'SAME' : 'NOT_SAME';
  const text = textOf(args, 'reason', longestReason);
  const pairs = pairsOf(link);
  const held = await control.verdictsOn([link.record, ...link.joined]);
  const seen = continuedBy(pairs, verdict, held)?.id ?? null;
  const { subject: by, organisation } = practitioner;
  const id = input.newRecordId();
  const { keyId, isProtected } = link;
  return {
    changes: [{ kind: 'JUDGE', id, verdict, pairs, keyId, isProtected, by, organisation, at: now, seen }],
    // Whoever goes on with a verdict is on record under it, so that its reference leads to all of it.
    record: { recordId: seen ?? id, outcome: verdict, account: null, text },
    value: async () => verdictValue(await control.verdictOf(seen ?? id), practitioner),
  };
};

/** Withdraws a verdict; see the schema for when a second person is needed. */
export const withdrawMatchVerdict: Act = async (input) => {
  await requireJudge(input);
  const { practitioner, args, control, now } = input;
  const id = String(args['verdict']);
  const text = textOf(args, 'reason', longestReason);
  const found = await control.verdictOf(id);
  const isProtected = await isProtectedNow(id, input);
  return {
    changes: [{ kind: 'WITHDRAW_VERDICT', id, isProtected, by: practitioner.subject, at: now }],
    record: { recordId: found?.id ?? null, outcome: null, account: null, text },
    value: async () => verdictValue(await control.verdictOf(id), practitioner),
  };
};

/** A verdict as it is answered: never who gave it. */
export function verdictValue(found: MatchVerdict | null, practitioner: Practitioner): Fields<PublicVerdict> | null {
  if (found === null) return null;
  const { id, verdict, state, organisation, by, at, confirmedAt, endingAt, endedAt } = found;
  return {
    id,
    verdict,
    state,
    organisation,
    isOwn: by === practitioner.subject,
    at: instantOf(at),
    confirmedAt: instantOf(confirmedAt),
    endingAt: instantOf(endingAt),
    endedAt: instantOf(endedAt),
  };
}

/** Only a link of the very records, as they are now, shows that nobody shields the child. */
async function isProtectedNow(id: string, input: ActInput): Promise<boolean> {
  const { args, control } = input;
  if (typeof args['link'] !== 'string') return true;
  const link = linkOf(args['link'], input);
  if (link === null) throw linkInvalid('link');
  const found = await control.verdictsOn([link.record, ...link.joined]);
  const held = found.filter((verdict) => isOnOneOf(pairsOf(link), verdict));
  if (!held.some((verdict) => verdict.id === id)) throw linkInvalid('link');
  return link.isProtected;
}

function linkOf(reference: unknown, { practitioner, now, openLink }: ActInput): MatchLink | null {
  return openLink(String(reference), practitioner.organisation, now);
}

function pairsOf({ record, joined }: MatchLink): readonly JudgedPair[] {
  return joined.map((other) => pairOf(record, other));
}

function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function linkInvalid(argument: string): GatewayError {
  return new GatewayError(
    'LINK_INVALID',
    'The link is not one that this organisation was shown, is not of this verdict, or is no longer valid: open the child again.',
    { extensions: { argument } },
  );
}
