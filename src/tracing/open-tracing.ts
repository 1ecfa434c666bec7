import type { Logger } from 'pino';
import { noTracing } from './tracing.ts';
import type { Tracing } from './tracing.ts';

export interface TracingConfig {
  /** Of an OTLP/HTTP collector, without `v1/traces`. */
  endpoint: string;
  serviceName: string;
  /** Of all traces, 0 to 1. */
  share: number;
}

/** The library is loaded where a collector is named and nowhere else: it costs memory and start. */
export async function openTracing(config: TracingConfig | undefined, log: Logger): Promise<Tracing> {
  if (!config) return noTracing;
  const { createOtlpTracing } = await import('./otlp-tracing.ts');
  return createOtlpTracing(config, log);
}
