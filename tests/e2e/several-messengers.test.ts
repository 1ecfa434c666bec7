import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { startWecomEmulator } from '../emulators/wecom.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { dingtalkEnv } from '../timeline/dingtalk-env.ts';

const cardTemplate = readFileSync(new URL('../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url), 'utf8');

let feishu: FeishuEmulator;
let group: string;
let service: InsideService;
let sandbox: SandboxClient;

beforeEach(async () => {
  feishu = await startFeishuEmulator();
  group = feishu.addChat({ people: [{ id: 'ou_lin', name: '林悦' }] }).id;
  service = await startInside({
    clock: createClock(),
    env: {
      GENGFU_SANDBOX: 'on',
      ...feishuSettings(),
    },
  });
  sandbox = sandboxClient(service.url);
  // The first one loads the SDK.
  await expect.poll(() => feishu.connections(), { timeout: 10_000 }).toBe(1);
});
afterEach(async () => {
  await service.stop();
  await feishu.stop();
});

const feishuSettings = () => ({
  FEISHU_APP_ID: feishu.appId,
  FEISHU_APP_SECRET: feishu.appSecret,
  FEISHU_BASE_URL: feishu.url,
});
const inFeishu = (text: string) => feishu.pushMessage({ chat: group, person: 'ou_lin', text: `@bot ${text}` });
const said = () => feishu.messages(group).filter(({ type, from }) => type !== 'interactive' && from === feishu.bot.id);
const cards = () => feishu.messages(group).filter(({ type }) => type === 'interactive');

async function codeFor(person: string): Promise<string> {
  await sandbox.say(person, '/绑定');
  const whispers = await sandbox.messages({ chat: `@${person}` });
  return /\d{6}/.exec(whispers.at(-1)!.text)![0];
}

/** 林悦 of the sandbox takes her Feishu account along. */
async function bindLin(): Promise<void> {
  await inFeishu(`/绑定 ${await codeFor('lin')}`);
  await expect.poll(() => said().at(-1)?.text).toContain('两个账号现在是同一个人');
}

test('a code given in private makes two accounts one person; a supervisor’s group gets alerts', async () => {
  const [answer] = await sandbox.say('lin', '/绑定');
  expect(answer!.text).toBe('绑定码已私信给您。');
  const [whisper] = await sandbox.messages({ chat: '@lin' });
  const code = /\d{6}/.exec(whisper!.text)![0];
  expect((await sandbox.messages({ chat: 'night-watch' })).some(({ text }) => text.includes(code))).toBe(false);

  await inFeishu('/绑定 000000');
  await expect.poll(() => said().length).toBe(1);
  await inFeishu(`/绑定 ${code}`);
  await expect.poll(() => said().at(-1)?.text).toContain('这个群也会收到提醒');
  await inFeishu(`/绑定 ${code}`);
  await expect.poll(() => said().length).toBe(3);
  expect(said().at(-1)!.text).toContain('每个码只能用一次');

  const accounts = await service.desk.db.read.account.findMany({ where: { personId: 'lin' }, orderBy: { messenger: 'asc' } });
  expect(accounts.map(({ messenger, externalId }) => `${messenger} ${externalId}`)).toEqual(['feishu ou_lin', 'sandbox lin']);
});

test('somebody nobody knows may look, not touch', async () => {
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'k', text: 'Wo ist mein Paket?' });
  await inFeishu('/列表');
  await expect.poll(() => said().at(-1)?.text).toContain(`#${ticket}`);
  await inFeishu(`/认领 ${ticket}`);
  await expect.poll(() => said().at(-1)?.text).toMatch(/需要客服权限/);
});

test('somebody known by both accounts stays one person, with the tickets of both and the higher role', async () => {
  await inFeishu(`/绑定 ${service.desk.bindCode.code}`);
  await expect.poll(() => said().length).toBe(1);
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Wo ist mein Paket?' });
  await expect.poll(() => cards().length).toBe(1);
  await feishu.press({ messageId: cards()[0]!.messageId, person: 'ou_lin', action: 'claim' });
  await bindLin();
  const { ownerId } = await service.desk.db.read.ticket.findUniqueOrThrow({ where: { number: ticket! } });
  const people = await service.desk.db.read.person.findMany({ where: { name: { in: ['林悦', 'ou_lin'] } } });
  expect(people).toMatchObject([{ id: ownerId, role: 'admin' }]);
});

test('a card of two weeks ago is followed by a fresh one that says so, once something has happened', async () => {
  await inFeishu(`/绑定 ${service.desk.bindCode.code}`);
  await expect.poll(() => said().length).toBe(1);
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Wo ist mein Paket?' });
  await expect.poll(() => cards().length).toBe(1);
  await service.settled();
  feishu.age(cards()[0]!.messageId, 15 * 24 * 3_600_000);
  const before = cards()[0]!.text;
  await inFeishu(`/认领 ${ticket}`);
  await expect.poll(() => cards().length).toBe(2);
  expect(cards()[0]!.text, 'nobody can change it').toBe(before);
  expect(cards()[1]!.text).toContain(`#${ticket}`);
  expect(cards()[1]!.text).toContain('代替之前的卡片');
  expect(cards()[1]!.text).toMatch(/处理中/);
});

