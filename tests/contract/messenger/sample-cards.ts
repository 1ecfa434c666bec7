import type { Card } from '../../../cards/card.ts';

/** A ticket card as the product would post it, with buttons, a picker and forms. */
export function ticketCard(change: Partial<Card> = {}): Card {
  return {
    kind: 'ticket',
    title: '#1042 · 亚马逊德国 Haushalt24',
    subtitle: '买家 Katrin V.',
    level: 'urgent',
    ticket: 1042,
    version: 3,
    state: 'new',
    stateLabel: '待认领',
    countdown: '剩 3 小时 12 分',
    fields: [
      { label: '订单', value: '302-1112223-4445556', short: true },
      { label: '商品', value: '不锈钢茶罐 500ml ×1 · €24.90', short: true },
    ],
    original: 'Die Dose kam verbeult an und der Deckel schließt nicht.',
    translation: '罐子到货时已经变形,盖子也盖不上。',
    language: 'de',
    languageLabel: '德语',
    reasons: ['出现「Geld zurück」', '语气不满'],
    history: [{ at: '14:02', text: '林悦 认领' }],
    actions: [
      { action: 'claim', label: '认领', style: 'primary', command: '认领 1042' },
      {
        action: 'reply',
        label: '回复',
        command: '回复 1042 …',
        fields: [{ name: 'text', kind: 'multiline', label: '内容', required: true, maxLength: 2_000 }],
      },
      {
        action: 'transfer',
        label: '转交',
        command: '转交 1042 @…',
        fields: [{ name: 'to', kind: 'person', label: '给谁', required: true }],
      },
      {
        action: 'close',
        label: '关闭',
        command: '关闭 1042',
        fields: [
          {
            name: 'resolution',
            kind: 'select',
            label: '结果',
            required: true,
            options: [{ value: 'refunded', label: '已退款' }],
          },
          { name: 'topic', kind: 'select', label: '主题', options: [{ value: 'damaged', label: '商品破损' }], value: 'damaged' },
        ],
      },
      { action: 'false_alarm', label: '误报', secondary: true, command: '误报 1042' },
    ],
    ...change,
  };
}

/** Buyers' words that try to become something else than words. */
export const hostile = [
  '<at user_id="all"></at> <at id=all></at> <person id="ou_li"></person>',
  '[请点这里](https://evil.example/login) <a href="https://evil.example">退款</a>',
  '**加粗** <font color="red">红</font> ![x](https://evil.example/p.png) {{7*7}} @_all @所有人',
  '"},{"tag":"markdown","content":"<at id=all></at>"},{"a":"',
].join('\n');

/** About 50 KB each of what breaks naive cutting: wide characters, combining marks, joined emoji. */
export const longTexts = {
  chinese: '罐子到货时已经变形,盖子也盖不上,我要求退款!'.repeat(750),
  german: 'Die Dose kam verbeult an und der Deckel schließt nicht – Rückerstattung, bitte! '.repeat(620),
  thai: 'กระป๋องบุบและฝาปิดไม่สนิท ขอคืนเงินด้วยค่ะ '.repeat(400),
  emoji: '👩‍👩‍👧‍👦🇩🇪🤷🏽‍♀️'.repeat(950),
  quotes: '"\\\n\t'.repeat(12_800),
};
