import { expect, test } from 'vitest';
import type { Card } from '../../../cards/card.ts';
import { createDingtalkPreview } from '../../../adapters/messengers/dingtalk/preview.ts';
import { renderCard } from '../../../adapters/messengers/dingtalk/render.ts';
import { words } from '../../../adapters/messengers/dingtalk/words.ts';
import { textsIn } from '../../../src/texts/texts.ts';
import { hostile, longTexts, ticketCard } from '../../contract/messenger/sample-cards.ts';
import { hostileEverywhere, tagsOf } from '../web/picture-probes.ts';

const zh = textsIn('zh', 'Asia/Shanghai');
const en = textsIn('en', 'Asia/Shanghai');
const dingtalkPreview = createDingtalkPreview();
const draw = (change: Partial<Card> = {}) => dingtalkPreview.draw(ticketCard(change), zh);
const picture = async (change: Partial<Card> = {}): Promise<string> => String(await draw(change).picture);

test('shows the very values that the template would be filled with', () => {
  const values = renderCard(ticketCard(), words.zh, { valueBytes: 1_024, multilineField: 'TEXT' });
  expect(draw().sent).toEqual({ cardData: { cardParamMap: values } });
});

test('draws what the template draws: title, tags, words, buttons, and forms behind their buttons', async () => {
  const drawn = await picture();
  expect(drawn).toMatch(/dingtalk-title" dir="auto">🔴 #1042/u);
  for (const text of ['待认领', '剩 3 小时 12 分', 'Die Dose kam verbeult an', '罐子到货时已经变形', '点「回复」后'])
    expect(drawn).toContain(text);
  expect(drawn).toContain('<span data-colour="blue">认领</span>');
  expect(drawn.match(/class="dingtalk-form"/g)).toHaveLength(3);
  expect(drawn).toMatch(/data-kind="select" data-filled="yes" dir="auto"\s*>商品破损</);
});

test('leaves no trace of what the card does not have', async () => {
  const drawn = await picture({ history: undefined, reasons: undefined, actions: [] });
  for (const absent of ['dingtalk-panel', 'dingtalk-form', 'dingtalk-buttons', '${', '收起']) expect(drawn).not.toContain(absent);
});

test('a card that fits loses what the surface never has', () => {
  expect(draw().losses).toEqual(['「转交」没有选人框,要输入名字', '输入框只有一行', '要先在钉钉导入卡片模板,否则只有文字和命令']);
  expect(dingtalkPreview.draw(ticketCard({ actions: [] }), en).losses).toEqual([
    'Needs the card template in DingTalk; without it, text and commands',
  ]);
});

test('draws by the settings of the adapter', () => {
  const preview = createDingtalkPreview({ cardTemplate: 'x.schema', multilineField: 'TEXT_AREA', cardValueBytes: 4_096 });
  expect(preview.draw(ticketCard({ original: longTexts.thai.slice(0, 6_000) }), zh).losses).toEqual([
    '「转交」没有选人框,要输入名字',
  ]);
});

test('long words are whole as long as the variables hold them, and are said to be cut after that', () => {
  expect(draw({ original: longTexts.german.slice(0, 4_000) }).losses).not.toContainEqual(expect.stringContaining('放不下'));
  expect(draw({ original: longTexts.thai }).losses).toContain('放不下全文: 原文');
  const history = Array.from({ length: 60 }, (_, i) => ({ at: '14:02', text: `${i} ${'很长的一步'.repeat(20)}` }));
  expect(draw({ history }).losses).toContainEqual(expect.stringMatching(/^经过只显示 \d+ 条,共 60 条$/));
});

test('hostile words stay words', async () => {
  const drawn = await picture(hostileEverywhere(hostile));
  const harmless = tagsOf(await picture(hostileEverywhere('words')));
  expect(tagsOf(drawn).filter((tag) => !harmless.includes(tag))).toEqual([]);
  expect(drawn).toContain('&lt;at id=all&gt;');
});

test('names of variables in a buyer’s words are not filled in', async () => {
  expect(await picture({ original: '${title} ${ticket}' })).toContain('${title} ${ticket}');
});

test.each(Object.entries(longTexts))('long %s words can be drawn everywhere', async (_name, text) => {
  expect(await picture(hostileEverywhere(text))).toContain('dingtalk-card');
});
