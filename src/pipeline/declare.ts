import type { Prepared } from '../graph/graph-step.ts';
import type { AccessMode, ControlFacts } from '../model/control.ts';
import type { RequestDecision } from '../model/decision.ts';
import type { Declaration } from '../model/declaration.ts';
import { GatewayError } from '../model/errors.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { LocalDate } from '../model/words.ts';
import { peopleOf, readControl } from './control-access.ts';
import { dayOf } from './day-of.ts';
import { declarationOf } from './declaration-of.ts';
import { heldBackUntil } from './held-back-until.ts';
import { type LedgerHead, ledgerHead, refusedEntry } from './ledger-entries.ts';
import { onRecord } from './on-record.ts';
import type { PipelineParts } from './request-parts.ts';

/** An operation that is planned and free of faults. */
export type PreparedPlan = Extract<Prepared, { kind: 'PLAN' }>;
/** What the gates decided of a request that they let pass. */
export type OpenRequest = Extract<RequestDecision, { kind: 'OPEN' }>;

/** A request that the gates which need no fact about a child let pass (G0-G4, G5a), and what its records share. */
export type Declared = {
  readonly declaration: Declaration;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly clock: { readonly today: LocalDate; readonly now: string };
  readonly control: ControlFacts;
  readonly open: OpenRequest;
  readonly head: LedgerHead;
};

/** Reads the declaration and decides the request; one that is refused is on record before it is answered. */
export async function declare(
  practitioner: Practitioner,
  prepared: PreparedPlan,
  access: NonNullable<PreparedPlan['access']>,
  parts: PipelineParts,
): Promise<Declared> {
  const declaration = declarationOf(access);

  const startedAt = parts.now();
  const clock = { today: dayOf(startedAt), now: new Date(startedAt).toISOString() };
  const hiddenUntil = (mode: AccessMode): LocalDate | null =>
    heldBackUntil(declaration, mode, clock.today, parts.protocol.accessLog.heldBack);
  const asked = ledgerHead({
    recordId: parts.newRecordId(),
    at: startedAt,
    practitioner,
    declaration,
    policyVersion: parts.protocol.version,
    shape: prepared.plan.shape,
    heldBackUntil: hiddenUntil('NORMAL'),
    origin: parts.forwarded?.origin ?? null,
  });

  // Asked for together, so that a store over a network is asked once.
  const facts = readControl(() => parts.control.factsOf(peopleOf(practitioner), startedAt));
  const standing = parts.isPolicyHead();
  const held = facts instanceof Promise ? await facts : facts;
  const control = { ...held, isPolicyHead: standing instanceof Promise ? await standing : standing };
  const open = parts.access.decideRequest({ practitioner, declaration, ...clock, control });
  if (open.kind === 'REFUSED') {
    await onRecord(parts, refusedEntry(asked, open.code));
    throw new GatewayError(
      open.code,
      'The request is refused as a whole; the route says what would lawfully change that.',
      {
        extensions: {
          gate: open.gate,
          route: open.route,
          recordId: asked.recordId,
          ...(open.notHolding === undefined ? {} : { bases: open.notHolding }),
        },
      },
    );
  }
  // What a look is held back for is the mode that it was decided in, and not the one that was declared.
  const until = open.mode === 'NORMAL' ? asked.heldBackUntil : hiddenUntil(open.mode);
  const head = { ...asked, mode: open.mode, heldBackUntil: until };
  return { declaration, startedAt, clock, control, open, head };
}
