import type { Config } from '../../src/config/load-config.ts';
import { type Finding, mend, ok } from './finding.ts';
import { reach } from './reach.ts';

/** Whether the collector of telemetry answers, where one is configured. */
export async function checkTelemetry(config: Config): Promise<readonly Finding[]> {
  const { otlp } = config.telemetry;
  if (otlp === undefined) return [];
  const reached = await reach(`${otlp.url.replace(/\/$/, '')}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
    timeoutMs: config.deadlineMs,
  });
  return [
    reached.kind === 'ANSWERED' && reached.status < 500
      ? ok('collector of telemetry')
      : mend(
          'collector of telemetry',
          'does not answer',
          'See docs/operations/telemetry.md; nothing else waits for it.',
        ),
  ];
}
