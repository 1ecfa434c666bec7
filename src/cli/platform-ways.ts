import { say } from './say.ts';

interface PlatformWays {
  /** What the platform signs its pushes with, as its own pages call it; absent: it pushes nothing that is understood here. */
  pushSecret?: string;
  /** What cannot be done there, and the way that exists. */
  limits: string;
}

/** What whoever adds a store without an API should know before the first message; platforms with one say it in their account's form. */
export function platformWays(platform: string): PlatformWays | null {
  switch (platform) {
    case 'walmart':
      return {
        pushSecret: say('Walmart 的 HMAC 密钥', 'Walmart’s HMAC secret'),
        limits: say(
          '沃尔玛没有聊天接口:买家消息只从中转邮箱来,回复要用 Seller Center 里登记的客服邮箱发。推送只有订单、退货和表现警报。',
          'Walmart has no message interface: messages come through its relay mail only, and answers must leave from the customer-service address registered in Seller Center. Orders, returns and performance alarms are pushed.',
        ),
      };
    case 'shopify':
      return {
        pushSecret: say('Shopify 应用的 client secret', 'client secret of the Shopify app'),
        limits: say(
          'Shopify Inbox 不对外开放:顾客消息从客服邮箱收(包括联系表单),用邮件回。推送只有订单、退货、争议和隐私请求。',
          'Shopify Inbox is closed to programs: customers are read in the support mailbox, contact form included, and answered by mail. Orders, returns, disputes and privacy requests are pushed.',
        ),
      };
    case 'etsy':
      return {
        pushSecret: say('Etsy 的 webhook 密钥 whsec_…', 'Etsy’s webhook secret, whsec_…'),
        limits: say(
          'Etsy 不让程序回复:来信通知会变成工单,附上会话链接;请在 Etsy 上回复,再关闭工单,计时就停。',
          'Etsy lets no program answer: its notifications become tickets with a link. Answer on Etsy, then close the ticket, which stops the clock.',
        ),
      };
    default:
      return null;
  }
}
