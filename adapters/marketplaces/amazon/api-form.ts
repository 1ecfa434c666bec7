import type { AccountForm } from '../../../src/ports/account-form.ts';
import { wrong } from './api-config.ts';

/** What connecting an Amazon store takes; adapters/marketplaces/amazon/setup.md says where each is found. */
export const accountForm: AccountForm = {
  fields: [
    {
      name: 'sellerId',
      label: { zh: '卖家编号 (Merchant Token)', en: 'Seller ID (merchant token)' },
      hint: {
        zh: '卖家后台 → 设置 → 账户信息 → Merchant Token',
        en: 'Seller Central → Settings → Account Info → Merchant Token',
      },
    },
    {
      name: 'clientId',
      label: { zh: 'LWA 客户端编号', en: 'LWA client identifier' },
      hint: { zh: '以 amzn1.application-oa2-client. 开头', en: 'begins with amzn1.application-oa2-client.' },
    },
    { name: 'clientSecret', label: { zh: 'LWA 客户端密钥', en: 'LWA client secret' }, secret: true },
    {
      name: 'refreshToken',
      label: { zh: '刷新令牌', en: 'Refresh token' },
      hint: {
        zh: '开发者后台“授权”页生成，以 Atzr| 开头',
        en: 'from the “Authorize” page of the developer console, begins with Atzr|',
      },
      secret: true,
    },
    {
      name: 'marketplaceIds',
      label: { zh: '站点编号', en: 'Marketplace ids' },
      hint: {
        zh: '默认为店铺所在国家的站点；多个用逗号分开，第一个为主站点',
        en: 'that of the store’s country unless said otherwise; several with commas, the main one first',
      },
      optional: true,
    },
    {
      name: 'region',
      label: { zh: '区域', en: 'Region' },
      hint: { zh: 'na、eu 或 fe，默认按站点', en: 'na, eu or fe; by the marketplace unless said otherwise' },
      rare: true,
    },
    {
      name: 'queueUrl',
      label: { zh: 'SQS 队列地址', en: 'SQS queue URL' },
      hint: {
        zh: '填了才能在几秒内收到订单变化和账户状态通知；每个店铺用自己的标准队列',
        en: 'with it, order changes and the account’s status arrive within seconds; a standard queue for this store alone',
      },
      optional: true,
    },
    {
      name: 'queueArn',
      label: { zh: 'SQS 队列 ARN', en: 'SQS queue ARN' },
      hint: { zh: '填了就会自动订阅通知', en: 'with it, the notifications are subscribed to by themselves' },
      optional: true,
    },
    { name: 'awsAccessKeyId', label: { zh: 'AWS 访问密钥编号', en: 'AWS access key id' }, optional: true },
    { name: 'awsSecretAccessKey', label: { zh: 'AWS 私有访问密钥', en: 'AWS secret access key' }, secret: true, optional: true },
    {
      name: 'awsRegion',
      label: { zh: 'AWS 区域', en: 'AWS region' },
      hint: { zh: '默认取自 ARN', en: 'that of the ARN' },
      rare: true,
    },
    { name: 'apiUrl', label: { zh: '接口地址', en: 'API address' }, rare: true },
    { name: 'authUrl', label: { zh: '登录地址', en: 'Login address' }, rare: true },
    { name: 'sqsUrl', label: { zh: '队列服务地址', en: 'Queue service address' }, rare: true },
  ],
  limits: {
    zh: [
      '亚马逊没有读取或回复买家消息的接口：消息只能走中转邮箱，请同时设置邮箱；回复要用后台「已授权的发件人」发出。',
      '商品评论没有接口可读；卖家反馈只有一到三星的。',
      '没有队列时，订单变化最多晚约十五分钟；任何时候都至少晚两分钟。',
      '退货、反馈和账户状况来自报告，亚马逊要几分钟到几小时才能做好。',
      '只能看到亚马逊仓库 (FBA) 的库存。',
      '亚马逊配送的订单不给买家邮箱，所以无法和买家的消息对上。',
    ],
    en: [
      'Amazon has no API to read or answer buyers’ messages: they travel by its relay mail only, so set up the mailbox as well; answers must leave from an approved sender.',
      'Reviews of products cannot be read; of seller feedback only that with one to three stars.',
      'Without a queue, changes of orders come up to about fifteen minutes late, and two minutes late in any case.',
      'Returns, feedback and account health come from reports, which take Amazon minutes to hours.',
      'Stock is that of Amazon’s own warehouses (FBA) only.',
      'Orders that Amazon fulfils do not tell the buyer’s mail address and cannot be joined with the buyer’s messages.',
    ],
  },
  wrong,
};
