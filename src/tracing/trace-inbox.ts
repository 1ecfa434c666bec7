import type { Inbox } from '../inbox/inbox.ts';
import { eventParent } from './event-trace.ts';
import { spanTime } from './tracing.ts';
import type { Tracing } from './tracing.ts';

/** Begins a message's trace where it comes in. */
export function traceInbox(inbox: Inbox, tracing: Tracing): Inbox {
  if (!tracing.on) return inbox;
  return {
    async store(event) {
      const from = spanTime();
      const stored = await inbox.store(event);
      const attributes = { 'gengfu.store': event.storeId, 'gengfu.source': event.source, 'gengfu.bytes': event.body.length };
      const span = { attributes, from, until: spanTime() };
      if (stored.duplicate) tracing.note({ ...span, name: 'inbox duplicate', parent: eventParent(stored.id) });
      else tracing.noteReceived({ ...span, name: 'inbox receive', eventId: stored.id });
      return stored;
    },
  };
}
