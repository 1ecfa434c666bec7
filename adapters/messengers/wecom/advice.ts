/**
 * What whoever set the bot up can do, by the platform's code or ours, for people who do not program. Source of the codes:
 * facts/messengers §4.2, §4.5, §4.6.
 */
export const wecomAdvice: readonly { code: RegExp; zh: string; en: string }[] = [
  {
    code: /^setting\.aesKey$/,
    zh: 'WECOM_AES_KEY 不对:EncodingAESKey 应是 43 位字母和数字。在机器人的回调设置里重新复制',
    en: 'WECOM_AES_KEY is not right: the EncodingAESKey has 43 letters and digits. Copy it again from the callback settings of the bot',
  },
  {
    code: /^853000$/,
    zh: '企业微信不认这个机器人。在机器人的 API 设置里重新复制 Bot ID 和 Secret,并确认接入方式选的是长连接',
    en: 'WeCom does not know this bot. Copy Bot ID and Secret again from the API settings of the bot, and see that it is set to the long connection',
  },
  {
    code: /^93006$/,
    zh: '机器人不能往这个群发消息。确认它在群里,并在群里 @ 它说一句话',
    en: 'The bot may not write to this group. See that it is in it, and @ it once there',
  },
  {
    code: /^(40001|40013)$/,
    zh: '企业凭证不对。在管理后台「我的企业」复制企业 ID,在自建应用页复制 Secret',
    en: 'The corp credentials are not right. Copy the corp ID from “My Company” and the Secret from the page of the self-built app in the admin console',
  },
  {
    code: /^60020$/,
    zh: '这台机器的 IP 不在自建应用的「企业可信 IP」里,请加上',
    en: 'The IP of this machine is not among the trusted IPs of the self-built app: add it there',
  },
  {
    code: /^93000$/,
    zh: '消息推送地址不对。在群的「消息推送」里重新复制 Webhook 地址',
    en: 'The message-push address is not right. Copy the webhook address again from “Message push” of the group',
  },
  {
    code: /^45009$/,
    zh: '企业微信说发得太频繁。等一分钟再试',
    en: 'WeCom says there are too many messages. Try again in a minute',
  },
  {
    code: /^no-tap$/,
    zh: '没有收到点击。如果有人点了:确认没有别的程序在用同一个机器人(一个机器人只能有一个连接)',
    en: 'No tap arrived. If somebody did tap: see that no other program uses the same bot (a bot has one connection)',
  },
];
