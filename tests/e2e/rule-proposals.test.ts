import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/clocks/local-day.ts';
import { variantOf } from '../../src/rules/trial.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxMessage } from '../timeline/sandbox-client.ts';
import { wordsOf } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';

let clock: ReturnType<typeof stoppedClock>;
let service: InsideService;
let sandbox: ReturnType<typeof sandboxClient>;

beforeEach(async () => {
  clock = stoppedClock();
  await begin();
});
afterEach(() => service.stop());

async function begin(folder?: string, env: Record<string, string> = {}): Promise<void> {
  service = await startInside({ clock, folder, env: { GENGFU_SANDBOX: 'on', ...env } });
  sandbox = sandboxClient(service.url);
}

const ask = async (text: string, person = 'lin'): Promise<string> => (await sandbox.say(person, text))[0]?.text ?? '';
const write = async (buyer: string, text: string): Promise<number> =>
  (await sandbox.buyer({ store: 'amazon-de', buyer, text })).ticket!;

/** The newest card whose title has the words. */
async function card(title: string): Promise<SandboxMessage> {
  await service.settled();
  const found = (await sandbox.messages()).findLast((message) => message.card?.title.includes(title));
  expect(found, title).toBeDefined();
  return found!;
}

const rules = async (): Promise<string> => ask('/规则 列表');

test('a rule is seen at work before it is saved, changed the same way, and every step can be taken back', async () => {
  await write('a', 'zorbl please');
  await write('b', 'no such word');
  await ask('/规则 预览 怪词 当 内容包含 "zorbl" 则 普通');
  const preview = await card('「怪词」预览');
  expect(wordsOf(preview.card!)).toMatch(/近 7 天: 会提醒 1 次,其中 1 次只有它会响/);
  expect(wordsOf(preview.card!)).toContain('zorbl please');
  expect(await rules()).not.toContain('怪词');

  expect((await sandbox.tap({ messageId: preview.id, action: 'adopt', person: 'chen' })).toast).toContain('主管');
  expect(await rules()).not.toContain('怪词');
  const saved = await sandbox.tap({ messageId: preview.id, action: 'adopt', person: 'lin' });
  expect(saved.toast).toContain('已保存,规则「怪词」从现在起提醒');
  expect(saved).toMatchObject({ toastType: 'success', card: { subtitle: '已采用', actions: [] } });
  expect(await rules()).toContain('怪词');
  expect((await sandbox.tap({ messageId: preview.id, action: 'drop', person: 'lin' })).toast).toContain('已经处理过');

  expect(await ask('/规则 新建 怪词 当 内容包含 "x" 则 普通')).toContain('已经有');
  await ask('/规则 修改 怪词 改成 当 内容包含 "zorbl","word" 则 紧急');
  const change = await card('「怪词」预览');
  expect(wordsOf(change.card!)).toMatch(/会提醒 2 次.*\(现在的写法 1 次\)/);
  const [, number] = /编号 (\d+)/.exec(change.card!.title)!;
  expect(await ask(`/规则 采用 ${number}`)).toContain('已采用');
  expect(await rules()).toMatch(/怪词 · 紧急/);
  await ask('/规则 停用 怪词');

  expect(await ask('/规则 撤销')).toContain('已撤销');
  expect(await rules()).toMatch(/● 怪词 · 紧急/);
  expect(await ask('/规则 撤销')).toContain('已撤销');
  expect(await rules()).toMatch(/● 怪词 · 普通/);
  expect(await ask('/规则 撤销')).toContain('删掉');
  expect(await rules()).not.toContain('怪词');
  expect(await ask('/规则 撤销')).toContain('没有可以撤销');
  expect(await ask('/规则 采用 99')).toContain('没有编号 99');
});

