import * as z from 'zod';
import { recordPayloads } from './record-payload.ts';
import { id, instant } from './shapes.ts';

const text = z.string().max(200_000);

const buyer = z.union([
  id.transform((known) => ({ id: known, name: known })),
  z.object({ id, name: z.string().max(200).optional() }).transform((known) => ({ id: known.id, name: known.name || known.id })),
]);

const item = z.object({ id: id.optional(), title: z.string().max(500).optional(), quantity: z.number().optional() });

const order = z.union([
  id.transform((known) => ({ id: known, items: [] as z.infer<typeof item>[] })),
  z.object({ id, items: z.array(item).max(100).default([]) }),
]);

/** A file the shop serves; its address must be good for a few hours. */
const attachment = z.object({
  url: z.url().max(4_000),
  name: z.string().max(255).optional(),
  type: z.string().max(127).optional(),
  size: z.number().int().nonnegative().optional(),
});

/** What a shop may push. README "Connecting any shop" shows the same with examples. */
export const payload = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message.created'),
    data: z.object({
      message_id: id.optional(),
      conversation_id: id.optional(),
      buyer,
      text,
      subject: z.string().max(1_000).optional(),
      language: z.string().max(20).optional(),
      order: order.optional(),
      attachments: z.array(attachment).max(20).optional(),
      sent_at: instant.optional(),
    }),
  }),
  z.object({
    type: z.literal('message.sent'),
    data: z.object({
      message_id: id.optional(),
      conversation_id: id.optional(),
      buyer: buyer.optional(),
      text,
      order: order.optional(),
      sent_at: instant.optional(),
    }),
  }),
  z.object({
    type: z.enum(['reply.confirmed', 'reply.bounced', 'reply.opted_out']),
    data: z.object({ reply_id: id, reason: z.string().max(500).default(''), at: instant.optional() }),
  }),
  ...recordPayloads,
]);
export type RecordPayload = Extract<Payload, { type: `${'order' | 'stock'}.updated` | 'review.created' | 'metric.reported' }>;
export type Payload = z.infer<typeof payload>;
