import { signPush } from '../../tests/emulators/lazada-tiktok/push-signature.ts';
import { startEbay } from '../../tests/emulators/ebay.ts';
import { pushSignature } from '../../tests/emulators/shopee/sign.ts';
import { signedPush } from '../../tests/timeline/platform-push.ts';
import type { StoreSettings } from '../../src/stores/store-record.ts';
import { rawPost } from './load.ts';

export interface PlatformPusher {
  platform: string;
  site: string;
  settings: Partial<StoreSettings>;
  /** How long the platform waits for the acknowledgement (facts/marketplaces §1). */
  budgetMs: number;
  /** Pushes of buyers' messages, or of orders where there are no others, each another. */
  pushes: (count: number, tag: string) => Buffer[];
}

const address = 'https://bench.example/in/shopee/bench-shopee';
const app = { appKey: '100200', appSecret: 'an app secret of the bench' };
const shop = {
  partnerId: '1000001',
  partnerKey: 'shpk_a_partner_key_of_the_bench',
  pushKey: 'shpk_a_push_key_of_the_bench',
  shopId: '220000001',
};
const secret = 'a webhook secret of the bench';

/** Signed as each platform signs, by the hand that wrote the emulators. */
export async function openPushers(): Promise<{ all: PlatformPusher[]; [Symbol.asyncDispose](): Promise<void> }> {
  const ebay = await startEbay();
  const seconds = Math.floor(Date.now() / 1000);

  const many = (
    path: string,
    count: number,
    make: (index: number) => { headers: Record<string, string>; body: string | Buffer },
  ): Buffer[] =>
    Array.from({ length: count }, (_, index) => {
      const { headers, body } = make(index);
      return rawPost(path, headers, Buffer.from(body as string));
    });

  const all: PlatformPusher[] = [
    {
      platform: 'lazada',
      site: 'sg',
      settings: {
        api: { ...app, sellerId: '20240305', refreshToken: 'none', apiUrl: ebay.baseUrls.api, authUrl: ebay.baseUrls.api },
      },
      budgetMs: 500,
      pushes: (count, tag) =>
        many('/in/lazada/bench-lazada', count, (index) => {
          const data = {
            session_id: `100094063_2_${index % 500}_1_103`,
            message_id: `${tag}${index}`,
            content: JSON.stringify({ txt: 'where is my parcel?' }),
            from_account_id: String(index % 500),
            from_account_type: 1,
            to_account_id: '100094063',
            to_account_type: 2,
            send_time: seconds * 1000 + index,
            template_id: 1,
            type: 1,
            site_id: 'SG',
            process_msg: '',
            auto_reply: false,
            status: 0,
          };
          const body = JSON.stringify({
            seller_id: '20240305',
            message_type: 2,
            timestamp: seconds * 1000,
            site: 'lazada_sg',
            data,
          });
          return { headers: { authorization: signPush(app, body) }, body };
        }),
    },
    {
      platform: 'tiktok',
      site: 'my',
      settings: {
        api: {
          ...app,
          shopId: '7495540735365777507',
          refreshToken: 'none',
          apiUrl: ebay.baseUrls.api,
          authUrl: ebay.baseUrls.api,
        },
      },
      budgetMs: 3_000,
      pushes: (count, tag) =>
        many('/in/tiktok/bench-tiktok', count, (index) => {
          const data = {
            order_id: String(576653688135258178n + BigInt(index)),
            order_status: 'AWAITING_SHIPMENT',
            is_on_hold_order: false,
            update_time: seconds,
          };
          const body = JSON.stringify({
            type: 1,
            tts_notification_id: `${tag}-${index}`,
            shop_id: '7495540735365777507',
            timestamp: seconds,
            data,
          });
          return { headers: { authorization: signPush(app, body) }, body };
        }),
    },
    {
      platform: 'shopee',
      site: 'my',
      settings: {
        api: { ...shop, refreshToken: 'none', pushUrl: address, apiUrl: ebay.baseUrls.api, authUrl: ebay.baseUrls.api },
      },
      budgetMs: 3_000,
      pushes: (count, tag) =>
        many('/in/shopee/bench-shopee', count, (index) => {
          const content = {
            conversation_id: `94729837${index % 500}`,
            message_id: `${tag}-${index}`,
            message_type: 'text',
            from_id: 1_170_000_000 + (index % 500),
            from_user_name: 'aisyah',
            to_id: 220000777,
            to_user_name: 'acme.my',
            created_timestamp: seconds,
            content: { text: 'Bila barang akan dihantar?' },
          };
          const body = JSON.stringify({
            shop_id: Number(shop.shopId),
            code: 10,
            timestamp: seconds,
            data: { type: 'message', region: 'MY', content },
          });
          const scheme = { base: 'url|body', key: 'raw' } as const;
          return { headers: { authorization: pushSignature({ scheme, url: address, body: Buffer.from(body), ...shop }) }, body };
        }),
    },
    {
      platform: 'ebay',
      site: 'de',
      settings: {
        api: {
          clientId: ebay.credentials.clientId,
          clientSecret: ebay.credentials.clientSecret,
          ruName: ebay.credentials.ruName,
          refreshToken: ebay.credentials.refreshToken,
          verificationToken: ebay.credentials.verificationToken,
          apiUrl: ebay.baseUrls.api,
          authUrl: ebay.baseUrls.auth,
        },
      },
      budgetMs: 3_000,
      pushes: (count, tag) =>
        many('/in/ebay/bench-ebay', count, (index) => {
          const body = JSON.stringify({
            metadata: { topic: 'ITEM_MARKED_SHIPPED', schemaVersion: '1.0', deprecated: false },
            notification: {
              notificationId: `${tag}-${index}`,
              eventDate: new Date().toISOString(),
              publishDate: new Date().toISOString(),
              publishAttemptCount: 1,
              data: {},
            },
          });
          return ebay.sign(Buffer.from(body));
        }),
    },
    ...(['walmart', 'shopify', 'etsy'] as const).map((platform): PlatformPusher => ({
      platform,
      site: 'us',
      settings: { push: { secret: platform === 'etsy' ? `whsec_${Buffer.from(secret).toString('base64')}` : secret } },
      budgetMs: 5_000,
      pushes: (count, tag) =>
        many(`/in/${platform}/bench-${platform}`, count, (index) => {
          const body = JSON.stringify({
            source: { eventType: 'PO_CREATED' },
            payload: { purchaseOrderId: `${tag}-${index}` },
            id: index,
            event_type: 'order.paid',
          });
          return {
            headers: signedPush(platform, {
              secret: platform === 'etsy' ? `whsec_${Buffer.from(secret).toString('base64')}` : secret,
              body,
              target: `/in/${platform}/bench-${platform}`,
              now: Date.now(),
              topic: 'orders/create',
              id: `${tag}-${index}`,
            }),
            body,
          };
        }),
    })),
  ];
  return { all, [Symbol.asyncDispose]: () => ebay.stop() };
}
