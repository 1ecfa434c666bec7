import * as z from 'zod';

const instant = z.union([z.iso.datetime({ offset: true }), z.number().int().nonnegative()]).transform((value) => {
  if (typeof value === 'string') return Date.parse(value);
  // Seconds until the year 5138, milliseconds from 1973 on: no instant of a shop is both.
  return value < 1e11 ? value * 1000 : value;
});
const id = z.union([z.string().min(1).max(200), z.number().int().transform(String)]);
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
]);
export type Payload = z.infer<typeof payload>;
