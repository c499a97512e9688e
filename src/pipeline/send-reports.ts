import type { ReportedInaccuracy } from '../generated/childview.ts';
import type { ChildPart } from '../graph/graph-step.ts';
import type { Silence } from '../model/child-record.ts';
import type { CellDecision } from '../model/decision.ts';
import { GatewayError } from '../model/errors.ts';
import type { LedgerChild, LedgerEntry, LedgerOutcome } from '../model/ledger-entry.ts';
import type { OrganisationCode } from '../model/words.ts';
import type { ReportRequest } from './inaccuracy-reports.ts';
import { grantedEntry, type LedgerHead, releasedEntry } from './ledger-entries.ts';
import type { Slot } from './open-roots.ts';
import type { AgencyCallContext, PipelineParts } from './request-parts.ts';

/** Every field of a public type: one that the schema gains must be given here. */
type Fields<Type> = Record<Exclude<keyof Type, '__typename'>, unknown>;

/** A report and the child that it is about, decided. */
export type DecidedReport = { readonly report: ReportRequest; readonly child: ChildPart };

/** A report that may be made: of the record that the agency certainly holds. */
type OpenReport = DecidedReport & { readonly recordId: string; readonly cell: CellDecision };

/** What came of the reports: values by the index of their root, and what failed. */
export type SentReports = {
  readonly values: ReadonlyMap<number, unknown>;
  readonly failures: readonly { readonly root: number; readonly error: GatewayError }[];
};

/**
 * Makes the reports of a mutation, decided first: only of what could be shown to the caller of the record. With any
 * part refused nothing is written; what is refused, and what became of the rest, is on record, and of what was said
 * nothing is.
 *
 * @throws GatewayError when a report is refused, an agency that should take one is silent, or nothing can be recorded.
 */
export async function sendReports(
  reports: readonly DecidedReport[],
  input: {
    readonly head: LedgerHead;
    readonly organisation: OrganisationCode;
    readonly context: AgencyCallContext;
    readonly onRecord: (entry: LedgerEntry) => Promise<void>;
  },
  parts: Pick<PipelineParts, 'graph' | 'ask' | 'protocol' | 'now'>,
): Promise<SentReports> {
  const { head, onRecord } = input;
  const granted = grantedEntry(
    head,
    reports.map(({ report, child }) => ({ ...child, entry: keyOf(report.slot) })),
  );
  const judged = reports.map((report) => ({ ...report, ...judge(report) }));
  const onRecordOf = (index: number): LedgerChild['outcomes'] => judged[index]?.outcomes ?? [];
  const decided: LedgerEntry = {
    ...granted,
    bases: [...new Set(judged.flatMap(({ outcomes }) => outcomes.flatMap(({ bases }) => bases)))],
    children: granted.children.map((child, index) => ({ ...child, outcomes: onRecordOf(index) })),
  };
  const refused = judged.find(({ refusal }) => refusal !== null);
  if (refused !== undefined && refused.refusal !== null) {
    await onRecord({ ...decided, kind: 'REFUSED', refusal: refused.refusal });
    throw refusalError(refused.refusal, parts);
  }
  await onRecord(decided);
  const open = judged.flatMap(({ open: one }) => one ?? []);
  const values = new Map<number, unknown>();
  const failures: { root: number; error: GatewayError }[] = [];
  const outcomes: LedgerOutcome['outcome'][] = [];
  for (const one of open) {
    const { agency, root } = one.report;
    const reference = head.dryRun ? null : await send(one, input, parts);
    if (reference === null || typeof reference === 'string') {
      values.set(root.index, { agency, reference } satisfies Fields<ReportedInaccuracy>);
      outcomes.push(head.dryRun ? 'WITHHELD' : 'REPORTED');
    } else {
      failures.push({ root: root.index, error: silentError(reference.silence, parts) });
      outcomes.push(reference.silence);
    }
  }
  await onRecord(
    releasedEntry(
      decided,
      parts.now(),
      open.map(({ report }, index) => ({
        outcomes: [{ agency: report.agency, class: report.class, outcome: outcomes[index] ?? 'SOURCE_ERROR' }],
        lookedAt: [],
      })),
    ),
  );
  return { values, failures };
}

