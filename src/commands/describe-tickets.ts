import { nearerClock } from '../../cards/nearer-clock.ts';
import { storeLabel } from '../../cards/ticket-card.ts';
import type { TicketView } from '../../cards/ticket-view.ts';
import type { Desk } from '../desk.ts';
import { timeLeftWords } from '../notify/time-left.ts';
import { selectRows } from '../store/rows.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { countOpen } from '../tickets/count-open.ts';
import { nearerDueAt } from '../tickets/due-dates.ts';
import { readTicketViews } from '../tickets/read-ticket-views.ts';

const mark = { urgent: '🔴', important: '🟠', normal: '🟢' } as const;
const most = 10;

interface DescribedTickets {
  /** Tickets that wait for us; those that wait for the buyer are `theirs`. */
  ours: number;
  theirs: number;
  lines: string[];
}

/** Open tickets in one line each, most urgent first: by level, which rises as a clock runs down, then what is overdue or due soonest. */
export async function describeTickets(desk: Desk, where: { ownerId?: string }): Promise<DescribedTickets> {
  const texts = textsOf(desk);
  const { ours, theirs } = await countOpen(desk.db.read, where);
  const first = await selectRows<{ id: string }>(
    desk.db.read,
    `SELECT "id" FROM "Ticket" WHERE "state" <> 'closed' ${where.ownerId === undefined ? '' : 'AND "ownerId" = ?'}
     ORDER BY "unansweredSince" IS NULL, CASE "level" WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END,
       ${nearerDueAt} IS NULL, ${nearerDueAt}, "number" LIMIT ${most}`,
    ...(where.ownerId === undefined ? [] : [where.ownerId]),
  );
  const order = new Map(first.map(({ id }, index) => [id, index]));
  const views = await readTicketViews(desk, { ids: [...order.keys()] });
  views.sort((a, b) => order.get(a.id)! - order.get(b.id)!);
  const lines = views.map((view) =>
    texts('say.list_line', {
      mark: mark[view.level],
      ticket: view.number,
      store: storeLabel(view, texts),
      buyer: view.buyer.isPlatform ? texts('say.list_platform') : view.buyer.name,
      state: texts(`state.${view.state}`),
      owner: view.owner ? ` ${view.owner.name}` : '',
      left: timeLeft(desk, view),
    }),
  );
  const count = ours + theirs;
  if (count > lines.length) lines.push(texts('say.more', { count: count - lines.length }));
  return { ours, theirs, lines };
}

/** ` · 团队时限剩 2 小时`, of the clock that ends first; nothing while none runs. */
function timeLeft(desk: Desk, view: TicketView): string {
  const nearer = nearerClock(view);
  if (!nearer) return '';
  const { clock, dueAt } = nearer;
  return textsOf(desk)('say.list_left', { clock, left: timeLeftWords(desk, clock, dueAt, view.store.id) });
}
