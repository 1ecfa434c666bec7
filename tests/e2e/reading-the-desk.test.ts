import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addStore } from '../../src/stores/add-store.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let service: InsideService;
let sandbox: SandboxClient;

beforeAll(async () => {
  service = await startInside({ clock: stoppedClock() });
  sandbox = sandboxClient(service.url);
});
afterAll(() => service.stop());

const ask = async (text: string): Promise<string> => (await sandbox.say('lin', text))[0]!.text;
const hours = (n: number) => sandbox.advance(n * 3_600).then(() => service.settled());

describe('the limits of the platforms', () => {
  beforeAll(async () => {
    for (const [platform, site] of [
      ['lazada', 'my'],
      ['tiktok', 'us'],
      ['walmart', 'ca'],
      ['etsy', 'us'],
      ['mercadolibre', 'mx'],
      ['ebay', 'de'],
    ] as const)
      await addStore(service.desk, { id: `${platform}-${site}`, platform, site, name: platform, by: { id: 'lin' } });
  });

  test('each with how it counts, who says so and since when, in Chinese', async () => {
    const said = await ask('/时限');
    expect(said.split('\n')).toEqual([
      '首次响应目标 2小时,只算营业时间(/营业时间)。过去 50%、80%、100% 时提醒(改:/时限 提醒 50% 80%)。平台时限:',
      '亚马逊 · 24 小时内回复 · 周末节假日也算 · 平台规定 · 2024-02',
      '虾皮 · 12 小时内回复 · 周末节假日也算 · 平台规定 · 2026-05-14',
      '来赞达 · 当天 19:00 前回复 · 18:00 以后的来信算第二天 · 平台规定 · 2026-05-14',
      'TikTok Shop 美国 · 24 小时内回复 · 周末来信算到周一 12:00 · 平台规定 · 2026-06',
      '沃尔玛 加拿大 · 48 小时内回复 · 周末节假日也算 · 平台规定 · 2024-10-30',
      'Etsy · 24 小时内回复 · 只看每个对话的第一条,周末节假日也算 · 平台规定',
      '美客多 · 72 小时内回复 · 只算周一至周五 · 未经证实',
      'eBay · 24 小时内回复 · 周末节假日也算 · 平台没有规定,参考目标 · 2026-11-21',
    ]);
    expect(await ask('/sla amazon 90m')).toContain('亚马逊 · 1小时30分钟内回复 · 周末节假日也算 · 本团队设定\n');
    await ask('/sla amazon off');
  });

  test('and in English, without a word of Chinese', async () => {
    await ask('/lang en');
    const said = await ask('/sla');
    expect(said).toContain('Amazon · within 24 h · weekends and holidays count · official · 2024-02');
    expect(said).toContain('Mercado Libre · within 72 h · Monday to Friday only · unconfirmed');
    expect(said).not.toMatch(/\p{Script=Han}/u);
    await ask('/lang zh');
  });
});

test('what waits for us and what waits for the buyer are told apart, and each clock is counted by its own calendar', async () => {
  expect(await ask('/列表')).toBe('没有待处理的单。');
  const first = await sandbox.buyer({ store: 'amazon-de', buyer: 'a', text: 'Wo ist mein Paket?' });
  const second = await sandbox.buyer({ store: 'amazon-de', buyer: 'b', text: 'Wo ist mein Paket?' });
  await service.settled();
  await ask(`/回复 ${first.ticket} 您的包裹已经在路上，预计两天内送达。`);
  await service.settled();

  const list = await ask('/列表');
  expect(list).toMatch(/^等我们处理 1 张,等买家回复 1 张。最急的在前:\n/);
  expect(list).toMatch(new RegExp(`#${second.ticket} .* · 待认领 · 团队时限剩 2 小时$`, 'm'));
  expect(list, 'no clock, no dash').toMatch(new RegExp(`#${first.ticket} .*等买家回复 林悦$`, 'm'));
  expect(await ask('/我的')).toMatch(/^林悦 手上等处理 0 张,等买家回复 1 张:\n/);
  expect(await ask('/状态')).toContain('等我们处理 1 张(无人认领 1 张),等买家回复 1 张\n');

  // Tuesday 10:00 + 12 h: due at noon, and the desk closed at six.
  await hours(12);
  expect(await ask('/列表')).toContain('团队时限已超 6 小时(营业时间)');
  const { card } = (await sandbox.say('lin', `/查看 ${second.ticket}`))[0]!;
  expect(card!.countdown).toBe('已超 6 小时(营业时间)');
  expect(card!.fields.find(({ label }) => label === '平台时限')!.value).toMatch(/剩 12 小时$/);

  const third = await sandbox.buyer({ store: 'amazon-de', buyer: 'c', text: 'Wo ist mein Paket?' });
  await service.settled();
  expect(await ask('/列表'), 'at night').toMatch(new RegExp(`#${third.ticket} .*团队时限剩 2 小时\\(营业时间\\)$`, 'm'));
});
