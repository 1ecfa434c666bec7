import type { RowWrite } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { insertRows } from '../store/rows.ts';

/** What a history line can be about. Each has its words under `history.<kind>` in src/texts. */
export type TicketEventKind =
  | 'opened'
  | 'buyer_wrote'
  | 'attachment_broken'
  | 'rule_hit'
  /** A rule held and is only recorded: nobody sees it. */
  | 'rule_watched'
  | 'clock_warning'
  | 'claimed'
  | 'unclaimed'
  | 'transferred'
  | 'note'
  | 'reply_queued'
  | 'reply_accepted'
  | 'reply_confirmed'
  | 'reply_bounced'
  | 'reply_opted_out'
  | 'reply_failed'
  | 'answered_elsewhere'
  | 'snoozed'
  | 'snooze_over'
  | 'silenced'
  | 'silence_over'
  | 'closed'
  | 'false_alarm'
  | 'reopened'
  | 'merged'
  | 'absorbed'
  | 'deadline_moved'
  | 'escalated'
  | 'called'
  | 'nobody_called'
  | 'released'
  | 'recovered';

export interface NewTicketEvent {
  ticketId: string;
  at: number;
  version: number;
  personId?: string;
  kind: TicketEventKind;
  data?: Record<string, unknown>;
  onceKey?: string;
}

/** @returns how many were new: an event whose onceKey already stands is passed over */
export function insertTicketEvents(tx: RowWrite, events: readonly NewTicketEvent[]): Promise<number> {
  return insertRows(
    tx,
    'TicketEvent',
    events.map((event) => ({
      id: newId(),
      ticketId: event.ticketId,
      at: event.at,
      version: event.version,
      personId: event.personId ?? null,
      kind: event.kind,
      data: JSON.stringify(event.data ?? {}),
      onceKey: event.onceKey ?? null,
    })),
  );
}
