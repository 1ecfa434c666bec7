import type * as z from 'zod';
import { compactCard, ticketCard } from '../../cards/ticket-card.ts';
import type { TicketView } from '../../cards/ticket-view.ts';
import type { Desk } from '../desk.ts';
import { requestDigests } from '../digests/request-digests.ts';
import type { JobDefinition, JobFailure } from '../jobs/job.ts';
import { MessengerError } from '../ports/messenger.ts';
import type { Messenger } from '../ports/messenger.ts';
import { newId } from '../store/ids.ts';
import { insertRows, selectRows, updateRows } from '../store/rows.ts';
import type { Row } from '../store/rows.ts';
import { chatsOf } from '../routes/chats-of.ts';
import { readRoutes } from '../routes/read-routes.ts';
import type { Route } from '../routes/route-definition.ts';
import { readTicketViews } from '../tickets/read-ticket-views.ts';
import { traceCard, traceDigest } from '../tracing/trace-card.ts';
import { leavingMs } from './answered-cards.ts';
import { cardOptions } from './card-options.ts';
import type { Chat } from './chat-directory.ts';
import { drawCard } from './draw-card.ts';
import { cardPayload } from './request-cards.ts';
import { heldMs, isToldTogether, worthGroup } from './held-card.ts';
import { belongsInDigest, postDigest, worthDigest } from './post-digest.ts';
import { supersedeIn } from './supersede.ts';
import { toJobFailure } from './to-job-failure.ts';

/** Where a ticket stands; instants in milliseconds. */
interface CardRow {
  id: string;
  ticketId: string;
  chatId: string;
  messageId: string | null;
  renderedVersion: number;
  generation: number;
  postedAt: number | null;
  digestId: string | null;
  route: number | null;
}

/** One ticket in one chat: what stands there now, and what should. */
interface Placement {
  jobId: string;
  /** Instant at which the card was asked for. */
  askedAt: number;
  view: TicketView;
  chat: Chat;
  row: CardRow | undefined;
  /** Number of the route that leads here; null = none does. */
  route: number | null;
  /** Though nothing has changed but the time. */
  redraw: boolean;
}

/** What became of a placement: the row as it now reads, nothing to do, or to be looked at again in a while. */
type Placed = { row: Row & { id: string } } | { laterMs: number } | 'unchanged';

/** Brings the cards of tickets up to date wherever they belong: posts where none stands, redraws where one is old. */
export function postCards(desk: Desk): JobDefinition<z.infer<typeof cardPayload>> {
  const posts = { since: newId(), tried: new Set<string>() };
  return {
    kind: 'cards',
    payload: cardPayload,
    maxAttempts: 20,
    batch: 200,
    concurrency: 3,
    async handle(jobs) {
      const jobOf = new Map(jobs.map((job) => [job.payload.ticketId, job]));
      const views = await readTicketViews(desk, { ids: [...jobOf.keys()] });
      const rows = await selectRows<CardRow>(
        desk.db.read,
        'SELECT * FROM "Card" WHERE "ticketId" IN (SELECT value FROM json_each(?))',
        JSON.stringify([...jobOf.keys()]),
      );
      const standing = Map.groupBy(rows, ({ ticketId }) => ticketId);
      const routes = await readRoutes(desk.db.read);
      const placements = views.flatMap((view) =>
        placementsOf(desk, routes, { job: jobOf.get(view.id)!, view, standing: standing.get(view.id) ?? [] }),
      );
      const { digests, single } = sortOut(desk, placements);
      const posted: Row[] = [];
      const inserted: Row[] = [];
      const updated: (Row & { id: string })[] = [];
      const left = new Set<string>();
      const again = new Map<string, number>();
      const failed = new Map<string, JobFailure>();
      await Promise.all([
        ...digests.map(async (waiting) => {
          try {
            const { digest, cards } = await traceDigest(desk.tracing, waiting, () =>
              postDigest(
                desk,
                waiting[0]!.chat,
                waiting.map(({ view }) => view),
              ),
            );
            const routeOf = new Map(waiting.map(({ view, route }) => [view.id, route]));
            countCard(desk, waiting[0]!, 'digest');
            posted.push(digest);
            inserted.push(...cards.map((card) => ({ ...card, route: routeOf.get(card.ticketId)! })));
          } catch (error) {
            for (const { jobId } of waiting) failed.set(jobId, toJobFailure(error));
            countCard(desk, waiting[0]!, 'failed');
          }
        }),
        ...single.map(async (placement) => {
          try {
            const result = await traceCard(desk.tracing, placement, () => place(desk, posts, placement));
            if (result === 'unchanged') return;
            const { jobId, view, chat, row, route } = placement;
            if (!('laterMs' in result)) countCard(desk, placement, row?.messageId ? 'updated' : 'posted');
            if ('laterMs' in result) again.set(jobId, Math.min(result.laterMs, again.get(jobId) ?? Infinity));
            else if (row) {
              updated.push(result.row);
              // With its own card it leaves the digest's.
              if (row.digestId !== null && row.messageId === null) left.add(row.digestId);
            } else inserted.push({ ...result.row, ticketId: view.id, chatId: chat.id, digestId: null, route });
          } catch (error) {
            failed.set(placement.jobId, toJobFailure(error));
            countCard(desk, placement, 'failed');
          }
        }),
      ]);
      await desk.race('card-posted');
      return {
        failed,
        again,
        async settleRows(tx) {
          await insertRows(tx, 'Digest', posted);
          await insertRows(tx, 'Card', inserted);
          await updateRows(tx, 'Card', updated);
          await requestDigests(desk, tx, left);
          desk.db.afterCommit(tx, () => void desk.race('card-recorded'));
        },
      };
    },
  };
}

