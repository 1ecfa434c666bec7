import { expect, test } from 'vitest';
import type { ActionName, Card } from '../../../cards/card.ts';
import { textsIn } from '../../../src/texts/texts.ts';
import { findLosses } from '../../../src/web/find-losses.ts';
import { ticketCard } from '../../contract/messenger/sample-cards.ts';

const zh = textsIn('zh', 'Asia/Shanghai');
const en = textsIn('en', 'Asia/Shanghai');
const all = new Set<ActionName>(ticketCard().actions.map(({ action }) => action));
const losses = (card: Card, said: unknown, tappable: ReadonlySet<ActionName> = all) => findLosses(card, { said, tappable }, zh);

test('what is said somewhere is not lost, however it is broken into lines', () => {
  const card = ticketCard();
  expect(losses(card, card)).toEqual([]);
  const { original, ...others } = card;
  expect(losses(card, { ...others, parts: [original!.slice(0, 9), `\n ${original!.slice(9)} `] })).toEqual([]);
});

test('an action without a button names its command, the reply first', () => {
  expect(losses(ticketCard(), ticketCard(), new Set(['claim', 'close', 'false_alarm']))).toEqual([
    '没有按钮,要输入命令: 回复、转交 (如 回复 1042 …)',
  ]);
});

test('texts that begin but do not end are cut, those that do not begin are absent', () => {
  const card = ticketCard({ history: undefined });
  const said = { ...card, original: card.original!.slice(0, 20), translation: '', fields: [] };
  expect(losses(card, said)).toEqual(['放不下全文: 原文', '不显示: 订单、商品、译文']);
});

test('history is counted', () => {
  const lines = Array.from({ length: 12 }, (_, i) => ({ at: '14:02', text: `第 ${i} 步 完成` }));
  const card = ticketCard({ history: lines });
  expect(losses(card, { ...card, history: lines.slice(-4) })).toEqual(['经过只显示 4 条,共 12 条']);
  expect(losses(card, { ...card, history: [] })).toEqual(['不显示经过 (12 条)']);
  const { history: _lines, ...shown } = card;
  expect(findLosses(card, { said: shown, tappable: all }, en)).toEqual(['No history (12 lines)']);
});
