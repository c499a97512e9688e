import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { AgencyContract } from './contract.ts';
import { hashDocument } from './facts-calls.ts';
import type { InaccuracyReport, ReportAnswer } from './graph-step.ts';

const answerKey = 'report';

/** Words the request by which one agency takes a report of an inaccuracy; null: the agency takes none. */
export function compileReportCaller(contract: AgencyContract): (report: InaccuracyReport) => AgencyCall | null {
  const entry = contract.acts.INACCURACY;
  const field = entry === null ? undefined : contract.schema.getMutationType()?.getFields()[entry];
  const argument = field?.args.find(({ name }) => name === 'report');
  if (entry === null || argument === undefined) return () => null;
  const document = `mutation ChildviewReport($report: ${String(argument.type)}) { ${answerKey}: ${entry}(${argument.name}: $report) }`;
  const documentHash = hashDocument(document);
  return (report) => ({
    agency: contract.agency,
    kind: 'REPORT',
    document,
    documentHash,
    variables: { report },
    classes: [report.class],
  });
}

/** Reads what came of a report. Without a reference of the agency's own it was not taken. */
export function readReport(answer: AgencyAnswer): ReportAnswer {
  if (answer.kind !== 'ANSWERED') return { kind: 'SILENT', silence: answer.kind };
  const reference = answer.data[answerKey];
  return typeof reference === 'string' && reference !== '' && reference.length <= longestReference
    ? { kind: 'TAKEN', reference }
    : { kind: 'SILENT', silence: 'SOURCE_ERROR' };
}

const longestReference = 100;
