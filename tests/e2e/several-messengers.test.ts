import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

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
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_BASE_URL: feishu.url,
    },
  });
  sandbox = sandboxClient(service.url);
  await expect.poll(() => feishu.connections()).toBe(1);
});
afterEach(async () => {
  await service.stop();
  await feishu.stop();
});

const inFeishu = (text: string) => feishu.pushMessage({ chat: group, person: 'ou_lin', text: `@bot ${text}` });
const said = () => feishu.messages(group).filter(({ type, from }) => type !== 'interactive' && from === feishu.bot.id);
const cards = () => feishu.messages(group).filter(({ type }) => type === 'interactive');

/** 林悦 of the sandbox takes her Feishu account along. */
async function bindLin(): Promise<void> {
  await sandbox.say('lin', '/绑定');
  const [whisper] = await sandbox.messages({ chat: '@lin' });
  const code = /\d{6}/.exec(whisper!.text)![0];
  await inFeishu(`/绑定 ${code}`);
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
  expect(said().at(-1)!.text).toContain('绑定码不对或已用过');

  const accounts = await service.desk.db.read.account.findMany({ where: { personId: 'lin' }, orderBy: { messenger: 'asc' } });
  expect(accounts.map(({ messenger, externalId }) => `${messenger} ${externalId}`)).toEqual(['feishu ou_lin', 'sandbox lin']);
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

test('a claim in one messenger stands in the other within a second', async () => {
  await bindLin();
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Ich möchte mein Geld zurück!' });
  await expect.poll(() => cards().length).toBe(1);
  const [here] = await sandbox.cards(ticket);
  await sandbox.tap({ messageId: here!.id, action: 'claim', person: 'wang' });
  await expect.poll(() => cards()[0]!.text, { timeout: 2_000 }).toContain('王磊');

  await inFeishu(`/认领 ${ticket}`);
  await expect.poll(() => said().at(-1)?.text).toMatch(/王磊 已在.*认领/);
  await inFeishu('/提醒 关');
  await expect.poll(() => said().at(-1)?.text).toContain('不再收到新的提醒');
  await sandbox.buyer({ store: 'amazon-de', buyer: 'Jonas', text: 'Wo ist mein Paket?' });
  await service.settled();
  expect(cards()).toHaveLength(1);
});