test('a new rule is seen before it is saved, rewritten on its card as often as it takes, and dropped without a trace', async () => {
  await write('a', 'zorbl please');
  expect(await ask('/规则 新建 怪词 当 内容包含 "zorb" 则 普通')).toContain('卡片马上到');
  const first = await card('「怪词」预览 · 编号 1');
  expect(first.card!.actions.map(({ action }) => action)).toEqual(['adopt', 'change', 'drop']);
  expect(first.card!.actions[1]!.fields![0]).toMatchObject({ name: 'rule', value: '当 内容包含 "zorb" 则 普通' });
  const change = (rule: string, person = 'lin', messageId = first.id) =>
    sandbox.tap({ messageId, action: 'change', person, form: { rule } });

  const wrong = await change('当 内容包含 "zorbl" 则 超级');
  expect(wrong.toastType).toBe('warning');
  expect(wrong.card!.notice).toMatch(/紧急、重要 或 普通.*例:/s);
  expect(wrong.card!.actions[1]!.fields![0]!.value, 'nothing typed is lost').toBe('当 内容包含 "zorbl" 则 超级');
  expect(wordsOf(wrong.card!), 'nor what was seen').toContain('近 7 天: 会提醒 0 次');
  expect((await change('当 内容包含 "zorbl" 则 普通', 'wang')).toast).toContain('主管');

  expect(await change('当 内容包含 "zorbl" 则 普通')).toMatchObject({
    toastType: 'success',
    card: { subtitle: '已改写,见后面的卡片', actions: [] },
  });
  const second = await card('「怪词」预览 · 编号 2');
  expect(wordsOf(second.card!)).toContain('近 7 天: 会提醒 1 次');
  expect((await change('当 内容包含 "y" 则 普通')).toast).toContain('已经处理过');
  await sandbox.tap({ messageId: second.id, action: 'drop', person: 'lin' });
  expect(await rules()).not.toContain('怪词');

  await ask('/规则 新建 当 内容包含 "one" 则 普通');
  await ask('/规则 新建 当 内容包含 "two" 则 普通');
  for (const number of [3, 4]) await ask(`/规则 采用 ${number}`);
  expect(await rules()).toMatch(/"one"[^]*"two"/);
  expect(await ask('/rule add now plain words when text contains "three" then normal')).toContain('已启用');
  expect(await rules()).toContain('plain words');
});

test('a silent rule records and does not ring', async () => {
  await ask('/规则 新建 直接 怪词 当 内容包含 "zorbl" 则 紧急');
  expect(await ask('/规则 静默 怪词 开')).toContain('只记录');
  const number = await write('a', 'zorbl please');
  expect(await service.desk.db.read.ticket.findUnique({ where: { number } })).toMatchObject({ level: 'normal', reasons: '[]' });
  expect(await service.desk.db.read.alert.findMany()).toMatchObject([{ ruleName: '怪词', state: 'shadow' }]);
  await ask('/规则 静默 怪词 关');
  const loud = await write('b', 'zorbl please');
  expect(await service.desk.db.read.ticket.findUnique({ where: { number: loud } })).toMatchObject({ level: 'urgent' });
  expect(await ask('/规则 试跑 店铺表现超限')).toContain('没有旧消息可以试跑');
  await ask('/规则 新建 迟发 当 指标 迟发率 高于 2% 则 普通');
  expect(wordsOf((await card('「迟发」预览')).card!)).toContain('近 7 天: 看的不是买家消息');
  expect(await ask('/规则 静默 店铺表现超限 开')).toContain('分不出两半来对比');
  expect(await ask('/规则 试用 怪词 改成 当 突增 退款 3倍 2小时 则 紧急')).toContain('没法和「怪词」各管一半');
});

