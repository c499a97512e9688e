import { monitorEventLoopDelay } from 'node:perf_hooks';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { type IMetricReader, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createAuditStream, type StreamAudit } from './audit-stream.ts';
import { createMetrics, type Gauges, type Metrics, observeGauges } from './metrics.ts';
import { type CallerTraces, createSampler } from './sampler.ts';
import { type Signal, type TellDelivery, tellingExporter } from './telling-exporter.ts';
import { createTracing, type StartTrace } from './tracing.ts';

/** Where telemetry goes; nothing is sent anywhere unless it is said. */
export type TelemetryOptions = {
  /** `service.instance.id`. */
  readonly instance: string;
  /** An OTLP/HTTP collector, e.g. `http://127.0.0.1:4318`; absent: no traces, no pushed metrics, no audit stream. */
  readonly otlp?: { readonly url: string; readonly intervalMs: number } | undefined;
  /** The part of traces that is kept, 0 to 1; of those that a caller began only if `callerTraces` is not `trusted`. */
  readonly traceRatio: number;
  readonly callerTraces: CallerTraces;
  /** Where `GET /metrics` is served in Prometheus' form. Absent: nowhere. */
  readonly prometheus?: { readonly host: string; readonly port: number } | undefined;
};

/** The gateway's telemetry, beside its log. */
export type Telemetry = {
  /** Null: requests are not traced. */
  readonly startTrace: StartTrace | null;
  readonly metrics: Metrics;
  readonly observe: (gauges: Omit<Gauges, 'eventLoop'>) => void;
  /** Null: nobody is told. */
  readonly streamAudit: StreamAudit | null;
  /** Sends what waits, for at most two seconds. */
  readonly close: () => Promise<void>;
};

const name = 'childview';
const closeMs = 2000;

/**
 * Opens what the configuration names, a collector or an address for Prometheus at least. Exports go on in the background and never hold a request up; what cannot be
 * delivered is dropped, oldest first, and `tell` told when that begins and ends. Rejects when the Prometheus address
 * cannot be had.
 */
export async function openTelemetry(options: TelemetryOptions, tell: TellDelivery): Promise<Telemetry> {
  const resource = resourceFromAttributes({ 'service.name': name, 'service.instance.id': options.instance });
  const { otlp } = options;
  const to = (signal: Signal) => ({ url: `${otlp?.url.replace(/\/$/, '')}/v1/${signal}`, timeoutMillis: closeMs });

  const readers: IMetricReader[] = [];
  if (options.prometheus !== undefined) {
    const exporter = new PrometheusExporter({
      ...options.prometheus,
      preventServerStart: true,
      withoutScopeInfo: true,
    });
    await exporter.startServer();
    readers.push(exporter);
  }
  if (otlp !== undefined) {
    readers.push(
      new PeriodicExportingMetricReader({
        exporter: tellingExporter(new OTLPMetricExporter(to('metrics')), 'metrics', tell),
        exportIntervalMillis: otlp.intervalMs,
        exportTimeoutMillis: Math.min(otlp.intervalMs, closeMs),
      }),
    );
  }
  const meters = new MeterProvider({ resource, readers });
  const spans =
    otlp === undefined
      ? null
      : new TracerProvider({
          resource,
          sampler: createSampler(options.traceRatio, options.callerTraces),
          spanProcessors: [
            new BatchSpanProcessor({ exporter: tellingExporter(new OTLPTraceExporter(to('traces')), 'traces', tell) }),
          ],
        });
  const logs =
    otlp === undefined
      ? null
      : new LoggerProvider({
          resource,
          processors: [
            new BatchLogRecordProcessor({ exporter: tellingExporter(new OTLPLogExporter(to('logs')), 'logs', tell) }),
          ],
        });

  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const meter = meters.getMeter(name);
  return {
    startTrace: spans === null ? null : createTracing(spans.getTracer(name), options.callerTraces),
    metrics: createMetrics(meter),
    observe: (gauges) => {
      const eventLoop = (): ReturnType<Gauges['eventLoop']> => {
        const read = { p50: delay.percentile(50) / 1e9, p99: delay.percentile(99) / 1e9, max: delay.max / 1e9 };
        delay.reset();
        return read;
      };
      observeGauges(meter, { ...gauges, eventLoop });
    },
    streamAudit: logs === null ? null : createAuditStream(logs.getLogger(name)),
    close: async () => {
      delay.disable();
      const closing = [meters, spans, logs].map(async (one) => {
        await one?.shutdown().catch(() => undefined);
      });
      await Promise.race([Promise.all(closing), new Promise((resolve) => setTimeout(resolve, closeMs).unref())]);
    },
  };
}
