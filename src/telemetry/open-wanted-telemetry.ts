import { uncounted } from './metrics.ts';
import type { Telemetry, TelemetryOptions } from './open-telemetry.ts';
import type { TellDelivery } from './telling-exporter.ts';

/** As `openTelemetry`; where nothing is to go anywhere, its libraries, more than a quarter of all that a gateway would load, are left out. */
export async function openWantedTelemetry(options: TelemetryOptions, tell: TellDelivery): Promise<Telemetry> {
  if (options.otlp === undefined && options.prometheus === undefined) return none;
  const { openTelemetry } = await import('./open-telemetry.ts');
  return openTelemetry(options, tell);
}

const none: Telemetry = {
  startTrace: null,
  metrics: uncounted,
  observe: () => undefined,
  streamAudit: null,
  close: () => Promise.resolve(),
};
