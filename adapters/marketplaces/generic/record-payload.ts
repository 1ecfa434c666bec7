import * as z from 'zod';
import { id, instant } from './shapes.ts';

const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/)
  .transform((code) => code.toLowerCase());
const money = z.object({
  amount: z.union([z.string().regex(/^\d+(\.\d+)?$/), z.number().nonnegative().transform(String)]),
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/)
    .toUpperCase(),
});
const word = z.string().max(200);

/** What a shop knows beside its messages: README "Connecting any shop". */
export const recordPayloads = [
  z.object({
    type: z.literal('order.updated'),
    data: z.object({
      id,
      status: z.enum(['unpaid', 'to_ship', 'shipped', 'delivered', 'completed', 'cancelled', 'unknown']),
      buyer: z.object({ id, name: word.optional() }).optional(),
      country: country.optional(),
      address: z.string().max(1_000).optional(),
      total: money.optional(),
      items: z
        .array(
          z.object({
            id: id.optional(),
            sku: word.optional(),
            title: z.string().max(500).optional(),
            quantity: z.number().nonnegative(),
          }),
        )
        .max(500)
        .default([]),
      shipments: z
        .array(z.object({ carrier: word.optional(), tracking: word.optional(), status: word.optional() }))
        .max(50)
        .optional(),
      placed_at: instant.optional(),
      ship_by: instant.optional(),
      deliver_by: instant.optional(),
      updated_at: instant.optional(),
    }),
  }),
  z.object({
    type: z.literal('review.created'),
    data: z.object({
      id,
      rating: z.number().min(1).max(5).optional(),
      text: z.string().max(20_000).optional(),
      order: id.optional(),
      product: id.optional(),
      written_at: instant.optional(),
    }),
  }),
  z.object({
    type: z.literal('stock.updated'),
    data: z.object({
      sku: z.string().min(1).max(200),
      title: z.string().max(500).optional(),
      available: z.number().int(),
      at: instant.optional(),
    }),
  }),
  z.object({
    type: z.literal('metric.reported'),
    data: z.object({
      metric: z.string().regex(/^[a-z][a-z0-9_]{1,59}$/),
      value: z.number().nullable(),
      unit: z.enum(['fraction', 'count', 'seconds', 'days', 'stars', 'points', 'status']),
      target: z.object({ value: z.number(), comparator: z.enum(['<', '<=', '>', '>=', '=']) }).optional(),
      status: z.enum(['good', 'at_risk', 'bad']).optional(),
      country: country.optional(),
      at: instant.optional(),
    }),
  }),
] as const;