test('a claim in one messenger stands in the other within a second', async () => {
  await bindLin();
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Ich möchte mein Geld zurück!' });
  await expect.poll(() => cards().length).toBe(1);
  const [here] = await sandbox.cards(ticket);
  await sandbox.tap({ messageId: here!.id, action: 'claim', person: 'wang' });
  await expect.poll(() => cards()[0]!.text, { timeout: 2_000 }).toContain('王磊');

  await inFeishu(`/认领 ${ticket}`);
  await expect.poll(() => said().at(-1)?.text).toMatch(/王磊 已在.*认领/);
  // Who has an account here has a picture here.
  expect(cards()[0]!.content).not.toContain('"tag":"person"');
  const [again] = await sandbox.cards(ticket);
  await sandbox.tap({ messageId: again!.id, action: 'unclaim', person: 'wang' });
  await sandbox.tap({ messageId: again!.id, action: 'claim', person: 'lin' });
  await expect.poll(() => cards()[0]!.content, { timeout: 5_000 }).toContain('"tag":"person","user_id":"ou_lin"');
  await inFeishu('/提醒 关');
  await expect.poll(() => said().at(-1)?.text).toContain('不再收到新的提醒');
  await sandbox.buyer({ store: 'amazon-de', buyer: 'Jonas', text: 'Wo ist mein Paket?' });
  await service.settled();
  expect(cards()).toHaveLength(1);
});

test('one ticket in four messengers: a claim in one, an answer from another, and all say so', async () => {
  const dingtalk = await startDingtalkEmulator({ templates: { 'gengfu-ticket.schema': cardTemplate } });
  const wecom = await startWecomEmulator({ botName: '更夫' });
  const dingGroup = dingtalk.addChat({ people: [{ id: '0166501', name: '林悦' }] }).id;
  const wecomGroup = wecom.addChat({ people: [{ id: 'linyue', name: '林悦' }] }).id;
  await service.stop();
  service = await startInside({
    clock: createClock(),
    env: {
      GENGFU_SANDBOX: 'on',
      ...feishuSettings(),
      ...dingtalkEnv(dingtalk),
      DINGTALK_CARD_TEMPLATE: 'gengfu-ticket.schema',
      WECOM_BOT_ID: wecom.botId,
      WECOM_BOT_SECRET: wecom.secret,
      WECOM_BOT_NAME: '更夫',
      WECOM_WS_URL: wecom.wsUrl,
    },
  });
  sandbox = sandboxClient(service.url);
  try {
    await expect.poll(() => [feishu, dingtalk, wecom].map((each) => each.connections()), { timeout: 10_000 }).toEqual([1, 1, 1]);
    await bindLin();
    await dingtalk.pushMessage({ chat: dingGroup, person: '0166501', text: `@bot /绑定 ${await codeFor('lin')}` });
    await wecom.pushMessage({ chat: wecomGroup, person: 'linyue', text: `@bot /绑定 ${await codeFor('lin')}` });
    const alertChats = () => service.desk.chats.alertChats().map(({ messenger }) => messenger);
    await expect.poll(() => alertChats().sort()).toEqual(['dingtalk', 'feishu', 'sandbox', 'wecom']);

    const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Ich möchte mein Geld zurück!' });
    const inDing = () => dingtalk.messages(dingGroup).filter(({ text }) => text.includes(`#${ticket} `));
    const inWecom = () => wecom.messages(wecomGroup).filter(({ card, text }) => card && text.includes(`#${ticket} `));
    await expect.poll(() => [cards().length, inDing().length, inWecom().length], { timeout: 5_000 }).toEqual([1, 1, 1]);

    const claimed = await dingtalk.press({ messageId: inDing()[0]!.messageId, person: '0166501', action: 'claim' });
    expect(claimed.failure).toBeUndefined();
    expect(inDing()[0]!.text).toContain('林悦');
    await expect.poll(() => cards()[0]!.text, { timeout: 2_000 }).toContain('林悦');
    await expect.poll(async () => (await sandbox.cards(ticket))[0]!.card?.owner).toBe('林悦');
    // A card in WeCom that nobody taps there cannot change: a compact one follows once things have settled.
    expect(inWecom()).toHaveLength(1);
    await sandbox.advance(16);
    await expect.poll(() => inWecom().at(-1)!.text, { timeout: 5_000 }).toContain('林悦');
    expect(inWecom()).toHaveLength(2);

    await wecom.pushMessage({
      chat: wecomGroup,
      person: 'linyue',
      text: '@bot 很抱歉,马上为您处理',
      quotes: inWecom().at(-1)!.messageId,
    });
    await expect
      .poll(async () => (await sandbox.outbound('amazon-de')).map((reply) => reply.ticket), { timeout: 5_000 })
      .toEqual([ticket]);
    await expect
      .poll(() => [cards()[0]!.text, inDing()[0]!.text].every((text) => text.includes('已接收')), { timeout: 5_000 })
      .toBe(true);
  } finally {
    await Promise.all([dingtalk.stop(), wecom.stop()]);
  }
});
