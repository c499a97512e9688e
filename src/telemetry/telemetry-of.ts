import type { TelemetryOptions } from './open-telemetry.ts';

/**
 * What one of several workers tells, as an instance of its own: counts of one process under a name and at an address
 * that others have, too, would seem to jump. Worker 1 has the port and the name that are configured (the name with
 * `-1`), each further one the next port; where there is one process, nothing is changed.
 */
export function telemetryOf(
  options: TelemetryOptions,
  { number, of }: { readonly number: number; readonly of: number },
): TelemetryOptions {
  if (of === 1) return options;
  const { instance, prometheus } = options;
  return {
    ...options,
    instance: `${instance}-${number}`,
    prometheus: prometheus === undefined ? undefined : { ...prometheus, port: prometheus.port + number - 1 },
  };
}
