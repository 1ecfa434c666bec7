import { AsyncLocalStorage } from 'node:async_hooks';
import { diag, DiagLogLevel, ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import type { Context, Link, Span, SpanOptions } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import type { Logger } from 'pino';
import { eventTrace, readTraceParent, traceParent } from './event-trace.ts';
import type { SpanIds } from './event-trace.ts';
import type { TracingConfig } from './open-tracing.ts';
import { spanTime } from './tracing.ts';
import type { SpanWords, Surroundings, TraceParent, Tracing } from './tracing.ts';

const closeLimitMs = 3_000;
const complainEveryMs = 60_000;

/** Spans to an OTLP/HTTP collector, in the background; one that cannot be reached costs spans and nothing else. */
export function createOtlpTracing(config: TracingConfig, log: Logger): Tracing {
  complainTo(log);
  const surroundings = new AsyncLocalStorage<Surroundings>();
  const ids = createIds();
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': config.serviceName })),
    // By the trace id alone: then every process decides alike about the spans of one message.
    sampler: new TraceIdRatioBasedSampler(config.share),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${config.endpoint.replace(/\/+$/, '')}/v1/traces` }))],
  });
  const tracer = provider.getTracer('gengfu');

  function start(words: SpanWords, startTime: number, parent: TraceParent | undefined): Span {
    const links = (words.links ?? []).flatMap((link): Link[] => {
      const context = spanContextOf(link);
      return context ? [{ context }] : [];
    });
    const options: SpanOptions = { attributes: words.attributes, startTime, links };
    return tracer.startSpan(words.name, options, contextOf(parent));
  }

  function begin(words: SpanWords) {
    const parent = words.parent ?? surroundings.getStore()?.parent;
    if (parent === undefined && !words.root) return undefined;
    const span = start(words, spanTime(), parent);
    return { parent: traceParent(span.spanContext()), end: (error?: unknown) => end(span, spanTime(), error) };
  }

  return {
    on: true,
    parentOf(...wanted) {
      const { parent, subjects } = surroundings.getStore() ?? {};
      for (const id of wanted) {
        const found = typeof id === 'string' ? subjects?.get(id) : undefined;
        if (found) return found;
      }
      return parent;
    },
    liken(id, known) {
      const { subjects } = surroundings.getStore() ?? {};
      const parent = subjects?.get(known);
      if (parent) subjects!.set(id, parent);
    },
    within: (place, work) => surroundings.run(place, work),
    surroundings: () => surroundings.getStore() ?? {},
    begin,
    async span(words, work) {
      const span = begin(words);
      if (!span) return work();
      try {
        const result = await surroundings.run({ parent: span.parent }, work);
        span.end();
        return result;
      } catch (error) {
        span.end(error);
        throw error;
      }
    },
    note({ from, until, error, ...words }) {
      const parent = words.parent ?? surroundings.getStore()?.parent;
      if (parent !== undefined || words.root) end(start(words, from, parent), until, error);
    },
    noteReceived({ eventId, from, until, ...words }) {
      const own = eventTrace(eventId);
      if (own)
        end(
          ids.use(own, () => start({ ...words, root: true }, from, undefined)),
          until,
        );
    },
    async close() {
      const limit = new Promise((resolve) => setTimeout(resolve, closeLimitMs).unref());
      await Promise.race([provider.shutdown().catch(() => {}), limit]);
    },
  };
}

function end(span: Span, at: number, error?: unknown): void {
  if (error !== undefined) {
    span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(at);
}

function spanContextOf(parent: TraceParent) {
  const ids = readTraceParent(parent);
  return ids && { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

function contextOf(parent: TraceParent | undefined): Context {
  const context = parent === undefined ? undefined : spanContextOf(parent);
  return context ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT;
}

/** Random ids, but for one span at a time that has its own. */
function createIds() {
  const random = new RandomIdGenerator();
  let own: SpanIds | undefined;
  return {
    generateTraceId: () => own?.traceId ?? random.generateTraceId(),
    generateSpanId: () => own?.spanId ?? random.generateSpanId(),
    use(ids: SpanIds, work: () => Span): Span {
      own = ids;
      try {
        return work();
      } finally {
        own = undefined;
      }
    },
  };
}

/** That spans are lost is said now and then, not with each batch. */
function complainTo(log: Logger): void {
  let said = -Infinity;
  const complain = (reason: string): void => {
    if (performance.now() - said < complainEveryMs) return;
    said = performance.now();
    log.warn({ reason: reason.slice(0, 200) }, 'traces cannot be delivered');
  };
  const silent = (): void => {};
  diag.setLogger(
    { error: complain, warn: silent, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
}
