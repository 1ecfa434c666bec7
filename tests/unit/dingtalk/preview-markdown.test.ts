import { expect, test } from 'vitest';
import { dingtalkTextPreview } from '../../../adapters/messengers/dingtalk/preview-markdown.ts';
import { textsIn } from '../../../src/texts/texts.ts';
import { hostile, longTexts, ticketCard } from '../../contract/messenger/sample-cards.ts';
import { hostileEverywhere, tagsOf } from '../web/picture-probes.ts';
import { openScene } from './scene.ts';

const zh = textsIn('zh', 'Asia/Shanghai');
const draw = (change = {}) => dingtalkTextPreview.draw(ticketCard(change), zh);

test('draws the very message that a group without the template gets', async () => {
  const scene = await openScene({ options: { cardTemplate: undefined } });
  await scene.post();
  const [posted] = scene.emulator.messages(scene.chat);
  await scene.stop();
  const { sent, picture, losses } = draw();
  expect(sent).toEqual({ msgKey: posted!.type, msgParam: posted!.content });
  const drawn = String(await picture);
  expect(drawn).toMatch(/dingtalk-title" dir="auto">🔴 #1042/u);
  expect(drawn).toContain('data-bold="yes" dir="auto">译文');
  expect(drawn).not.toMatch(/\*\*|###/);
  expect(losses).toEqual([expect.stringContaining('没有按钮,要输入命令'), '发成文字消息,不是卡片']);
});

test('words of people stay words, whatever stands in them', async () => {
  const drawn = String(await draw(hostileEverywhere(hostile)).picture);
  const harmless = tagsOf(String(await draw(hostileEverywhere('words')).picture));
  expect(tagsOf(drawn).filter((tag) => !harmless.includes(tag) && tag !== '<br />')).toEqual([]);
  for (const text of Object.values(longTexts))
    expect(String(await draw(hostileEverywhere(text)).picture)).toContain('dingtalk-card');
});
