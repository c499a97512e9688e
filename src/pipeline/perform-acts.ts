import type { RootRequest } from '../graph/graph-step.ts';
import type { ControlChange, ControlRefusal } from '../model/control-state.ts';
import { GatewayError } from '../model/errors.ts';
import type { LedgerEntry } from '../model/ledger-entry.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { PreparedAct } from './act.ts';
import { acts } from './acts.ts';
import { changeControl, controlUnavailable, readControl } from './control-access.ts';
import { controlEntry, ledgerHead } from './ledger-entries.ts';
import type { PipelineParts } from './request-parts.ts';

type ActRoot = Extract<RootRequest, { kind: 'ACT' }>;
type Judged = { readonly root: ActRoot; readonly act: PreparedAct };

/**
 * Performs the roots of a mutation: all are judged first, then tried together, put on record, and
 * made in one transaction, in their order. With any part refused nothing is made; that somebody
 * asked is on record, too.
 *
 * @param onRecord Resolves when the entry is durable; rejects with the error to answer with.
 * @returns The value of each root, by its index.
 */
export async function performActs(
  practitioner: Practitioner,
  roots: readonly ActRoot[],
  parts: PipelineParts,
  onRecord: (entry: LedgerEntry) => Promise<void>,
): Promise<ReadonlyMap<number, unknown>> {
  const now = parts.now();
  const today = new Date(now).toISOString().slice(0, 10);
  const entryOf = (root: ActRoot, act: PreparedAct | null, refusal: string | null): LedgerEntry =>
    controlEntry(
      ledgerHead({
        // A reference that nobody confirmed could be any text.
        recordId: refusal === null ? (act?.record.recordId ?? parts.newRecordId()) : parts.newRecordId(),
        at: now,
        practitioner,
        declaration: null,
        policyVersion: parts.protocol.version,
        heldBackUntil: null,
        shape: { roots: [root.field], classes: [] },
      }),
      {
        act: root.field,
        outcome: act?.record.outcome ?? null,
        obligations: [],
        account: act?.record.account ?? null,
      },
      { text: act?.record.text ?? null, refusal },
    );
  const refuse = async (root: ActRoot, act: PreparedAct | null, error: GatewayError): Promise<never> => {
    await onRecord(entryOf(root, act, error.code));
    throw error;
  };

  const judged: Judged[] = [];
  for (const root of roots) {
    try {
      judged.push({ root, act: await judge(root, practitioner, now, today, parts) });
    } catch (error) {
      if (error instanceof GatewayError && error.code !== 'CONTROL_STATE_UNAVAILABLE') await refuse(root, null, error);
      throw error;
    }
  }

  const [first] = judged;
  if (first === undefined) return new Map();
  const changes = judged.flatMap(({ act }) => act.changes);
  const tried = await changeControl(() => parts.control.apply(changes, { isTrial: true }));
  if (tried.kind === 'REFUSED') {
    const refused = await refusedAmong(judged, parts);
    return refuse(refused.root, refused.act, refusalError(tried.code));
  }
  // On record before it is made: a change that nobody could account for is not made.
  for (const { root, act } of judged) await onRecord(entryOf(root, act, null));
  const made = await changeControl(() => parts.control.apply(changes));
  if (made.kind === 'REFUSED') return refuse(first.root, first.act, refusalError(made.code));
  const values = new Map<number, unknown>();
  for (const { root, act } of judged) values.set(root.index, await readControl(act.value));
  return values;
}

async function judge(
  root: ActRoot,
  practitioner: Practitioner,
  now: number,
  today: string,
  parts: PipelineParts,
): Promise<PreparedAct> {
  const act = Object.hasOwn(acts, root.field) ? acts[root.field] : undefined;
  if (act === undefined) throw new GatewayError('OPERATION_NOT_SUPPORTED', 'This mutation is not supported.');
  const { protocol, control, newRecordId } = parts;
  const openLink = parts.sealedLinks.open;
  return readControl(() =>
    act({ practitioner, args: root.args, protocol, control, openLink, newRecordId, now, today }),
  );
}

/** The first act that is refused after those before it: what the record names. */
async function refusedAmong(judged: readonly Judged[], parts: PipelineParts): Promise<Judged> {
  const changes: ControlChange[] = [];
  for (const one of judged) {
    changes.push(...one.act.changes);
    const { kind } = await changeControl(() => parts.control.apply(changes, { isTrial: true }));
    if (kind === 'REFUSED') return one;
  }
  throw controlUnavailable();
}

const messages: Readonly<Record<Exclude<ControlRefusal, 'FACTS_CHANGED'>, string>> = {
  RECORD_UNKNOWN: 'The caller has no such operation to answer for, or there is no such verdict.',
  ALREADY_DONE: 'This was done before.',
  JUSTIFICATION_REQUIRED:
    'The break-glass was not justified: it cannot be accepted, and not be rejected before the justification is overdue.',
  SECOND_PERSON_NEEDED:
    'The child is or may be shielded, so that a second person must judge the same; the first cannot be both.',
  REVIEWER_NOT_INDEPENDENT: 'The reviewer had a part in the break-glass; somebody else reviews it.',
};

function refusalError(code: ControlRefusal): GatewayError {
  return code === 'FACTS_CHANGED' ? controlUnavailable() : new GatewayError(code, messages[code]);
}