function countCard(desk: Desk, { chat }: Placement, outcome: 'posted' | 'updated' | 'digest' | 'failed'): void {
  desk.tally.add('cards', { messenger: chat.messenger, outcome });
  if (outcome !== 'failed') desk.tally.reached(chat.messenger, desk.clock.now());
}

/** Chats where the ticket belongs, and chats where it already stands. */
function placementsOf(
  desk: Desk,
  routes: readonly Route[],
  asked: { job: { id: string; askedAt: number; payload: { redraw?: boolean } }; view: TicketView; standing: CardRow[] },
): Placement[] {
  const { job, view, standing } = asked;
  const led = chatsOf(desk, routes, view);
  const chats = new Map(led.chats.map((chat) => [chat.id, chat]));
  for (const { chatId } of standing) {
    const chat = desk.chats.get(chatId);
    if (chat) chats.set(chatId, chat);
  }
  return [...chats.values()].map((chat) => ({
    jobId: job.id,
    askedAt: job.askedAt,
    view,
    chat,
    row: standing.find(({ chatId }) => chatId === chat.id),
    route: led.route,
    redraw: job.payload.redraw ?? false,
  }));
}

/** What is posted by itself, and by chat what is told together: alerts of one group, and what has waited too long. */
function sortOut(desk: Desk, placements: Placement[]): { digests: Placement[][]; single: Placement[] } {
  const now = desk.clock.now();
  const fresh = placements.filter(
    ({ row, view, chat }) => !row && desk.messengers.has(chat.messenger) && heldMs(view, now) === 0,
  );
  const grouped = fresh.filter(({ view }) => isToldTogether(view));
  const groups = [...Map.groupBy(grouped, ({ chat, view }) => `${chat.id} ${view.heldFor}`).values()].filter(worthGroup);
  const taken = new Set(groups.flat());
  const overtaken = fresh.filter(
    (placement) => !taken.has(placement) && belongsInDigest(placement.view, now - placement.askedAt),
  );
  const digests = [...groups, ...[...Map.groupBy(overtaken, ({ chat }) => chat.id).values()].filter(worthDigest)];
  for (const placement of digests.flat()) taken.add(placement);
  return { digests, single: placements.filter((placement) => !taken.has(placement)) };
}

