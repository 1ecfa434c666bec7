import * as z from 'zod';
import type { AccountForm } from '../../../src/ports/account-form.ts';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { accountName } from '../../webhooks/account-name.ts';
import { isCountry, sites } from './sites.ts';

const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** `store.settings.api`: one shop of one country, and the app of the Open Platform that speaks for it. */
export const accountSchema = z.object({
  appKey: z.string().regex(/^\w{1,40}$/),
  /** Signs calls and pushes. */
  appSecret: z.string().min(1).max(200),
  /** Of this country; a cross-border account has one in each (facts/marketplaces §6). */
  sellerId: z.string().regex(/^\d{1,19}$/),
  /** Of an authorisation given before; used once, then what the platform hands out in its place. */
  refreshToken: z.string().min(1).optional(),
  accessToken: z.string().min(1).optional(),
  /** Ends in `/rest`. */
  apiUrl: address.optional(),
  /** Ends in `/rest`; the page of consent lies beside it. */
  authUrl: address.optional(),
});

export type Account = Omit<z.infer<typeof accountSchema>, 'apiUrl' | 'authUrl'> & { apiUrl: string; authUrl: string };

const authUrl = 'https://auth.lazada.com/rest';
const known = new WeakMap<StoreRecord, Account>();

/** @throws MarketplaceError `invalid` when the account is not set up, or wrongly */
export function readAccount(store: StoreRecord): Account {
  let account = known.get(store);
  if (!account) {
    const read = accountSchema.safeParse(store.settings.api ?? {});
    if (!read.success)
      throw new MarketplaceError(
        'invalid',
        `the Lazada account of this store is not set up: ${wrongFields(read.error).join(', ')}`,
      );
    const apiUrl = read.data.apiUrl ?? (isCountry(store.site) ? sites[store.site].apiUrl : undefined);
    if (!apiUrl) throw new MarketplaceError('invalid', `Lazada has no site in ${store.site}: sg, my, ph, th, vn or id`);
    account = { ...read.data, apiUrl, authUrl: read.data.authUrl ?? authUrl };
    known.set(store, account);
  }
  return account;
}

/** An app has one push address for all its shops (facts/marketplaces §6, Push). */
export const nameOf = ({ appKey, appSecret }: Account, sellerId: string): string =>
  accountName({ app: appKey, secret: appSecret }, sellerId);

const wrongFields = (error: z.ZodError): string[] => [...new Set(error.issues.map(({ path }) => String(path[0])))];

/** What a person is asked for to connect a shop, and told beforehand. */
export const account: AccountForm = {
  fields: [
    {
      name: 'appKey',
      label: { zh: 'App Key', en: 'App Key' },
      hint: { zh: '开放平台控制台 → 应用 → App Key', en: 'Open Platform console → your app → App Key' },
    },
    { name: 'appSecret', label: { zh: 'App Secret', en: 'App Secret' }, secret: true },
    {
      name: 'sellerId',
      label: { zh: '卖家 ID(Seller ID)', en: 'Seller ID' },
      hint: {
        zh: '一串数字;跨境账号每个国家各有一个,填本店所在国家的',
        en: 'Digits; a cross-border account has one in each country: this shop’s',
      },
    },
    {
      name: 'refreshToken',
      label: { zh: 'Refresh token', en: 'Refresh token' },
      hint: { zh: '一般不填:保存后点链接授权', en: 'Usually empty: after saving, authorise by the link' },
      secret: true,
      rare: true,
    },
    {
      name: 'accessToken',
      label: { zh: 'Access token', en: 'Access token' },
      hint: { zh: '一般不填', en: 'Usually empty' },
      secret: true,
      rare: true,
    },
    {
      name: 'apiUrl',
      label: { zh: '接口地址', en: 'API address' },
      hint: { zh: '一般不填:按站点选择', en: 'Usually empty: chosen by the site' },
      rare: true,
    },
    {
      name: 'authUrl',
      label: { zh: '授权地址', en: 'Authorisation address' },
      hint: { zh: '一般不填', en: 'Usually empty' },
      rare: true,
    },
  ],
  limits: {
    zh: [
      '推送地址必须是 HTTPS,而且要 OV 或 EV 证书(Lazada 文档说拒绝 DV 证书);没有也能用,每分钟读取一次。',
      '买家回复之前,一天最多发五条消息。',
      'Lazada 的审核可能拦下消息:显示发送成功,买家却看不到。更夫发现后会把话退还给写的人。',
      '一个应用只有一个推送地址:填其中任何一个店铺的即可,更夫按卖家 ID 分给同一应用下的各个店铺。',
      '测试状态的应用每天只能调用 1000 次接口,不够用:请先让应用上线。',
      '评价只能按商品查:推送收不到时,只补查近期订单里的商品。',
    ],
    en: [
      'The push address needs HTTPS with an OV or EV certificate (Lazada’s documents say that DV is refused). Without one, messages are read every minute.',
      'At most five messages a day until the buyer answers.',
      'Lazada’s check may hide a message: it is accepted, but the buyer never sees it. When that comes to light, the words go back to their writer.',
      'An app has one push address: give it any one of its shops’; Gengfu hands each push to the shop whose seller ID it bears.',
      'An app in test state has 1,000 calls a day, which is too few: let it go online first.',
      'Reviews can only be asked for by product: where their push is lost, products of recent orders are looked through.',
    ],
  },
  wrong(values) {
    const read = accountSchema.safeParse(values);
    return read.success ? [] : wrongFields(read.error);
  },
};
