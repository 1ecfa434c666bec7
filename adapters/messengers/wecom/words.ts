/** The few words this adapter adds to what the core hands it. */
export interface Words {
  original: string;
  translation: string;
  why: string;
  /** Five characters at most. */
  attachment: string;
  history: string;
  details: string;
  submit: string;
  back: string;
  /** Stands where a card had to be shortened. */
  more: string;
  /** Of the bot, where its name is not configured. */
  bot: string;
  /** What to type instead of an input. */
  reply(bot: string, command: string): string;
  /** Above the pick lists of an action. */
  choose(action: string): string;
  /** The bot stands in front of commands that have no button. */
  typed(bot: string, commands: string): string;
  stillWorking: string;
  failed: string;
  welcome: string;
  times: { value: string; label: string }[];
}

const zh: Words = {
  original: '原文',
  translation: '译文',
  why: '原因',
  attachment: '附件',
  history: '经过',
  details: '详情',
  submit: '提交',
  back: '返回',
  more: '…详情',
  bot: '机器人',
  reply: (bot, command) => `回复请 @${bot} 并输入: ${command} 您的内容`,
  choose: (action) => `${action}: 请选择后提交`,
  typed: (bot, commands) => `也可 @${bot}: ${commands}`,
  stillWorking: '还在处理,结果稍后发到这里',
  failed: '这一步没有完成,请稍后再试或输入命令',
  welcome: '我是更夫。输入 /帮助 看看我会什么。',
  times: [
    { value: '30m', label: '30 分钟后' },
    { value: '1h', label: '1 小时后' },
    { value: '2h', label: '2 小时后' },
    { value: '4h', label: '4 小时后' },
    { value: '明早9点', label: '明早 9 点' },
    { value: '周一9点', label: '周一 9 点' },
  ],
};

const en: Words = {
  original: 'Original',
  translation: 'Translation',
  why: 'Why',
  attachment: 'File',
  history: 'Past',
  details: 'Details',
  submit: 'Send',
  back: 'Back',
  more: '… more',
  bot: 'bot',
  reply: (bot, command) => `To reply write: @${bot} ${command} your words`,
  choose: (action) => `${action}: choose, then send`,
  typed: (bot, commands) => `Or @${bot}: ${commands}`,
  stillWorking: 'Still working, the outcome will follow here',
  failed: 'That did not go through. Try again later or type the command',
  welcome: 'I am Gengfu. Write /help to see what I can do.',
  times: [
    { value: '30m', label: 'In 30 min' },
    { value: '1h', label: 'In 1 hour' },
    { value: '2h', label: 'In 2 hours' },
    { value: '4h', label: 'In 4 hours' },
    { value: 'tomorrow 9am', label: 'Tomorrow 9' },
    { value: 'mon 9:00', label: 'Monday 9' },
  ],
};

export const words: Record<'zh' | 'en', Words> = { zh, en };
