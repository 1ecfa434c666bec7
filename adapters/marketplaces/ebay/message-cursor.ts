import * as z from 'zod';
import { conversationTypes } from './conversations.ts';
import type { ConversationType } from './conversations.ts';
import { readJsonCursor } from './read-json-cursor.ts';

/** How far the conversations of one type have been read. */
const mark = z.object({
  /** Instant of the newest message that was seen. */
  at: z.number(),
  /** `at` of the round before: a message that moved while that round turned its pages is found from here. */
  before: z.number(),
  /** Last messages of conversations, of about that time: one that is still the last brings nothing new. */
  seen: z.array(z.string()),
});
export type Mark = z.infer<typeof mark>;

const cursor = z.object({
  FROM_MEMBERS: mark.optional(),
  FROM_EBAY: mark.optional(),
  /** In the middle of a round. */
  turning: z
    .object({
      type: z.enum(conversationTypes),
      offset: z.number().int().nonnegative(),
      top: z.object({ at: z.number(), seen: z.array(z.string()) }).nullable(),
    })
    .optional(),
});
export type MessageCursor = z.infer<typeof cursor>;

export const readCursor = (text: string | null): MessageCursor => readJsonCursor(cursor, text) ?? {};

export const nextType = (type: ConversationType): ConversationType | undefined =>
  conversationTypes[conversationTypes.indexOf(type) + 1];
