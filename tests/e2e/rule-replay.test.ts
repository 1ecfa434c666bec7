import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../src/store/ids.ts';
import { insertRows } from '../../src/store/rows.ts';
import type { Desk } from '../../src/desk.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { wordsOf } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

const dayMs = 86_400_000;
const pngStart = [0x89, 0x50, 0x4e, 0x47];

let clock: ReturnType<typeof stoppedClock>;
let service: InsideService;
let feishu: FeishuEmulator | undefined;

beforeEach(() => {
  clock = stoppedClock();
});
afterEach(async () => {
  await service.stop();
  await feishu?.stop();
  feishu = undefined;
});

async function writtenIn(): Promise<ReturnType<typeof sandboxClient>> {
  const sandbox = sandboxClient(service.url);
  const words = ['refund please', 'I want a refund, it burned my hand', 'does it come in blue?', 'my refund <b>now</b>'];
  for (const [index, text] of words.entries())
    await sandbox.buyer({ store: 'amazon-de', buyer: `buyer ${index}`, text: `${text} zorbl` });
  await service.settled();
  return sandbox;
}

test('a rule is tried on what was written: one card, its picture, ten samples at most, what other rules see as well', async () => {
  service = await startInside({ clock, env: { GENGFU_SANDBOX: 'on' } });
  const sandbox = await writtenIn();
  await sandbox.say('lin', '/规则 新建 直接 钱 当 内容包含 "refund" 则 普通');
  await sandbox.say('lin', '/规则 新建 直接 怪词 当 内容包含 "zorbl" 则 普通');
  const [answer] = await sandbox.say('lin', '/规则 试跑 怪词 7天');
  expect(answer!.text).toContain('开始试跑「怪词」');
  await service.settled();

  const [card] = (await sandbox.messages()).filter((message) => message.card?.title.includes('试跑'));
  const words = wordsOf(card!.card!);
  expect(words).toContain('会提醒 4 次');
  expect(words).toMatch(/其中 3 条别的规则也会响,1 条只有它会响/);
  expect(words).toMatch(/钱 3/);
  expect(words).toContain('does it come in blue? zorbl (新)');
  const picture = card!.card!.attachments![0]!;
  const shown = await fetch(service.url + picture.thumbnail!.path);
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect([...new Uint8Array(await shown.arrayBuffer()).slice(0, 4)]).toEqual(pngStart);
  expect((await fetch(service.url + picture.path!.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')))).status).toBe(404);

  await sandbox.say('lin', '/rule replay all 7d');
  await service.settled();
  const all = (await sandbox.messages()).findLast((message) => message.card?.title.includes('试跑'));
  expect(wordsOf(all!.card!)).toMatch(/各规则: 怪词 4 · .*钱 3/);
});

test('refusals in words; a replay can be called off and another begins', async () => {
  service = await startInside({ clock, env: { GENGFU_SANDBOX: 'on' } });
  const sandbox = await writtenIn();
  const answer = async (text: string): Promise<string> => (await sandbox.say('lin', text))[0]!.text;
  expect(await answer('/规则 试跑 没有这条 7天')).toContain('没有叫「没有这条」的规则');
  expect(await answer('/规则 停止试跑')).toContain('没有试跑');
  await fillPast(service.desk, 100_000);
  await answer('/规则 试跑 退款与索赔 30天');
  expect(await answer('/规则 试跑 退款与索赔 30天')).toContain('已经有一个试跑');
  await expect.poll(async () => replayCards(sandbox), { timeout: 10_000 }).toHaveLength(1);
  expect(await answer('/规则 停止试跑')).toContain('停下');
  await service.settled();
  expect(wordsOf((await replayCards(sandbox))[0]!.card!)).toContain('试跑已停下');
});

test('in Feishu the picture is uploaded and stands on the card', async () => {
  feishu = await startFeishuEmulator();
  const chat = feishu.addChat({ people: [{ id: 'ou_lin', name: '林悦' }] }).id;
  service = await startInside({
    clock,
    env: {
      GENGFU_SANDBOX: 'on',
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_BASE_URL: feishu.url,
    },
  });
  await expect.poll(() => feishu!.connections()).toBe(1);
  await writtenIn();
  await feishu.pushMessage({ chat, person: 'ou_lin', text: `@bot /绑定 ${service.desk.bindCode.code}` });
  await feishu.pushMessage({ chat, person: 'ou_lin', text: '@bot /规则 试跑 退款与索赔 7天' });
  await service.settled();
  await expect
    .poll(() =>
      feishu!
        .messages(chat)
        .map(({ text }) => text)
        .join('\n'),
    )
    .toMatch(/会提醒 3 次/);
});

const replayCards = async (sandbox: ReturnType<typeof sandboxClient>) =>
  (await sandbox.messages()).filter((message) => message.card?.title.includes('试跑'));

/** Old messages in bulk, as a busy year leaves them. */
async function fillPast(desk: Desk, count: number): Promise<void> {
  const message = await desk.db.read.message.findFirstOrThrow();
  const now = clock.now();
  const rows = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    conversationId: message.conversationId,
    storeId: message.storeId,
    author: 'buyer',
    externalId: `past-${index}`,
    sentAt: now - Math.floor((index / count) * 29 * dayMs),
    receivedAt: now,
    textSealed: message.textSealed,
  }));
  // In pieces: the event loop has open connections to look after.
  for (let start = 0; start < count; start += 5_000)
    await desk.db.writeRows(async (tx) => void (await insertRows(tx, 'Message', rows.slice(start, start + 5_000))));
}
