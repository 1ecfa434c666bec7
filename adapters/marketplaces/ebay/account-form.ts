import type { AccountForm } from '../../../src/ports/account-form.ts';
import { wrong } from './config.ts';

/** What a person is asked for; setup.md tells where each is found. */
const fields: AccountForm['fields'] = [
  {
    name: 'clientId',
    label: { zh: 'App ID(Client ID)', en: 'App ID (Client ID)' },
    hint: { zh: 'developer.ebay.com → Application Keys → Production', en: 'developer.ebay.com → Application Keys → Production' },
  },
  { name: 'clientSecret', label: { zh: 'Cert ID(Client Secret)', en: 'Cert ID (Client Secret)' }, secret: true },
  {
    name: 'ruName',
    label: { zh: 'RuName(eBay Redirect URL name)', en: 'RuName (eBay Redirect URL name)' },
    hint: {
      zh: 'User Tokens → Get a Token from eBay via Your Application;形如 Name-AppName-xxxx,不是网址',
      en: 'User Tokens → Get a Token from eBay via Your Application; looks like Name-AppName-xxxx, not an address',
    },
  },
  {
    name: 'verificationToken',
    label: { zh: '推送验证令牌', en: 'Verification token of the push address' },
    hint: {
      zh: '自己起一个:32–80 位字母、数字、_ 或 -;在 eBay 填同一个',
      en: 'make one up: 32–80 letters, digits, _ or -; give eBay the same one',
    },
    secret: true,
  },
  {
    name: 'username',
    label: { zh: '卖家账号名', en: 'User name of the seller' },
    hint: {
      zh: '用来分清谁说的话;若 eBay 只显示不变 ID,两个都填,用逗号隔开',
      en: 'tells who said what; where eBay shows an immutable id instead, give both with a comma between',
    },
    optional: true,
  },
  {
    name: 'alertEmail',
    label: { zh: '推送故障通知邮箱', en: 'Mail address for failing pushes' },
    hint: { zh: '没有它 eBay 不接受订阅', en: 'without one eBay takes no subscriptions' },
    optional: true,
  },
  {
    name: 'refreshToken',
    label: { zh: 'Refresh token', en: 'Refresh token' },
    hint: {
      zh: '已有授权时填写;否则留空,用机器人给的链接授权',
      en: 'of a consent you have already; else leave it empty and use the link',
    },
    secret: true,
    rare: true,
  },
  {
    name: 'pushUrl',
    label: { zh: '在 eBay 登记的推送地址', en: 'Push address as registered at eBay' },
    hint: { zh: '与本页显示的地址不同时才填', en: 'only where it differs from the one on this page' },
    rare: true,
  },
  {
    name: 'marketplace',
    label: { zh: '站点代码', en: 'Marketplace' },
    hint: { zh: '例如 EBAY_US;默认按店铺国家', en: 'such as EBAY_US; by the country of the store when empty' },
    rare: true,
  },
  {
    name: 'subscriptions',
    label: { zh: '订阅推送', en: 'Subscriptions' },
    hint: {
      zh: 'auto(默认)自动订阅;manual 由您在 eBay 订阅',
      en: 'auto (default), or manual when you subscribe at eBay yourself',
    },
    rare: true,
  },
  {
    name: 'postOrder',
    label: { zh: '退货与纠纷接口', en: 'Returns and cases' },
    hint: { zh: 'IAF(默认)、Bearer 或 off', en: 'IAF (default), Bearer or off' },
    rare: true,
  },
  {
    name: 'apiUrl',
    label: { zh: 'API 地址', en: 'API address' },
    hint: { zh: '沙盒:https://api.sandbox.ebay.com', en: 'sandbox: https://api.sandbox.ebay.com' },
    rare: true,
  },
  {
    name: 'authUrl',
    label: { zh: '授权页地址', en: 'Address of the consent page' },
    hint: { zh: '沙盒:https://auth.sandbox.ebay.com', en: 'sandbox: https://auth.sandbox.ebay.com' },
    rare: true,
  },
];

const limits: AccountForm['limits'] = {
  zh: [
    'eBay 没有公布消息回复时限;更夫按 24 小时的内部目标计时。',
    '回复里的邮箱、电话、站外链接可能被 eBay 悄悄拦下:对方看不到,也没有提示。',
    'eBay 官方的通知、退货、纠纷和政策警告不能在这里回复,请到 eBay 后台处理。',
    '每条回复最多 2,000 个字符。',
    '自动回复和人工回复在接口里无法区分。',
  ],
  en: [
    'eBay publishes no time limit for answers; the clock runs on an internal target of 24 hours.',
    'Mail addresses, phone numbers and links to other sites may be blocked by eBay without a word: the buyer never sees the answer.',
    'Notices of eBay, returns, cases and policy warnings cannot be answered from here; that is done on eBay.',
    'An answer has at most 2,000 characters.',
    'The API does not tell automatic answers from those that a person wrote.',
  ],
};

export const account: AccountForm = { fields, limits, wrong };
