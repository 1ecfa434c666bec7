import type { TraceParent } from './tracing.ts';

export interface SpanIds {
  traceId: string;
  spanId: string;
}

/**
 * The trace of a stored event and its first span, told from the event's id alone: a UUID has the 16 bytes of a trace id, and its
 * last 8 are random enough for a span's. So no row has to carry them, and whichever process takes the event up finds its trace.
 */
export function eventTrace(eventId: string): SpanIds | undefined {
  const traceId = eventId.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(traceId) ? { traceId, spanId: traceId.slice(16) } : undefined;
}

export function eventParent(eventId: string): TraceParent | undefined {
  const ids = eventTrace(eventId);
  return ids && traceParent(ids);
}

/** https://www.w3.org/TR/trace-context/#traceparent-header; whether it is sampled every span finds from the trace id. */
export const traceParent = ({ traceId, spanId }: SpanIds): TraceParent => `00-${traceId}-${spanId}-01`;

export function readTraceParent(text: unknown): SpanIds | undefined {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(typeof text === 'string' ? text : '') ?? [];
  return traceId && spanId ? { traceId, spanId } : undefined;
}
