import type { Desk } from '../desk.ts';
import type { BuyerMessage } from '../ports/marketplace-event.ts';
import type { Understander } from '../understanding/understand.ts';
import { describeFault } from './describe-fault.ts';
import type { Happening, Parked, PendingEvent, UnderstoodBatch } from './batch.ts';
import { readConversationHints } from './conversation-hints.ts';
import type { ConversationHint } from './conversation-hints.ts';
import { notUnderstood } from './not-understood.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { noteStep, noteUnderstood } from '../tracing/note-batch.ts';
import { spanTime } from '../tracing/tracing.ts';

/** Other work gets a turn after this many milliseconds of understanding, so that taps are answered in between. */
const turnMs = 8;

/** Normalises and understands stored events, outside any transaction. What throws is parked alone; the rest goes on. */
export async function understandBatch(desk: Desk, events: PendingEvent[]): Promise<UnderstoodBatch> {
  const happenings: Happening[] = [];
  const parked: Parked[] = [];
  for (const stored of events) {
    const from = spanTime();
    try {
      const store = desk.stores.get(stored.storeId);
      if (!store) throw new Error(`store ${stored.storeId} is gone`);
      const found = await desk.marketplaceOf(store, stored.source).normalise(stored, store);
      for (const event of found)
        happenings.push({ eventId: stored.id, source: stored.source, store, receivedAt: stored.receivedAt, event });
      noteStep(desk.tracing, stored.id, { name: 'normalise', from });
    } catch (error) {
      parked.push({ eventId: stored.id, error: describeFault(error, textsOf(desk)) });
      noteStep(desk.tracing, stored.id, { name: 'normalise', from, error });
    }
  }
  for (const happening of happenings)
    if (happening.event.kind === 'buyer_message' && happening.event.wordless) happening.understanding = notUnderstood;
  const written = happenings.filter(
    ({ event }) => (event.kind === 'buyer_message' && !event.wordless) || (event.kind === 'review' && event.text),
  );
  if (written.length > 0) await understandAll(desk, written);
  return { events, happenings, parked };
}

async function understandAll(desk: Desk, written: Happening[]): Promise<void> {
  const understander = await desk.understander();
  const hints = await readConversationHints(desk.db, written);
  let turnEnds = performance.now() + turnMs;
  for (const happening of written) {
    const message = wordsOf(happening.event);
    const from = spanTime();
    try {
      happening.understanding = understandOne(understander, happening, message, hints.get(happening));
    } catch (error) {
      // Words that trip the understanding up must hold up neither their own ticket nor anybody else's.
      desk.log.error(
        { event: happening.eventId, fault: error instanceof Error ? error.name : 'unknown' },
        'a message was not understood',
      );
      happening.understanding = notUnderstood;
    }
    noteUnderstood(desk.tracing, happening, from);
    if (performance.now() < turnEnds) continue;
    await new Promise((resolve) => setImmediate(resolve));
    turnEnds = performance.now() + turnMs;
  }
}

/** A review's words are understood like a message's. */
function wordsOf(event: Happening['event']): Written {
  if (event.kind === 'review') return { text: event.text ?? '', sentAt: event.writtenAt };
  return event as BuyerMessage;
}

type Written = Pick<BuyerMessage, 'text' | 'subject' | 'locale' | 'sentAt'>;

function understandOne(understander: Understander, happening: Happening, message: Written, hint: ConversationHint | undefined) {
  // Subjects are the platform's words more often than the buyer's.
  return understander.understand(message.text || (message.subject ?? ''), {
    lastLanguage: hint?.language ?? undefined,
    locale: message.locale ?? happening.store.locale,
    unansweredCount: (hint?.unanswered ?? 0) + 1,
    waitingMs: hint?.unansweredSince ? Math.max(0, message.sentAt - hint.unansweredSince) : 0,
  });
}
