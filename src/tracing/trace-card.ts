import type { TicketView } from '../../cards/ticket-view.ts';
import type { Chat } from '../notify/chat-directory.ts';
import type { SpanWords, TraceParent, Tracing } from './tracing.ts';

interface Placed {
  jobId: string;
  view: TicketView;
  chat: Chat;
  row: { messageId: string | null } | undefined;
}

/** The messenger's part of a card's way, in the trace of the job that asked for it. */
export function traceCard<T>(tracing: Tracing, placed: Placed, work: () => Promise<T>): Promise<T> {
  if (!tracing.on) return work();
  const name = placed.row?.messageId ? 'card update' : 'card post';
  return tracing.span({ ...wordsOf(tracing, placed), name }, work);
}

/** One post for many: a span of the first one's trace that points at the others. */
export function traceDigest<T>(tracing: Tracing, waiting: readonly Placed[], work: () => Promise<T>): Promise<T> {
  if (!tracing.on) return work();
  const links = waiting.slice(1).flatMap(({ jobId }): TraceParent[] => {
    const parent = tracing.parentOf(jobId);
    return parent ? [parent] : [];
  });
  const { attributes, ...words } = wordsOf(tracing, waiting[0]!);
  return tracing.span(
    { ...words, name: 'digest post', attributes: { ...attributes, 'gengfu.tickets': waiting.length }, links },
    work,
  );
}

function wordsOf(tracing: Tracing, { jobId, view, chat }: Placed): Omit<SpanWords, 'name'> {
  return {
    parent: tracing.parentOf(jobId),
    attributes: { 'gengfu.messenger': chat.messenger, 'gengfu.ticket': view.number, 'gengfu.version': view.version },
  };
}
