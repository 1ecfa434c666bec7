import * as z from 'zod';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { TiktokClient } from './client.ts';
import { id, instant } from './fields.ts';

const conversationsPath = '/customer_service/202309/conversations';
/** The most that TikTok gives. */
const conversationsPerPage = 20;
const messagesPerPage = 10;

/** Only what finding one's way takes; the rest goes along as it is, to be read later. */
const message = z.looseObject({ id });
type FoundMessage = z.infer<typeof message>;
const conversation = z.looseObject({ id, latest_message: z.looseObject({}).optional().catch(undefined) });
export type FoundConversation = z.infer<typeof conversation>;

/** @returns milliseconds; of what bears no time that can be read, the end of time, so that it is looked at */
export const timeOf = ({ create_time }: Record<string, unknown>): number => instant.safeParse(create_time).data ?? Infinity;

const page = <T extends z.ZodType>(name: string, entry: T) =>
  z.looseObject({ [name]: z.array(entry).nullish(), next_page_token: z.string().nullish() }).transform((data) => ({
    entries: (data[name] ?? []) as z.infer<T>[],
    next: (data.next_page_token as string | null | undefined) || undefined,
  }));
const conversationPage = page('conversations', conversation);
const messagePage = page('messages', message);

export async function listConversations(client: TiktokClient, store: StoreRecord, page_token: string | undefined) {
  const query = { page_size: conversationsPerPage, page_token };
  return conversationPage.parse(
    await client.call(store, { name: 'conversations', method: 'GET', path: conversationsPath, query }),
  );
}

/** Newest first. */
export async function listMessages(client: TiktokClient, store: StoreRecord, thread: string, page_token?: string) {
  const query = { page_size: messagesPerPage, sort_field: 'create_time', sort_order: 'DESC', page_token };
  const path = messagesPath(thread);
  return messagePage.parse(await client.call(store, { name: 'messages', method: 'GET', path, query }));
}

/** Back to an instant, oldest first. @param from the pages end with the first message before it */
export async function messagesSince(
  client: TiktokClient,
  store: StoreRecord,
  thread: string,
  from: number,
): Promise<FoundMessage[]> {
  const found: FoundMessage[] = [];
  let token: string | undefined;
  do {
    const { entries, next } = await listMessages(client, store, thread, token);
    found.push(...entries.filter((entry) => timeOf(entry) >= from));
    const reached = entries.some((entry) => timeOf(entry) < from);
    token = reached || next === token ? undefined : next;
  } while (token);
  return found.reverse();
}

export const messagesPath = (thread: string): string => `${conversationsPath}/${encodeURIComponent(thread)}/messages`;
