import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { EbayAccount } from './client.ts';
import { listConversations } from './conversations.ts';
import { subscribe } from './subscribe.ts';

/** What is subscribed is looked at once a day. */
const subscribedForMs = 24 * 3_600_000;
const subscribed = new WeakMap<EbayAccount, number>();

/**
 * One call that needs the seller's consent; it also tells by which name eBay calls the account. Then the pushes are seen to,
 * which fails nothing: polling finds what they would have brought.
 * @param address where eBay may push; null = nowhere @throws MarketplaceError
 */
export async function checkAuthorisation(
  account: EbayAccount,
  address: string | null,
): Promise<{ account: string; remarks: string[] }> {
  await listConversations(account, { type: 'FROM_EBAY', offset: 0, limit: 1 });
  return { account: account.names.all()[0] ?? account.store.name, remarks: address ? await subscribing(account, address) : [] };
}

async function subscribing(account: EbayAccount, address: string): Promise<string[]> {
  if ((subscribed.get(account) ?? -Infinity) > performance.now() - subscribedForMs) return [];
  try {
    const problems = await subscribe(account, address);
    if (problems.length === 0) subscribed.set(account, performance.now());
    return problems.map((problem) => `not subscribed: ${problem}`);
  } catch (error) {
    if (error instanceof MarketplaceError) return [`not subscribed: ${error.message}`];
    if (error instanceof z.ZodError) return ['not subscribed: eBay answered in another shape than expected'];
    throw error;
  }
}

/**
 * Where eBay is told to push by itself: the address that somebody wrote down for it, else our public one. eBay takes https
 * only, so that an installation without a public address is not registered.
 */
export function pushAddress({ settings, store }: EbayAccount, publicUrl: string): string | null {
  if (settings.subscriptions === 'manual') return null;
  if (settings.pushUrl) return settings.pushUrl;
  const address = new URL(`/in/ebay/${store.id}`, publicUrl);
  return address.protocol === 'https:' ? address.href : null;
}
