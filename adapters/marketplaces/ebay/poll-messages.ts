import type { PolledEvent, PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { EbayAccount } from './client.ts';
import { listConversations, pageSize } from './conversations.ts';
import type { ConversationSummary, ConversationType } from './conversations.ts';
import { fewAtATime } from './few-at-a-time.ts';
import { nextType, readCursor } from './message-cursor.ts';
import type { Mark } from './message-cursor.ts';
import { messageEvents } from './message-events.ts';

const lookBackMs = 24 * 3_600_000;
/** Messages may show up later than their time says. */
const overlapMs = 10 * 60_000;
/** Conversations that are remembered as read. */
const mostSeen = 400;

/**
 * Conversations by newest message, buyers' first and then eBay's own, until one whose last message is older than what the
 * round before saw. The time filter of eBay looks at when a conversation began and would hide old ones with new messages
 * (facts/marketplaces §4.2). A round without news is two calls.
 */
export async function pollMessages({ cursor, range, now }: PollRequest, account: EbayAccount): Promise<PollPage> {
  const state = readCursor(cursor);
  const { type, offset, top } = state.turning ?? { type: 'FROM_MEMBERS' as ConversationType, offset: 0, top: null };
  const mark = range ? undefined : state[type];
  const beginning = range?.from ?? now - lookBackMs;
  const floor = mark ? mark.at - overlapMs : beginning;

  const { conversations, more } = await listConversations(account, { type, offset, limit: pageSize });
  const recent = conversations.filter((each) => latestAt(each) >= floor);
  const changed = recent.filter(({ latestMessage }) => !latestMessage || !mark?.seen.includes(latestMessage.messageId));
  const span = { from: mark ? mark.before - overlapMs : beginning, ...(range && { until: range.until }) };
  const events = await fewAtATime(changed, ({ conversationId: id }) => eventsOf(account, { id, type }, span));

  const seenTop = topOf(recent, top ?? { at: mark?.at ?? floor, seen: [] });
  const oldest = conversations.at(-1);
  const reachedOld = oldest === undefined || latestAt(oldest) < floor;
  const page = { events: events.flat() };
  if (more && !reachedOld) {
    const turning = { type, offset: offset + pageSize, top: seenTop };
    return { ...page, cursor: JSON.stringify({ ...state, turning }), more: true };
  }
  const done: Mark = { ...seenTop, before: mark?.at ?? floor };
  const following = nextType(type);
  const turning = following && { type: following, offset: 0, top: null };
  return { ...page, cursor: JSON.stringify({ ...state, [type]: done, turning }), more: turning !== undefined };
}

/** Deleted between two calls: nothing to read any more. */
async function eventsOf(
  account: EbayAccount,
  conversation: { id: string; type: ConversationType },
  span: { from: number; until?: number },
): Promise<PolledEvent[]> {
  try {
    return await messageEvents(account, conversation, span);
  } catch (error) {
    if (error instanceof MarketplaceError && error.fault === 'gone') return [];
    throw error;
  }
}

const latestAt = ({ latestMessage, createdDate }: ConversationSummary): number => latestMessage?.createdDate ?? createdDate ?? 0;

function topOf(recent: readonly ConversationSummary[], before: { at: number; seen: string[] }): { at: number; seen: string[] } {
  const at = Math.max(before.at, ...recent.map(latestAt));
  const latest = recent.flatMap(({ latestMessage }) =>
    latestMessage && latestMessage.createdDate >= at - overlapMs ? [latestMessage.messageId] : [],
  );
  return { at, seen: [...before.seen, ...latest].slice(0, mostSeen) };
}
