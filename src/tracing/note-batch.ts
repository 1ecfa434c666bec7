import type { Happening, UnderstoodBatch } from '../inbox/batch.ts';
import { eventParent } from './event-trace.ts';
import { spanTime } from './tracing.ts';
import type { SpanWords, Tracing } from './tracing.ts';

/** A step of one event that just ended. Batches share their work; each event's trace shows it as its own. */
export function noteStep(tracing: Tracing, eventId: string, step: SpanWords & { from: number; error?: unknown }): void {
  if (!tracing.on) return;
  const parent = eventParent(eventId);
  if (parent) tracing.note({ ...step, parent, until: spanTime() });
}

export function noteUnderstood(tracing: Tracing, { eventId, store, understanding }: Happening, from: number): void {
  noteStep(tracing, eventId, {
    name: 'understand',
    from,
    attributes: {
      'gengfu.store': store.id,
      'gengfu.platform': store.platform,
      'gengfu.language': understanding?.language ?? undefined,
      'gengfu.topic': understanding?.topic ?? undefined,
    },
  });
}

export function noteApplied(
  tracing: Tracing,
  { events, parked }: UnderstoodBatch,
  outcomes: ReadonlyMap<string, { ticket: number | null }>,
  from: number,
): void {
  if (!tracing.on) return;
  const refused = new Set(parked.map(({ eventId }) => eventId));
  for (const { id, source } of events)
    noteStep(tracing, id, {
      name: 'apply batch',
      from,
      attributes: {
        'gengfu.source': source,
        'gengfu.batch': events.length,
        'gengfu.outcome': refused.has(id) ? 'parked' : 'done',
        'gengfu.ticket': outcomes.get(id)?.ticket ?? undefined,
      },
    });
}
