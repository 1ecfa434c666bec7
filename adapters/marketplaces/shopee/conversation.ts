import * as z from 'zod';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { id, nanos, seconds, textOrNone } from './wire.ts';

/** As a list shows it; `to_id` is the buyer (facts/marketplaces §5.2). */
export const conversation = z.object({
  conversation_id: id,
  to_id: id,
  to_name: textOrNone,
  last_message_timestamp: nanos,
});
export type Conversation = z.infer<typeof conversation>;

const listed = z.looseObject({ message_id: id, created_timestamp: seconds });
const messagesAnswer = z.object({
  response: z.object({
    messages: z.array(listed).nullish(),
    page_result: z.object({ next_offset: z.union([z.string(), z.number()]).nullish() }).nullish(),
  }),
});
const pageSize = 25;
/** Of one conversation at once: more than anybody writes between two rounds. */
const mostPages = 40;

export interface ReadMessage {
  message_id: string;
  created_timestamp: number;
}

/** Messages since an instant, the newest first, page by page and no page more than that takes. */
export async function* newestMessages(
  ask: Ask,
  store: StoreRecord,
  conversationId: string,
  since: number,
): AsyncGenerator<ReadMessage> {
  let offset: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const query = { conversation_id: conversationId, offset, page_size: pageSize };
    const { response } = await ask(store, { name: 'sellerchat.get_message', query }, messagesAnswer);
    for (const said of response.messages ?? []) {
      // Stamped in whole seconds.
      if (said.created_timestamp < since - 1_000) return;
      yield said;
    }
    offset = String(response.page_result?.next_offset ?? '');
    if (offset === '' || offset === '0') return;
  }
}

/** What was said in a conversation since an instant, in the order in which it was said. */
export async function readConversation(
  ask: Ask,
  store: StoreRecord,
  { conversation_id, to_id, to_name }: Pick<Conversation, 'conversation_id' | 'to_id' | 'to_name'>,
  since: number,
): Promise<PolledEvent[]> {
  const events: PolledEvent[] = [];
  for await (const said of newestMessages(ask, store, conversation_id, since)) {
    const body = JSON.stringify({ polled: 'message', message: inSeconds(said), buyer: { id: to_id, name: to_name } });
    events.push({ externalId: `message ${said.message_id}`, body });
  }
  return events.reverse();
}

/** Kept as the platform wrote it. */
const inSeconds = (said: ReadMessage): object => ({ ...said, created_timestamp: said.created_timestamp / 1_000 });
