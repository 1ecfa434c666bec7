import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { EbayAccount } from './client.ts';
import { listConversations } from './conversations.ts';

const askAgainMs = 10 * 60_000;
const asked = new WeakMap<EbayAccount, number>();

const ordersAnswer = z.object({ orders: z.array(z.object({ sellerId: z.string().optional() })).default([]) });

/**
 * Finds out how eBay names the account where messages show neither side under a name that is known: in notices, which are
 * addressed to it, else in its orders. Who it is matters less than that messages come in, so no fault stops them.
 */
export async function learnOwnName(
  account: EbayAccount,
  messages: readonly { sender?: string; recipient?: string }[],
): Promise<void> {
  const { names } = account;
  const stranger = messages.some(({ sender, recipient }) => !names.has(sender) && !names.has(recipient));
  if (!stranger || (asked.get(account) ?? -Infinity) > performance.now() - askAgainMs) return;
  asked.set(account, performance.now());
  const before = names.all().length;
  try {
    await listConversations(account, { type: 'FROM_EBAY', offset: 0, limit: 1 });
    if (names.all().length > before) return;
    const query = { limit: 1 };
    const { json } = await account.call({ name: 'getOrders', method: 'GET', path: '/sell/fulfillment/v1/order', query });
    names.learn(ordersAnswer.parse(json).orders[0]?.sellerId);
  } catch (error) {
    if (!(error instanceof MarketplaceError) && !(error instanceof z.ZodError)) throw error;
  }
}
