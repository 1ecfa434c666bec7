import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { nodes } from '../servers/database-of.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';

let feishu: FeishuEmulator;
let group: string;
let service: InsideService;
let sandbox: SandboxClient;

/** A sandbox group and one in Feishu, both with alerts; 王磊 and 陈晨 are on duty round the clock, 王磊 first. */
beforeAll(async () => {
  feishu = await startFeishuEmulator();
  group = feishu.addChat({ people: [{ id: 'ou_lin', name: '林悦' }] }).id;
  service = await startInside({
    clock: stoppedClock(),
    env: {
      GENGFU_SANDBOX: 'on',
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_BASE_URL: feishu.url,
    },
  });
  sandbox = sandboxClient(service.url);
  await until(() => feishu.connections() === nodes, 'the connections');
  await sandbox.say('lin', '/绑定');
  const code = /\d{6}/.exec((await sandbox.messages({ chat: '@lin' })).at(-1)!.text)![0];
  await inFeishu(`/绑定 ${code}`);
  await until(() => saidInFeishu()?.includes('同一个人'), 'the account to be known');
  for (const line of ['@王磊 24x7', '@陈晨 24x7']) await ask(`/值班 添加 ${line}`);
});
afterAll(async () => {
  await service.stop();
  await feishu.stop();
});

const ask = async (text: string, person = 'lin'): Promise<string> => (await sandbox.say(person, text))[0]?.text ?? '';
const inFeishu = (text: string) => feishu.pushMessage({ chat: group, person: 'ou_lin', text: `@bot ${text}` });
const saidInFeishu = () => feishu.messages(group).findLast(({ from }) => from === feishu.bot.id)?.text;
const angry = 'Das Ding brannte! Ich gehe zum Anwalt!';

let buyers = 0;
async function buyerWrites(text: string): Promise<{ ticket: number; chats: string[]; called: () => Promise<string[]> }> {
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: `buyer ${++buyers}`, text });
  await service.settled();
  const chats = [
    ...((await sandbox.cards(ticket)).length > 0 ? ['sandbox'] : []),
    ...(feishu.messages(group).some((message) => message.type === 'interactive' && message.text.includes(`#${ticket} `))
      ? ['feishu']
      : []),
  ];
  const called = async () => {
    const { id } = await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number: ticket! } });
    const calls = await service.desk.db.read.call.findMany({ where: { ticketId: id }, orderBy: { askedAt: 'asc' } });
    return [...new Set(calls.map(({ personId, load }) => `${personId} ${load}`))];
  };
  return { ticket: ticket!, chats, called };
}

test('a route is typed like a rule, and what cannot be read is refused like one', async () => {
  expect(await ask('/路由')).toContain('没有路由');
  expect(await ask('/路由 新建 当 语言是 火星文 则 本群')).toMatch(/已知的名称.*例:/s);
  expect(await ask('/路由 新建 当 天气是 雨 则 本群')).toMatch(/店铺是、平台是、国家是、语言是、主题是、级别是 或 全部/);
  expect(await ask('/路由 新建 当 语言是 德语 且 语言是 法语 则 本群')).toMatch(/店铺是、平台是、国家是、主题是/);
  expect(await ask('/路由 新建 当 店铺是 "无名" 则 本群')).toContain('已知的名称(Haushalt24、Rumah Kita)');
  expect(await ask('/路由 新建 当 语言是 德语')).toContain('本群、最闲、@名字');
  expect(await ask('/路由 新建 当 语言是 德语 则 明天')).toContain('「明天」发不到:群只能写「本群」');
  expect(await ask('/路由 新建 当 语言是 德语 则 @所有人')).toContain('发不到');
  expect((await sandbox.say('lin', '/路由 新建 当 全部 则 本群', { chat: '@lin' })).at(-1)!.text).toContain('这里是私聊');
  expect(await ask('/路由 新建 当 语言是 德语 则 @无名')).toContain('无名');
  expect(await ask('/路由 新建 当 语言是 德语 则 本群', 'wang')).toContain('主管');
  expect(await ask('/路由 删除 1')).toContain('没有编号 1');
  expect(await service.desk.db.read.route.count()).toBe(0);
});

test('language decides the group, level and load the person; /why tells both, and each change is audited', async () => {
  const before = await buyerWrites('Wo ist mein Paket?');
  expect(before.chats).toEqual(['sandbox', 'feishu']);

  await inFeishu('/route add when language is german and store is "Haushalt24" then here');
  await until(() => /已加路由 1 · 店铺是 Haushalt24 且 语言是 德语 → 本群/.test(saidInFeishu() ?? ''), 'the route');
  expect(await ask('/路由 新建 当 级别是 紧急,重要 则 最闲')).toContain('2 · 级别是 紧急,重要 → 值班里最闲的人');
  expect(await ask('/路由')).toMatch(/第一条符合的算数.*\n1 · .* → 飞书群\n2 · /);

  const calm = await buyerWrites('Wo ist mein Paket?');
  expect(calm.chats).toEqual(['feishu']);
  expect((await buyerWrites('where is my parcel?')).chats).toEqual(['sandbox', 'feishu']);

  const first = await buyerWrites(angry);
  expect(first.chats).toEqual(['feishu']);
  await expect.poll(first.called).toEqual(['wang 0']);
  // What rang for him and nobody has taken counts as his.
  const second = await buyerWrites(angry);
  await expect.poll(second.called).toEqual(['chen 0']);
  await ask(`/认领 ${second.ticket}`, 'chen');
  await ask(`/认领 ${calm.ticket}`, 'chen');
  const third = await buyerWrites(angry);
  await expect.poll(third.called).toEqual(['wang 1']);

  const why = await ask(`/为什么 ${third.ticket}`);
  expect(why).toContain('卡片发到 飞书群:路由 1(店铺是 Haushalt24 且 语言是 德语)');
  expect(why).toContain('王磊 按路由 2(级别是 紧急,重要),当时手上 1 张');
  expect(await ask(`/为什么 ${before.ticket}`)).not.toContain('路由');

  // The one who was called goes on being called, however the load moves meanwhile.
  await ask(`/关闭 ${second.ticket} 已答复`, 'chen');
  await ask(`/关闭 ${calm.ticket} 已答复`, 'chen');
  await sandbox.advance(6 * 60);
  await service.settled();
  await expect.poll(third.called).toEqual(['wang 1']);

  expect(await ask('/路由 新建 当 全部 则 @陈晨')).toMatch(/3 · 全部 → 陈晨\n[^\n]*留在原处$/);
  await ask('/路由 删除 2');
  const last = await buyerWrites(angry);
  await expect.poll(last.called).toEqual(['chen 0']);
  await ask('/route off 1');
  expect((await buyerWrites('Wo ist mein Paket?')).chats).toEqual(['sandbox', 'feishu']);
  expect(await ask(`/为什么 ${third.ticket}`)).toContain('路由 1(已删除)');
  const trail = await service.desk.db.read.auditEntry.findMany({
    where: { action: { startsWith: 'route ' } },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ action, subject, personId }) => `${action} ${subject} ${personId}`)).toEqual([
    'route added 1 lin',
    'route added 2 lin',
    'route added 3 lin',
    'route removed 2 lin',
    'route removed 1 lin',
  ]);
});