type Judged = {
  readonly outcomes: LedgerChild['outcomes'];
  readonly refusal: 'NOT_REPORTABLE' | Silence | null;
  readonly open: OpenReport | null;
};

/**
 * Judges one report. An agency that did not answer is told of to everybody, since all are asked whether or not they
 * hold a record; an answer that cannot be used only to those to whom the part would be open. Every other refusal is
 * one and the same, whoever the child is and whatever is held.
 */
function judge(decided: DecidedReport): Judged {
  const { report, child } = decided;
  const { linked, decision } = child;
  const silence = linked.silent.get(report.agency) ?? null;
  if (decision.kind === 'REFUSED') {
    return { outcomes: [], refusal: silence === 'NO_RESPONSE' ? silence : 'NOT_REPORTABLE', open: null };
  }
  const cell = decision.cellOf(report.agency, report.class, 'PLAIN');
  const isOpen = cell.read !== 0;
  const record = linked.records.find(
    ({ record: held, outcome }) => held.agency === report.agency && outcome === 'MATCH',
  )?.record;
  const outcomes = [outcomeOf(cell, isOpen && record !== undefined)];
  if (silence === 'NO_RESPONSE' || (silence !== null && isOpen)) return { outcomes, refusal: silence, open: null };
  if (!isOpen || record === undefined) return { outcomes, refusal: 'NOT_REPORTABLE', open: null };
  return { outcomes, refusal: null, open: { ...decided, cell, recordId: record.recordId } };
}

function outcomeOf(cell: CellDecision, isGranted: boolean): LedgerOutcome {
  return {
    agency: cell.cell.agency,
    class: cell.cell.class,
    outcome: isGranted ? 'GRANTED' : 'WITHHELD',
    code: cell.trueCode,
    policies: cell.policies,
    consents: cell.consents,
    bases: cell.bases,
    ...(cell.slots === undefined ? {} : { slots: cell.slots }),
  };
}

/** Sends one report; gives the agency's reference, or that it may or may not have arrived. */
async function send(
  { report, recordId }: OpenReport,
  { organisation, context }: { readonly organisation: OrganisationCode; readonly context: AgencyCallContext },
  { graph, ask }: Pick<PipelineParts, 'graph' | 'ask'>,
): Promise<string | { readonly silence: Silence }> {
  const { agency, class: disclosed, field, note, reference } = report;
  const call = graph.reportCall(agency, { reference, recordId, class: disclosed, field, note, organisation });
  if (call === null) return { silence: 'SOURCE_ERROR' };
  const answer = graph.readReport(await ask(call, context));
  return answer.kind === 'TAKEN' ? answer.reference : { silence: answer.silence };
}

function keyOf({ entry }: Slot): { readonly scheme: string; readonly value: string } | null {
  return entry?.kind === 'KEY' ? entry.key : null;
}

function refusalError(code: NonNullable<Judged['refusal']>, parts: Pick<PipelineParts, 'protocol'>): GatewayError {
  if (code !== 'NOT_REPORTABLE') return silentError(code, parts);
  const { generalRoute, generalContact } = parts.protocol;
  return new GatewayError(
    code,
    'Nothing was written: only what could be shown to you of a child can be reported as inaccurate.',
    { extensions: { route: { kind: generalRoute, needs: [], contact: generalContact } } },
  );
}

function silentError(code: Silence, { protocol }: Pick<PipelineParts, 'protocol'>): GatewayError {
  const message =
    code === 'NO_RESPONSE'
      ? 'The agency did not answer. Send the report again under the same idempotencyKey: it is taken once.'
      : 'The agency did not take the report. Send it again later under the same idempotencyKey: it is taken once.';
  return new GatewayError(code, message, {
    extensions: { route: { kind: 'RETRY', needs: ['AGENCY_ANSWER'], contact: protocol.generalContact } },
  });
}
