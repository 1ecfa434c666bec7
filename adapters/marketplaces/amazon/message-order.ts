import * as z from 'zod';
import { ReplyError } from '../../../src/ports/marketplace.ts';
import type { ProactiveKind, ProactiveMessage } from '../../../src/ports/proactive.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { jsonBody } from './api-client.ts';
import type { SpApi } from './api-client.ts';
import { toReplyError } from './to-reply-error.ts';
import { wordTable } from '../../../src/word-table.ts';

/** Kinds that are text alone, with its longest length (facts/marketplaces §3.2). The others want files or dates. */
export const textKinds = wordTable<number>({
  confirmCustomizationDetails: 800,
  confirmDeliveryDetails: 2_000,
  confirmOrderDetails: 2_000,
  confirmServiceDetails: 2_000,
  unexpectedProblem: 2_000,
  digitalAccessKey: 400,
});

export const actionsSchema = z.object({ _links: z.object({ actions: z.array(z.object({ name: z.string() })) }) });

/**
 * Kinds of message that Messaging offers for an order now. It cannot answer a buyer, and may list kinds that are gone from it
 * (facts/marketplaces §3.2). @throws MarketplaceError
 */
export async function allowedMessages(api: SpApi, order: OrderAt, store: StoreRecord): Promise<ProactiveKind[]> {
  const { json } = await api.call(store, {
    name: 'getMessagingActionsForOrder',
    method: 'GET',
    path: `/messaging/v1/orders/${encodeURIComponent(order.orderId)}`,
    query: { marketplaceIds: order.marketplaceId },
  });
  const offered = actionsSchema.parse(json)._links.actions.map(({ name }) => name);
  return offered.filter((name) => name in textKinds).map((name) => ({ name, textLimit: textKinds[name] }));
}

/** The text must be in the buyer's language, without HTML or mail addresses (§3.2). @throws ReplyError */
export async function messageOrder(api: SpApi, order: OrderAt, message: ProactiveMessage, store: StoreRecord): Promise<void> {
  const most = textKinds[message.kind];
  const text = message.text?.trim() ?? '';
  if (most === undefined) throw new ReplyError('permanent', `${message.kind} is no message of text alone`);
  if (text === '' || text.length > most) throw new ReplyError('permanent', `the text must have 1 to ${most} characters`);
  try {
    await api.call(store, {
      name: 'createMessage',
      method: 'POST',
      path: `/messaging/v1/orders/${encodeURIComponent(order.orderId)}/messages/${message.kind}`,
      query: { marketplaceIds: order.marketplaceId },
      ...jsonBody({ text }),
    });
  } catch (error) {
    throw toReplyError(error);
  }
}

export interface OrderAt {
  orderId: string;
  /** Where it was placed; the platform knows it nowhere else. */
  marketplaceId: string;
}
