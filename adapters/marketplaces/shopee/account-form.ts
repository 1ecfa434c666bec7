import type { AccountForm } from '../../../src/ports/account-form.ts';
import { accountSchema } from './config.ts';

/** What a person is asked for to connect a shop, and told beforehand. */
export const account: AccountForm = {
  fields: [
    {
      name: 'partnerId',
      label: { zh: '应用 Partner ID', en: 'Partner ID of the app' },
      hint: { zh: '开放平台控制台 → App 列表', en: 'Open Platform console → App list' },
    },
    { name: 'partnerKey', label: { zh: '应用 Partner Key', en: 'Partner key of the app' }, secret: true },
    {
      name: 'shopId',
      label: { zh: '店铺 ID(Shop ID)', en: 'Shop ID' },
      hint: { zh: '一串数字;每个站点的店铺各有一个', en: 'Digits; each site’s shop has its own' },
    },
    {
      name: 'pushKey',
      label: { zh: '推送密钥(Live Push Partner Key)', en: 'Live Push Partner Key' },
      hint: {
        zh: '控制台 → Push Mechanism → Set Push。与 Partner Key 不同;不填就只能定时读取',
        en: 'Console → Push Mechanism → Set Push. Not the partner key; without it messages are only polled',
      },
      secret: true,
      optional: true,
    },
    {
      name: 'refreshToken',
      label: { zh: 'Refresh token', en: 'Refresh token' },
      hint: {
        zh: '一般不填:保存后用店铺主账号点链接授权',
        en: 'Usually empty: after saving, authorise by the link with the shop’s main account',
      },
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
      hint: {
        zh: '中国大陆注册的卖家填 https://openplatform.shopee.cn,其他不填',
        en: 'Sellers registered in mainland China: https://openplatform.shopee.cn; otherwise empty',
      },
      rare: true,
    },
    {
      name: 'authUrl',
      label: { zh: '授权页地址', en: 'Address of the consent page' },
      hint: { zh: '一般不填', en: 'Usually empty' },
      rare: true,
    },
    {
      name: 'pushUrl',
      label: { zh: '控制台里填的推送地址', en: 'Callback URL as set in the console' },
      hint: {
        zh: '只在与本页给出的地址不同时填,一字不差',
        en: 'Only where it differs from the one on this page; letter by letter',
      },
      rare: true,
    },
    {
      name: 'pushedMessages',
      label: { zh: '推送内容', en: 'What is pushed' },
      hint: {
        zh: '一般不填。如果店铺自己发的话被当成了买家消息,填 all',
        en: 'Usually empty. `all` if the shop’s own words show up as a buyer’s',
      },
      rare: true,
    },
  ],
  limits: {
    zh: [
      '聊天接口(sellerchat)要单独向 Shopee 申请权限,没有批下来之前收不到也回不了消息,订单和售后照常。',
      '台湾站不能通过接口回复买家,只能在卖家中心回。',
      '不能群发;消息里不能有电话、邮箱、外链或其他聊天工具,会被屏蔽并处罚。',
      '一个应用只有一个推送地址:同一应用下的多个店铺共用其中任何一个店铺的地址。',
      '买家的姓名、电话、地址由 Shopee 打码。',
    ],
    en: [
      'Chat (sellerchat) needs a permission of its own from Shopee; until it is granted messages are neither read nor answered, orders and returns are.',
      'Shopee Taiwan cannot be answered over the API, only in Seller Centre.',
      'No bulk messages; phone numbers, e-mail, links and other messengers are blocked and penalised.',
      'An app has one callback URL: several shops under one app share the address of any one of them.',
      'Shopee masks buyers’ names, phone numbers and addresses.',
    ],
  },
  wrong(values) {
    const read = accountSchema.safeParse(values);
    return read.success ? [] : [...new Set(read.error.issues.map(({ path }) => String(path[0])))];
  },
};
