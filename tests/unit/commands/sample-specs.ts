import type { CommandSpec } from '../../../src/commands/grammar/command-spec.ts';

const ticket = { name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket' } } as const;

/** The commands of CHAT.md, as far as the grammar is concerned. */
export const sampleSpecs = [
  { name: 'list', zh: ['列表'], params: [], example: { zh: '/列表', en: '/list' } },
  { name: 'claim', zh: ['认领'], params: [ticket], example: { zh: '/认领 1042', en: '/claim 1042' } },
  {
    name: 'reply',
    zh: ['回复'],
    params: [ticket, { name: 'text', kind: 'rest', label: { zh: '内容', en: 'text' } }],
    example: { zh: '/回复 1042 很抱歉', en: '/reply 1042 We are sorry' },
  },
  {
    name: 'transfer',
    zh: ['转交'],
    params: [ticket, { name: 'to', kind: 'person', lead: ['给', 'to'], label: { zh: '接手的人', en: 'person' } }],
    example: { zh: '/转交 1042 @陈晨', en: '/transfer 1042 @Chen' },
  },
  {
    name: 'snooze',
    zh: ['稍后'],
    params: [
      ticket,
      { name: 'until', kind: 'time', lead: ['到', 'until'], label: { zh: '时间', en: 'time' } },
      { name: 'note', kind: 'rest', optional: true, label: { zh: '备注', en: 'note' } },
    ],
    example: { zh: '/稍后 1042 明早9点', en: '/snooze 1042 tomorrow 9am' },
  },
  {
    name: 'mute',
    zh: ['静音'],
    params: [],
    options: [
      { name: 'store', kind: 'store', words: ['店铺', 'store'], label: { zh: '店铺', en: 'store' } },
      { name: 'until', kind: 'time', words: ['到', 'until'], required: true, label: { zh: '结束时间', en: 'end' } },
      { name: 'reason', kind: 'rest', words: ['原因', 'reason'], label: { zh: '原因', en: 'reason' } },
    ],
    example: { zh: '/静音 店铺 shopee-my 到 周一9点 原因 平台维护', en: '/mute store shopee-my until mon 9:00' },
  },
  {
    name: 'rule new',
    zh: ['规则 新建'],
    params: [{ name: 'definition', kind: 'rest', label: { zh: '规则', en: 'rule' } }],
    example: { zh: '/规则 新建 当 内容包含 "退款" 则 紧急', en: '/rule new when text contains "refund" then urgent' },
  },
  {
    name: 'rule replay',
    zh: ['规则 试跑'],
    params: [
      { name: 'rule', kind: 'word', label: { zh: '规则名', en: 'rule' } },
      { name: 'span', kind: 'duration', optional: true, label: { zh: '时长', en: 'span' } },
    ],
    example: { zh: '/规则 试跑 退款词 30天', en: '/rule replay refunds 30d' },
  },
  {
    name: 'limit',
    zh: ['上限'],
    params: [
      { name: 'level', kind: 'level', label: { zh: '级别', en: 'level' } },
      { name: 'count', kind: 'number', label: { zh: '数量', en: 'count' } },
    ],
    example: { zh: '/上限 紧急 5', en: '/limit urgent 5' },
  },
] as const satisfies readonly CommandSpec[];

export const sampleContext = {
  /** Saturday 21 November 2026, 10:00 in Shanghai. */
  now: Date.parse('2026-11-21T10:00:00+08:00'),
  zone: 'Asia/Shanghai',
  mentions: [
    { id: 'ou_chen', name: '陈晨' },
    { id: 'ou_wei', name: 'Chen Wei' },
  ],
  stores: [{ id: 'shopee-my', name: '虾皮马来 Rumah Kita' }],
};
