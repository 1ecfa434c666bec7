/** The few words this adapter adds to what the core hands it. */
export interface Words {
  original: string;
  translation: string;
  why: string;
  history: string;
  state: string;
  submit: string;
  stillWorking: string;
  failed: string;
  appGood(appId: string): string;
  lineGood: string;
  callbackAddress: string;
  /** Stands where text had to be shortened; `left` counts the characters left out. */
  shortened(left: number): string;
}

const zh: Words = {
  original: '原文',
  translation: '译文',
  why: '为什么提醒',
  history: '经过',
  state: '状态',
  submit: '提交',
  stillWorking: '还在处理,稍后卡片会更新',
  appGood: (appId) => `应用 ${appId} 可用`,
  lineGood: '长连接可以建立',
  callbackAddress: '回调地址要填公网能访问的 /hook/feishu;能不能到达,飞书后台保存时会验证',
  failed: '这一步没有完成,请稍后再试或输入命令',
  shortened: (left) => `…(余下 ${left} 字见详情)`,
};

const en: Words = {
  original: 'Original',
  translation: 'Translation',
  why: 'Why',
  history: 'History',
  state: 'State',
  submit: 'Send',
  stillWorking: 'Still working, the card will update',
  appGood: (appId) => `app ${appId} is good`,
  lineGood: 'the long connection would be opened',
  callbackAddress:
    'the callback address is /hook/feishu where the internet can reach it; the console of Feishu tries it when it is saved',
  failed: 'That did not go through. Try again later or type the command',
  shortened: (left) => `… (${left} more characters in the details)`,
};

export const words: Record<'zh' | 'en', Words> = { zh, en };