/** Posts whose success this process cannot know from a row. */
interface Posts {
  /** Tickets with a smaller id are older than this process: another one may have posted them and died. */
  since: string;
  /** Keys that were handed to a messenger and, as far as anybody knows, not taken. */
  tried: Set<string>;
}

async function place(desk: Desk, posts: Posts, { view, chat, row, redraw }: Placement): Promise<Placed> {
  const messenger = desk.messengers.get(chat.messenger);
  if (!messenger) return 'unchanged';
  if (row && row.renderedVersion >= view.version && !(redraw && mayRedraw(desk, messenger, row))) return 'unchanged';
  const laterMs = row ? 0 : heldMs(view, desk.clock.now());
  if (laterMs > 0) return laterMs === Infinity ? 'unchanged' : { laterMs };
  if (!row?.messageId) return { row: await post(desk, posts, view, chat, row, 'full') };
  const shown = desk.answeredCards.shown(chat.id, view.id);
  if (shown === 'pending') return { laterMs: leavingMs };
  if (shown !== null && shown >= view.version && !redraw) return { row: { ...kept(row), renderedVersion: shown } };
  const supersede = { ...row, generation: row.generation + 1 };
  const standing = { ...kept(row), renderedVersion: view.version };
  const inMs = supersedeIn(view, Math.max(row.renderedVersion, shown ?? 0), desk.clock.now());
  if (messenger.can.updateWindowMs === 0) {
    if (inMs === null) return { row: standing };
    return inMs > 0 ? { laterMs: inMs } : { row: await post(desk, posts, view, chat, supersede, 'compact') };
  }
  try {
    const age = desk.clock.now() - (row.postedAt ?? 0);
    if (age >= messenger.can.updateWindowMs) throw new MessengerError('gone', 'older than this messenger lets a card change');
    const { messageId } = row;
    await drawCard(desk, view, ticketCard(view, cardOptions(desk)), (card) =>
      messenger.updateCard({ chat: chat.externalId, messageId, card }),
    );
  } catch (error) {
    if (!(error instanceof MessengerError) || error.fault !== 'gone') throw error;
    // One that went by a robot without an id is gone from the start: a translation is not worth another of its few messages.
    return { row: inMs === null ? standing : await post(desk, posts, view, chat, supersede, 'compact') };
  }
  return { row: standing };
}

/** Where a card can change at any time and no call is counted; elsewhere the time left is told with the next change. */
function mayRedraw(desk: Desk, { can, budget }: Messenger, { messageId, postedAt }: CardRow): boolean {
  return messageId !== null && !budget && desk.clock.now() - (postedAt ?? 0) < can.updateWindowMs;
}

async function post(
  desk: Desk,
  posts: Posts,
  view: TicketView,
  chat: Chat,
  row: CardRow | undefined,
  kind: 'full' | 'compact',
): Promise<Row & { id: string }> {
  const messenger = desk.messengers.get(chat.messenger)!;
  const generation = row?.generation ?? 0;
  // The same ticket in the same chat has the same key after a crash, so a second try finds the first one's message.
  const key = `${view.id}-${chat.id.slice(-8)}-${generation}`;
  const card = kind === 'full' ? ticketCard(view, cardOptions(desk)) : compactCard(view, cardOptions(desk));
  const mayStand = messenger.can.updateWindowMs > 0 && (view.id < posts.since || posts.tried.has(key));
  posts.tried.add(key);
  const { messageId } = await drawCard(desk, view, card, (drawn) =>
    messenger.postCard({ chat: chat.externalId, card: drawn, key }),
  );
  // What a first try posted shows the ticket as it was then.
  if (mayStand)
    await drawCard(desk, view, card, (drawn) => messenger.updateCard({ chat: chat.externalId, messageId, card: drawn }));
  posts.tried.delete(key);
  return { id: row?.id ?? newId(), messageId, renderedVersion: view.version, generation, postedAt: desk.clock.now() };
}

const kept = (row: CardRow): Row & { id: string } => ({
  id: row.id,
  messageId: row.messageId,
  renderedVersion: row.renderedVersion,
  generation: row.generation,
  postedAt: row.postedAt,
});
