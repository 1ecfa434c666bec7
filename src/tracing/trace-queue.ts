import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { JobDefinition, JobOutcome, JobRequest } from '../jobs/job.ts';
import type { BegunSpan, TraceParent, Tracing } from './tracing.ts';

/** A job for later, such as a ticket's timer, is a story of its own: traces of days are of no use. */
const longMs = 60_000;

/** What lies beside a job's payload in its row; payloads' schemas strip it. */
const carried = z.object({ traceparent: z.string().optional(), tracelink: z.string().optional() });

interface Traced {
  payload: unknown;
  origin: z.infer<typeof carried>;
}

/** Lets jobs carry the trace they were asked for in, in their rows, and makes a span of each run. */
export function traceQueue(queue: JobQueue, tracing: Tracing, clock: Clock): JobQueue {
  if (!tracing.on) return queue;
  return {
    ...queue,
    enqueue: (tx, requests) =>
      queue.enqueue(
        tx,
        requests.map((request) => marked(request)),
      ),
    start: (definitions) => queue.start(definitions.map((definition) => traced(definition, tracing))),
  };

  function marked(request: JobRequest): JobRequest {
    const parent = tracing.parentOf(...idsIn(request.payload));
    if (parent === undefined) return request;
    const soon = request.dueAt - clock.now() < longMs;
    return { ...request, payload: { ...(request.payload as object), [soon ? 'traceparent' : 'tracelink']: parent } };
  }
}

function traced(definition: JobDefinition, tracing: Tracing): JobDefinition {
  return {
    ...definition,
    payload: z.unknown().transform((row): Traced => ({
      payload: definition.payload.parse(row),
      origin: carried.safeParse(row).data ?? {},
    })),
    async handle(jobs) {
      const spans = new Map<string, BegunSpan>();
      /** Jobs are known by their id and by what they are about. */
      const subjects = new Map<string, TraceParent>();
      const plain = jobs.map((job) => ({ ...job, payload: (job.payload as Traced).payload }));
      for (const [index, { id, attempts, payload }] of jobs.entries()) {
        const span = begin(definition.kind, attempts, (payload as Traced).origin, tracing);
        if (!span) continue;
        spans.set(id, span);
        for (const name of [id, ...idsIn(plain[index]!.payload)]) subjects.set(name, span.parent);
      }
      if (spans.size === 0) return definition.handle(plain);
      const place = jobs.length === 1 ? { parent: spans.get(jobs[0]!.id)!.parent, subjects } : { subjects };
      try {
        const outcome = await tracing.within(place, () => definition.handle(plain));
        for (const [id, span] of spans) span.end(outcome.failed?.get(id)?.error);
        return settledWithin(outcome);
      } catch (error) {
        for (const span of spans.values()) span.end(error);
        throw error;
      }

      /** What the record of the outcome asks for belongs to the same trace. */
      function settledWithin(outcome: JobOutcome): JobOutcome {
        const { settle, settleRows } = outcome;
        return {
          ...outcome,
          ...(settle ? { settle: (tx) => tracing.within(place, () => settle(tx)) } : {}),
          ...(settleRows ? { settleRows: (tx) => tracing.within(place, () => settleRows(tx)) } : {}),
        };
      }
    },
  };
}

const idsIn = (payload: unknown): string[] =>
  Object.values(payload as object).filter((value): value is string => typeof value === 'string');

function begin(kind: string, attempts: number, origin: Traced['origin'], tracing: Tracing): BegunSpan | undefined {
  const words = { name: `job ${kind}`, attributes: { 'gengfu.attempt': attempts } };
  if (origin.traceparent) return tracing.begin({ ...words, parent: origin.traceparent });
  return origin.tracelink ? tracing.begin({ ...words, root: true, links: [origin.tracelink] }) : undefined;
}
