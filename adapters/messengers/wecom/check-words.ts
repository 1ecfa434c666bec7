/** What `check.ts` says. */
interface CheckWords {
  reachable(host: string): string;
  unreachable(host: string): string;
  callbackKeys: string;
  webhook: string;
  corp: string;
  noCorp: string;
}

const zh: CheckWords = {
  reachable: (host) => `${host} 可以连接;机器人 ID 和 Secret 在更夫启动时验证(同一机器人只能有一个连接,这里不抢)`,
  unreachable: (host) => `连接不到 ${host},请检查网络或 WECOM_WS_URL`,
  callbackKeys: 'Token 和 EncodingAESKey 格式正确;企业微信后台保存回调地址时会验证',
  webhook: '消息推送地址可用',
  corp: '企业凭证可用:可以显示姓名和打电话',
  noCorp: '没有企业凭证:不显示姓名,不能打电话(可不填)',
};

const en: CheckWords = {
  reachable: (host) =>
    `${host} can be reached; bot id and secret are proven when Gengfu starts (a bot has one connection, not taken here)`,
  unreachable: (host) => `${host} cannot be reached: check the network or WECOM_WS_URL`,
  callbackKeys: 'Token and EncodingAESKey are well formed; the WeCom console proves them when it saves the address',
  webhook: 'the message-push address is good',
  corp: 'the corp credentials are good: names and phone calls work',
  noCorp: 'no corp credentials: no names, no phone calls (optional)',
};

export const checkWords: Record<'zh' | 'en', CheckWords> = { zh, en };
