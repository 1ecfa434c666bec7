import * as z from 'zod';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import type { ResourceHint } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { conversation, readConversation } from './conversation.ts';
import { readOrders } from './orders.ts';
import { readReturn } from './poll-returns.ts';

const oneConversation = z.object({ response: conversation });
const lookBackMs = 24 * 3_600_000;
const timeLimitMs = 60_000;

/** Reads what a push only hinted at. @throws MarketplaceError */
export async function read(ask: Ask, { stream, id }: ResourceHint, store: StoreRecord): Promise<PolledEvent[]> {
  if (id === undefined) return [];
  switch (stream) {
    case 'messages': {
      const query = { conversation_id: id };
      const { response } = await ask(store, { name: 'sellerchat.get_one_conversation', query }, oneConversation);
      return readConversation(ask, store, response, Date.now() - lookBackMs);
    }
    case 'orders':
      return readOrders(ask, store, [id], AbortSignal.timeout(timeLimitMs));
    case 'after_sales':
      return readReturn(ask, store, id);
    default:
      return [];
  }
}
