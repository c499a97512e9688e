import { type Logger, SeverityNumber } from '@opentelemetry/api';
import type { LedgerEntry } from '../model/ledger-entry.ts';

/** Sends on that something is on record; never waits and never fails. */
export type StreamAudit = (entry: LedgerEntry) => void;

/**
 * The stream to a security team's system (SIEM), as OTLP logs: for each durable record who asked, for which
 * organisation, why by code, in which mode, of how many children, and with what outcome. No child, no reason, no
 * argument, no class of one child: who needs those reads the ledger, with its keys.
 */
export function createAuditStream(logger: Logger): StreamAudit {
  return (entry) => {
    logger.emit({
      severityNumber: isUnusual(entry) ? SeverityNumber.WARN : SeverityNumber.INFO,
      eventName: 'childview.disclosure',
      body: entry.kind,
      timestamp: entry.at,
      attributes: {
        'record.id': entry.recordId,
        'caller.subject': entry.caller.subject,
        'caller.organisation': entry.caller.organisation,
        'caller.roles': [...entry.caller.roles],
        'caller.mediated': entry.caller.mediator !== null,
        purpose: entry.purpose ?? 'NONE',
        mode: entry.mode ?? 'NONE',
        'dry.run': entry.dryRun,
        'policy.version': entry.policyVersion,
        children: entry.children.length,
        'children.refused': entry.children.filter(({ refusal }) => refusal !== null).length,
        searches: entry.searches?.length ?? 0,
        refusal: entry.refusal ?? 'NONE',
        act: entry.control?.act ?? 'NONE',
      },
    });
  };
}

/** What somebody should look at: refusals, ways around an ordinary decision, acts on control state. */
function isUnusual(entry: LedgerEntry): boolean {
  return entry.refusal !== null || entry.kind === 'CONTROL' || (entry.mode !== undefined && entry.mode !== 'NORMAL');
}
