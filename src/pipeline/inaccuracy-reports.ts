import { createHash } from 'node:crypto';
import type { RootRequest } from '../graph/graph-step.ts';
import type { AccessMode } from '../model/control.ts';
import { GatewayError } from '../model/errors.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { AgencyName, DisclosureClass, RecordKey } from '../model/words.ts';
import { invalidArgument, textOf } from './act-texts.ts';
import { idInvalidMessage } from './check-roots.ts';
import type { Slot } from './open-roots.ts';
import type { PipelineParts } from './request-parts.ts';

type ActRoot = Extract<RootRequest, { kind: 'ACT' }>;

/** One report that a mutation makes, as far as it can be judged before any agency is asked. */
export type ReportRequest = {
  readonly root: ActRoot;
  readonly agency: AgencyName;
  readonly class: DisclosureClass;
  readonly field: string | null;
  /** Case data: it goes to the agency, and nowhere else. */
  readonly note: string;
  /** The same for the same person, agency and key of theirs; says nothing of anybody. */
  readonly reference: string;
  /** The child, as the facts waves take it. */
  readonly slot: Slot;
};

/** The root field of a mutation that reports an inaccuracy. */
export const reportField = 'reportInaccuracy';

const longestNote = 2000;
const mostReports = 20;
const fieldForm = /^[A-Za-z]\w{0,63}(\.[A-Za-z]\w{0,63}){0,7}$/;
const keyForm = /^[A-Za-z0-9-]{8,64}$/;

/**
 * Reads the reports of a mutation.
 *
 * @throws GatewayError when it also does something else, an argument is not acceptable, an agency takes none, or
 * the mode is one for emergencies.
 */
export function readReports(
  roots: readonly RootRequest[],
  mode: AccessMode,
  practitioner: Practitioner,
  parts: Pick<PipelineParts, 'agencies' | 'graph' | 'protocol' | 'sealedIds'>,
): readonly ReportRequest[] {
  if (mode === 'BREAK_GLASS' || mode === 'OVERRIDE') throw notInMode();
  const reports = roots.flatMap((root) => (root.kind === 'ACT' ? [root] : []));
  if (reports.some(({ field }) => field !== reportField)) throw reportsAlone();
  if (reports.length > mostReports) throw tooManyReports();
  return reports.map((root) => readReport(root, practitioner, parts));
}

function readReport(
  root: ActRoot,
  practitioner: Practitioner,
  parts: Pick<PipelineParts, 'agencies' | 'graph' | 'protocol' | 'sealedIds'>,
): ReportRequest {
  const { args } = root;
  const agency = String(args['agency']);
  if (!parts.agencies.some(({ name }) => name === agency)) throw invalidArgument('agency');
  const field = typeof args['field'] === 'string' ? args['field'] : null;
  if (field !== null) checkField(field, agency, String(args['class']), parts);
  const key = String(args['idempotencyKey']);
  if (!keyForm.test(key)) throw invalidArgument('idempotencyKey');
  const anchor = parts.sealedIds.open(String(args['child']), practitioner.organisation);
  if (anchor === null) throw new GatewayError('ID_INVALID', idInvalidMessage, { extensions: { argument: 'child' } });
  const request: ReportRequest = {
    root,
    agency,
    class: String(args['class']),
    field,
    note: textOf(args, 'note', longestNote),
    reference: referenceOf([practitioner.organisation, practitioner.subject, agency, key]),
    slot: slotOf(root, anchor),
  };
  const { reference, note } = request;
  const draft = { reference, recordId: '', class: request.class, field, note, organisation: practitioner.organisation };
  if (parts.graph.reportCall(agency, draft) === null) throw notOffered(agency, parts);
  return request;
}

/** What the agency's contract does not have is nothing that it could put right; what is of another class is another report. */
function checkField(
  field: string,
  agency: AgencyName,
  disclosed: DisclosureClass,
  { graph }: Pick<PipelineParts, 'graph'>,
): void {
  if (!fieldForm.test(field)) throw invalidArgument('field');
  const classes = graph.disclosedClasses(agency, field);
  if (classes.has(disclosed)) return;
  const [reason, problem] =
    classes.size === 0
      ? ['UNKNOWN_FIELD', 'the agency offers no such field of `Child`']
      : ['OTHER_CLASS', 'the field is not of the class that is given'];
  throw new GatewayError('ARGUMENT_INVALID', `Argument "field" is not acceptable: ${problem}.`, {
    extensions: { argument: 'field', reason },
  });
}

function slotOf({ index, args }: ActRoot, key: RecordKey): Slot {
  return { root: index, slot: 0, sealed: String(args['child']), entry: { kind: 'KEY', key } };
}

/** A caller's key could say something, and two callers' could be the same: neither reaches an agency. */
function referenceOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function reportsAlone(): GatewayError {
  return new GatewayError('OPERATION_NOT_SUPPORTED', 'Reports of inaccuracies go in a mutation of their own.');
}

function notInMode(): GatewayError {
  return new GatewayError('OPERATION_NOT_SUPPORTED', 'No report is made under break-glass or an override.');
}

function tooManyReports(): GatewayError {
  return new GatewayError('TOO_MANY_CHILDREN', `One mutation makes at most ${mostReports} reports; send several.`);
}

/** Follows from the configuration alone, so that it may be told whoever the child is. */
function notOffered(agency: AgencyName, { protocol }: Pick<PipelineParts, 'protocol'>): GatewayError {
  const owner = protocol.control.sourceOwners[agency];
  const contact =
    protocol.signatories.find(({ organisation }) => organisation === owner)?.contact ?? protocol.generalContact;
  return new GatewayError('REPORT_NOT_OFFERED', 'The agency takes no reports through the gateway; ask it directly.', {
    extensions: { route: { kind: 'ASK_AGENCY', needs: [], contact } },
  });
}
