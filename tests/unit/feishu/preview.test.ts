import { expect, test } from 'vitest';
import type { Card } from '../../../cards/card.ts';
import { feishuPreview } from '../../../adapters/messengers/feishu/preview.ts';
import { renderCard } from '../../../adapters/messengers/feishu/render.ts';
import { words } from '../../../adapters/messengers/feishu/words.ts';
import { textsIn } from '../../../src/texts/texts.ts';
import { hostile, longTexts, ticketCard } from '../../contract/messenger/sample-cards.ts';
import { hostileEverywhere, tagsOf } from '../web/picture-probes.ts';

const zh = textsIn('zh', 'Asia/Shanghai');
const en = textsIn('en', 'Asia/Shanghai');
const draw = (change: Partial<Card> = {}) => feishuPreview.draw(ticketCard(change), zh);
const picture = async (change: Partial<Card> = {}): Promise<string> => String(await draw(change).picture);

test('shows the very JSON that would be sent', () => {
  expect(draw().sent).toEqual(renderCard(ticketCard(), words.zh));
});

test('draws header, tags, columns, buttons, pickers and forms', async () => {
  const drawn = await picture();
  expect(drawn).toContain('feishu-head" data-colour="red"');
  for (const text of ['待认领', '剩 3 小时 12 分', '德语', 'Die Dose kam verbeult an', '罐子到货时已经变形', '商品破损'])
    expect(drawn).toContain(text);
  expect(drawn.match(/class="feishu-form"/g)).toHaveLength(2);
  expect(drawn).toMatch(/data-type="primary" data-size="medium">认领</);
  expect(drawn).toMatch(/class="feishu-select" data-width="auto" data-chosen="no"\s*>转交</);
  expect(drawn).toMatch(/<details class="feishu-panel">\s*<summary>经过 \(1\)/);
});

test('a card that fits loses what the platform never has', () => {
  expect(draw().losses).toEqual(['一次最多输入 1000 字', '14 天后卡片不再更新']);
  expect(draw({ ticket: undefined, actions: [] }).losses).toEqual([]);
  expect(feishuPreview.draw(ticketCard(), en).losses).toEqual([
    'At most 1000 characters in one input',
    'The card stops changing after 14 days',
  ]);
});

test('what was cut, left out or masked is said', () => {
  expect(draw({ original: longTexts.german }).losses).toContain('放不下全文: 原文');
  expect(draw({ original: 'Rufen Sie an: +49 171 2345678' }).losses).toContain('电话和邮箱会打码');
  expect(draw({ kind: 'compact' }).losses).toEqual(
    expect.arrayContaining(['不显示: 原文、译文、为什么提醒', '不显示经过 (1 条)']),
  );
});

test('hostile words stay words', async () => {
  const drawn = await picture(hostileEverywhere(hostile));
  expect(tagsOf(drawn)).toEqual(tagsOf(await picture(hostileEverywhere('words'))));
  expect(drawn).toContain('&lt;at id=all&gt;');
});

test.each(Object.entries(longTexts))('long %s words are drawn as they would be sent', async (_name, text) => {
  const { sent } = draw({ original: text, translation: text });
  expect(await picture({ original: text, translation: text })).toContain(/余下 \d+ 字/.exec(JSON.stringify(sent))![0]);
});
