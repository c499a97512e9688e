/** How a delivery ended, as exporters say: `code` 0 is delivered. */
type Result = { readonly code: number; readonly error?: Error };
type Exporter = { export: (items: never, done: (result: Result) => void) => void };

/** What is sent to a collector, by the names of OTLP. */
export type Signal = 'traces' | 'metrics' | 'logs';

/** Told when deliveries of a signal begin to fail, with a code for why, and when they succeed again (`cause` null). */
export type TellDelivery = (delivery: { readonly signal: Signal; readonly cause: string | null }) => void;

/**
 * Has it told when what this exporter delivers begins to be refused or lost, and when it is taken again: whatever
 * waits for the audit stream would otherwise take silence for quiet. Changes the exporter and gives it back.
 */
export function tellingExporter<E extends Exporter>(exporter: E, signal: Signal, tell: TellDelivery): E {
  const send: Exporter['export'] = exporter.export.bind(exporter);
  let wasDelivered = true;
  exporter.export = (items, done) =>
    send(items, (result) => {
      const isDelivered = result.code === 0;
      if (isDelivered !== wasDelivered) tell({ signal, cause: isDelivered ? null : causeOf(result.error) });
      wasDelivered = isDelivered;
      done(result);
    });
  return exporter;
}

/** The collector's status or the system's code; never a text, which could quote what was sent. */
function causeOf(error: Error | undefined): string {
  const code: unknown = error !== undefined && 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return `HTTP_${code}`;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'NOT_DELIVERED';
}
