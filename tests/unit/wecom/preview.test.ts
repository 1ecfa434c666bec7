import { expect, test } from 'vitest';
import type { Card } from '../../../cards/card.ts';
import { createWecomPreview } from '../../../adapters/messengers/wecom/preview.ts';
import { renderCard } from '../../../adapters/messengers/wecom/render.ts';
import { words } from '../../../adapters/messengers/wecom/words.ts';
import { textsIn } from '../../../src/texts/texts.ts';
import { hostile, longTexts, ticketCard } from '../../contract/messenger/sample-cards.ts';
import { hostileEverywhere, tagsOf } from '../web/picture-probes.ts';

const zh = textsIn('zh', 'Asia/Shanghai');
const en = textsIn('en', 'Asia/Shanghai');
const wecomPreview = createWecomPreview();
const draw = (change: Partial<Card> = {}) => wecomPreview.draw(ticketCard(change), zh);
const picture = async (change: Partial<Card> = {}): Promise<string> => String(await draw(change).picture);

interface Sent {
  msgtype: string;
  template_card: { task_id: string };
}

test('shows the very card that would be sent', () => {
  const [message, ...others] = draw().sent as Sent[];
  expect(others).toEqual([]);
  const drawing = { words: words.zh, botName: '更夫', quoteBytes: 1_500, questions: 'in-card' } as const;
  expect(message?.template_card).toEqual(renderCard(ticketCard(), message!.template_card.task_id, drawing).card);
});

test('draws title, quote, rows and buttons, and what follows a tap', async () => {
  const drawn = await picture();
  for (const text of ['wecom-source" data-colour="2"', '罐子到货时已经变形', '302-1112223-4445556', '回复请 @更夫 并输入'])
    expect(drawn).toContain(text);
  expect(drawn).toMatch(/<span data-style="1">认领<\/span>/);
  expect(drawn).not.toMatch(/<(input|textarea|button|select)/);
  expect(drawn).toMatch(/<summary>点「关闭」后<\/summary>/);
  expect(drawn).toContain('<li data-chosen="yes">商品破损</li>');
});

test('says what a WeCom team loses', () => {
  expect(draw().losses).toEqual([
    '没有按钮,要输入命令: 回复、转交 (如 回复 1042 …)',
    '不显示经过 (1 条)',
    '选项要先点按钮才出现',
    '没人点按时卡片不会变,新情况另发一张',
  ]);
  expect(wecomPreview.draw(ticketCard(), en).losses).toContain('No history (1 line)');
});

test('a time that is typed elsewhere is picked', () => {
  const until = { name: 'until', kind: 'time', label: '到', required: true } as const;
  const actions = [{ action: 'snooze' as const, label: '稍后', command: '/稍后 1042', fields: [until] }];
  expect(draw({ actions }).losses).toContain('「稍后」只能选现成的时间');
});

test('what does not fit goes first as a message', async () => {
  const { sent, losses } = draw({ original: longTexts.german.slice(0, 4_000) });
  expect((sent as Sent[]).map(({ msgtype }) => msgtype)).toEqual(['markdown', 'template_card']);
  expect(losses).toEqual(expect.arrayContaining(['放不下全文: 原文', '放不下的全文会先单独发一条']));
  expect(await picture({ original: longTexts.german.slice(0, 4_000) })).toContain('class="wecom-text"');
});

test('what is about no ticket is text', async () => {
  const notice: Partial<Card> = { kind: 'notice', ticket: undefined, actions: [], history: undefined };
  const { sent, losses } = draw(notice);
  expect((sent as Sent[]).map(({ msgtype }) => msgtype)).toEqual(['markdown']);
  expect(losses).toEqual(['发成文字消息,不是卡片']);
  expect(await picture(notice)).not.toContain('wecom-card');
});

test('draws by the settings of the adapter', async () => {
  const preview = createWecomPreview({ botName: '值夜', updatedCards: 'dead', fullText: 'never' });
  const { sent, picture: drawn, losses } = preview.draw(ticketCard({ original: longTexts.german.slice(0, 4_000) }), zh);
  expect((sent as Sent[]).map(({ msgtype }) => msgtype)).toEqual(['template_card']);
  expect(String(await drawn)).toContain('回复请 @值夜');
  expect(losses[0]).toBe('没有按钮,要输入命令: 回复、转交、关闭 (如 回复 1042 …)');
});

test('hostile words stay words', async () => {
  const drawn = await picture(hostileEverywhere(hostile));
  const harmless = tagsOf(await picture(hostileEverywhere(`${'words '.repeat(80)}`)));
  expect(tagsOf(drawn).filter((tag) => !harmless.includes(tag))).toEqual([]);
  expect(drawn).toContain('&lt;at');
});

test.each(Object.entries(longTexts))('long %s words can be drawn everywhere', async (_name, text) => {
  expect(await picture(hostileEverywhere(text))).toContain('wecom-card');
});
