import * as z from 'zod';
import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent, PlatformNotice } from '../../../src/ports/marketplace-event.ts';
import type { Account } from './config.ts';
import { buyerMessage, message, sellerMessage, sideOf } from './message.ts';
import { orderData, pushBody, pushCode, returnData, shopOf, trackingData, webchatData } from './push-body.ts';
import { id, idOrNone, secondsOrNone } from './wire.ts';

const expiry = z.object({ shop_expire_soon: z.array(id).catch([]), expire_before: secondsOrNone });
const itemData = z.object({ item_id: idOrNone, item_name: z.string().nullish() }).catch({ item_id: undefined });

/**
 * What a push says. Of the many codes those that ask nothing of anybody come to nothing, as do those about another shop of
 * the same app, which shares its one callback URL.
 * @throws ZodError when it is none this platform sends
 */
export function normalisePush(body: unknown, { externalId, receivedAt }: StoredEvent, account: Account): MarketplaceEvent[] {
  const push = pushBody.parse(body);
  const { code, data } = push;
  if ((shopOf(push) ?? account.shopId) !== account.shopId) return [];
  switch (code) {
    case pushCode.webchat:
      return webchat(data, account);
    case pushCode.orderStatus:
      return [{ kind: 'resource_hint', stream: 'orders', id: orderData.parse(data).ordersn }];
    case pushCode.trackingNumber:
      return [{ kind: 'resource_hint', stream: 'orders', id: trackingData.parse(data).ordersn }];
    case pushCode.returnChanged:
      return [{ kind: 'resource_hint', stream: 'after_sales', id: returnData.parse(data).return_sn }];
    case pushCode.authorised:
      return shopOf(push) ? [{ kind: 'authorisation', state: 'granted' }] : [];
    case pushCode.deauthorised:
      return shopOf(push) ? [{ kind: 'authorisation', state: 'revoked' }] : [];
    case pushCode.authorisationExpiry: {
      const { shop_expire_soon, expire_before: expiresAt } = expiry.parse(data);
      return shop_expire_soon.includes(account.shopId) ? [{ kind: 'authorisation', state: 'expiring', expiresAt }] : [];
    }
    case pushCode.bannedItem:
    case pushCode.violationItem:
      return [listingNotice(code, data, { externalId, sentAt: push.timestamp ?? receivedAt })];
    default:
      return [];
  }
}

/** A message whole, or the news that something changed in a conversation (facts/marketplaces §5.3). */
function webchat(data: unknown, { shopId, pushedMessages }: Account): MarketplaceEvent[] {
  const { type, content } = webchatData.parse(data);
  if (type !== 'message')
    return [{ kind: 'resource_hint', stream: 'messages', id: idOrNone.catch(undefined).parse(content.conversation_id) }];
  const said = message.parse(content);
  const side = sideOf(said, shopId);
  if (side === 'shop') return [sellerMessage(said) ?? []].flat();
  if (side === undefined && pushedMessages === 'all')
    return [{ kind: 'resource_hint', stream: 'messages', id: said.conversation_id }];
  return [buyerMessage(said, said.from_user_name ?? said.from_id)];
}

/** Fields of these pushes are UNCONFIRMED: the listing's id is all that is looked for. */
function listingNotice(
  code: number,
  data: unknown,
  { externalId, sentAt }: { externalId: string; sentAt: number },
): PlatformNotice {
  const { item_id, item_name } = itemData.parse(data);
  const banned = code === pushCode.bannedItem;
  return {
    kind: 'platform_notice',
    externalId,
    topic: banned ? 'listing_banned' : 'listing_violation',
    subject: '',
    text: [item_name, item_id].filter(Boolean).join(' · '),
    sentAt,
    needsAttention: true,
  };
}
