/** The few words this adapter adds to what the core hands it. */
export interface Words {
  original: string;
  translation: string;
  why: string;
  history: string;
  state: string;
  more: string;
  fold: string;
  type: string;
  /** Fixed toasts of the template; the line on the card says the rest. */
  taken: string;
  notTaken: string;
  stillWorking: string;
  failed: string;
  /** Said by DING when the message it is about is not known any more. */
  ring: string;
  /** Stands where text had to be shortened; `left` counts the characters left out. */
  shortened(left: number): string;
}

const zh: Words = {
  original: '原文',
  translation: '译文',
  why: '为什么提醒',
  history: '经过',
  state: '状态',
  more: '更多',
  fold: '收起',
  type: '请 @我 输入',
  taken: '已收到',
  notTaken: '没有完成,原因在卡片上',
  stillWorking: '还在处理,稍后卡片会更新',
  failed: '这一步没有完成,请稍后再试或输入命令',
  ring: '有一张工单在等您,请看群里的卡片',
  shortened: (left) => `…(余下 ${left} 字见详情)`,
};

const en: Words = {
  original: 'Original',
  translation: 'Translation',
  why: 'Why',
  history: 'History',
  state: 'State',
  more: 'More',
  fold: 'Fold',
  type: 'Mention me and type',
  taken: 'Received',
  notTaken: 'Not done, the card says why',
  stillWorking: 'Still working, the card will update',
  failed: 'That did not go through. Try again later or type the command',
  ring: 'A ticket is waiting for you, see the card in the group',
  shortened: (left) => `… (${left} more characters in the details)`,
};

export const words: Record<'zh' | 'en', Words> = { zh, en };