test('two forms share the tickets, both are recorded, survive a restart, and the better is adopted by a tap', async () => {
  // A made-up word reads as displeasure.
  await ask('/规则 停用 语气不满');
  await ask('/规则 新建 直接 怪词 当 内容包含 "zorbl" 则 重要');
  expect(await ask('/规则 对比 怪词')).toContain('没有在对比');
  expect(await ask('/规则 试用 怪词 改成 当 内容包含 "zorbl" 且 非 内容包含 "maybe" 则 重要')).toContain('开始对比');
  await service.stop();
  await begin(service.folder);

  for (let index = 0; index < 40; index++) {
    const text = index % 2 === 0 ? 'zorbl, maybe' : 'zorbl today';
    const number = await write(`buyer ${index}`, text);
    const ticket = await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number } });
    const [alert] = await service.desk.db.read.alert.findMany({ where: { ticketId: ticket.id } });
    const form = variantOf(alert!.ruleId, ticket.id);
    const rings = form === 'a' || text.includes('today');
    expect(alert).toMatchObject({ variant: text.includes('maybe') ? 'a' : 'ab', state: rings ? 'rang' : 'shadow' });
    expect(ticket.level).toBe(rings ? 'important' : 'normal');
    clock.advance(3_600_000);
    await ask(text.includes('maybe') ? `/误报 ${number}` : `/关闭 ${number} 已答复`);
  }
  await ask('/规则 对比 怪词');
  const compared = await card('两种写法对比');
  const words = wordsOf(compared.card!);
  expect(words).toMatch(/A 现在的写法: 命中 40 · 响了 \d+ 张单 · 误报 \d+\/\d+ = \d+%\(\d+%–\d+%\)/);
  expect(words).toMatch(/B 新写法: 命中 20 · .*误报 0\//);
  expect(words).toMatch(/两种都命中: 20/);
  expect(words).toMatch(/95% 区间 -\d+ 到 /);

  await sandbox.tap({ messageId: compared.id, action: 'adopt', person: 'lin' });
  expect(await rules()).toMatch(/怪词 .*maybe/);
  const number = await write('later', 'zorbl, maybe');
  expect(
    await service.desk.db.read.alert.count({
      where: { ticketId: (await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number } })).id },
    }),
  ).toBe(0);
  expect(await ask('/规则 对比 怪词')).toContain('没有在对比');
});

test('after ten dismissals a rule gets advice: the word to drop, and what the past says to it', async () => {
  await ask('/规则 停用 语气不满');
  await ask('/规则 新建 直接 怪词 当 内容包含 "zorbl","refrigerator" 则 重要');
  for (let index = 0; index < 10; index++) {
    const number = await write(`buyer ${index}`, 'zorbl today');
    await ask(`/误报 ${number}`);
    // Apart, so that each rings by itself.
    clock.advance(5 * MINUTE_MS);
  }
  await ask(`/关闭 ${await write('real', 'my refrigerator')} 已答复`);
  const advice = await card('「怪词」建议');
  const words = wordsOf(advice.card!);
  expect(words).toMatch(/10 张是误报/);
  expect(words).toContain('建议去掉 「zorbl」');
  expect(words).toMatch(/近 7 天: 会提醒 1 次.*\(现在的写法 11 次\)/);
  expect(advice.card!.actions.map(({ action }) => action)).toEqual(['adopt', 'later', 'never']);

  await sandbox.tap({ messageId: advice.id, action: 'adopt', person: 'lin' });
  expect(await rules()).toMatch(/怪词 .*"refrigerator"/);
  expect(await rules()).not.toContain('zorbl');
  expect(await ask('/规则 撤销')).toContain('已撤销');
  expect(await rules()).toContain('zorbl');
});

test('in Feishu the same tap saves a rule', async () => {
  await service.stop();
  const feishu = await startFeishuEmulator();
  const chat = feishu.addChat({ people: [{ id: 'ou_lin', name: '林悦' }] }).id;
  await begin(undefined, {
    FEISHU_APP_ID: feishu.appId,
    FEISHU_APP_SECRET: feishu.appSecret,
    FEISHU_BASE_URL: feishu.url,
  });
  await expect.poll(() => feishu.connections()).toBe(1);
  await feishu.pushMessage({ chat, person: 'ou_lin', text: `@bot /绑定 ${service.desk.bindCode.code}` });
  await feishu.pushMessage({ chat, person: 'ou_lin', text: '@bot /规则 新建 怪词 当 内容包含 "zorb" 则 普通' });
  const preview = async (number: number) => {
    const title = `「怪词」预览 · 编号 ${number}`;
    return until(() => feishu.messages(chat).find(({ text }) => text.includes(title))?.messageId, title);
  };
  const words = { rule: '当 内容包含 "zorbl" 则 普通' };
  await feishu.press({ messageId: await preview(1), person: 'ou_lin', action: 'change', form: words });
  await feishu.press({ messageId: await preview(2), person: 'ou_lin', action: 'adopt' });
  expect(await service.desk.db.read.rule.count({ where: { name: '怪词' } })).toBe(1);
  await feishu.stop();
});
