import * as z from 'zod';
import type { AccountForm } from '../../../src/ports/account-form.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { accountName } from '../../webhooks/account-name.ts';

const filled = z.string().trim().min(1).max(2_000);
const digits = z.string().trim().regex(/^\d+$/);

/** `store.settings.api` of a TikTok shop, in the words of TikTok's Partner Center. */
const accountSchema = z.object({
  appKey: filled,
  appSecret: filled,
  /** Of the app's link for sellers (`/open/authorize?service_id=`). */
  serviceId: digits.optional(),
  /** Which shop is meant, where one authorisation or one app covers several. */
  shopId: digits.optional(),
  /** Where the seller has let the app in elsewhere already. */
  refreshToken: filled.optional(),
  accessToken: filled.optional(),
  shopCipher: filled.optional(),
  apiUrl: z.url().default('https://open-api.tiktokglobalshop.com'),
  authUrl: z.url().default('https://auth.tiktok-shops.com'),
  /** Where sellers consent. Default by the store's site. */
  servicesUrl: z.url().optional(),
});
export type TiktokAccount = Omit<z.infer<typeof accountSchema>, 'servicesUrl'> & { servicesUrl: string };

/** Shops in the United States are authorised at a host of their own (facts/marketplaces §7). */
const servicesOf = (site: string): string =>
  site === 'us' ? 'https://services.us.tiktokshop.com' : 'https://services.tiktokshop.com';

const known = new WeakMap<StoreRecord, TiktokAccount>();

/** @throws MarketplaceError `invalid` naming the fields, never what stood there */
export function readAccount(store: StoreRecord): TiktokAccount {
  const before = known.get(store);
  if (before) return before;
  const read = accountSchema.safeParse(store.settings.api ?? {});
  if (read.success) {
    const account = { ...read.data, servicesUrl: read.data.servicesUrl ?? servicesOf(store.site) };
    known.set(store, account);
    return account;
  }
  throw new MarketplaceError(
    'invalid',
    `store ${store.id}: TikTok Shop account incomplete: ${wrongFields(read.error).join(', ')}`,
  );
}

/** An app has one webhook address for all its shops (facts/marketplaces §7). */
export const nameOf = ({ appKey, appSecret }: TiktokAccount, shopId: string): string =>
  accountName({ app: appKey, secret: appSecret }, shopId);

const wrongFields = (error: z.ZodError): string[] => [...new Set(error.issues.map(({ path }) => String(path[0])))];

export const accountForm: AccountForm = {
  fields: [
    {
      name: 'appKey',
      label: { zh: 'App Key', en: 'App key' },
      hint: { zh: 'Partner Center → App & Service → 你的应用', en: 'Partner Center → App & Service → your app' },
    },
    {
      name: 'appSecret',
      label: { zh: 'App Secret', en: 'App secret' },
      secret: true,
      hint: { zh: '与 App Key 在同一页', en: 'On the same page as the app key' },
    },
    {
      name: 'serviceId',
      label: { zh: 'Service ID', en: 'Service ID' },
      optional: true,
      hint: {
        zh: '授权链接中 service_id= 后面的数字;填了它,店主点链接即可授权',
        en: 'The digits after service_id= in the authorisation link; with it the seller lets us in by opening a link',
      },
    },
    {
      name: 'shopId',
      label: { zh: '店铺 ID', en: 'Shop ID' },
      optional: true,
      hint: { zh: '同一个应用服务多个店铺时必填', en: 'Needed when the same app serves several shops' },
    },
    {
      name: 'refreshToken',
      label: { zh: 'Refresh Token', en: 'Refresh token' },
      secret: true,
      rare: true,
      hint: {
        zh: '已在别处授权时填写;它只能用一次,别的系统会因此失去授权',
        en: 'If the shop was authorised elsewhere; it works once, so that the other system loses its access',
      },
    },
  ],
  limits: {
    zh: [
      '买家消息需要 Customer Service 权限,TikTok 默认不给,需单独申请;没有它时只有订单和退货可用。',
      '推送里没有买家昵称:首次来信的买家先显示数字编号,查询到后换成昵称。',
      '订单里的买家编号与聊天里的不同:只有买家从订单进入聊天或发送订单卡片时,才知道是哪个订单。',
      '回复最多 2000 字,可以带图片(一次 5 张);视频和卡片请在卖家中心发送。',
      'TikTok Shop 没有供卖家读取评价和店铺考核分数的接口。',
    ],
    en: [
      'Buyers’ messages need the Customer Service scope, which TikTok does not give by default and which is applied for separately; without it only orders and returns work.',
      'Pushes carry no nickname: a new buyer is shown by a number until a poll tells the name.',
      'Orders name buyers by another id than the chat does: an order is known only when the buyer enters the chat from it or sends its card.',
      'Replies take at most 2,000 characters, and pictures (five at once); films and cards are sent in Seller Center.',
      'TikTok Shop has no interface for reviews or for the shop’s violation score.',
    ],
  },
  wrong(values) {
    const read = accountSchema.safeParse(values);
    const wrong = read.success ? [] : wrongFields(read.error);
    const noWayIn = !values.serviceId && !values.refreshToken && !values.accessToken;
    return noWayIn ? [...wrong, 'serviceId'] : wrong;
  },
};
