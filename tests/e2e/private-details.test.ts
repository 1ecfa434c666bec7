import { afterEach, expect, test } from 'vitest';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

const lin = { id: 'ou_lin', name: '林悦' };
const wang = { id: 'ou_wang', name: '王敏' };
const firstWords = 'Wo bleibt mein Paket?';

let feishu: FeishuEmulator;
let service: InsideService;
let chat: string;
afterEach(() => Promise.all([service.stop(), feishu.stop()]));

/** A group in Feishu with one ticket of two messages; only 林悦 has ever spoken there. */
async function open(env: Record<string, string> = {}): Promise<{ ticket: number; messageId: string }> {
  feishu = await startFeishuEmulator();
  chat = feishu.addChat({ people: [lin, wang] }).id;
  const connection = { FEISHU_APP_ID: feishu.appId, FEISHU_APP_SECRET: feishu.appSecret, FEISHU_BASE_URL: feishu.url };
  service = await startInside({ env: { GENGFU_SANDBOX: 'on', ...connection, ...env } });
  await expect.poll(() => feishu.connections(), { timeout: 10_000 }).toBe(1);
  await says(`/绑定 ${service.desk.bindCode.code}`);
  const sandbox = sandboxClient(service.url);
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: firstWords });
  await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Geld zurück!' });
  await expect.poll(() => standing(ticket!)?.text, { timeout: 10_000 }).toContain('Geld zurück!');
  return { ticket: ticket!, messageId: standing(ticket!)!.messageId };
}

const says = (text: string) => feishu.pushMessage({ chat, person: lin.id, text: `@bot ${text}` });
const standing = (ticket: number) =>
  feishu.messages(chat).find(({ type, text }) => type === 'interactive' && text.includes(`#${ticket} `));
const answered = () => feishu.messages(chat).at(-1)?.text;

test('details are shown to whoever tapped, and the card of the group stays as it is', async () => {
  const { ticket, messageId } = await open();
  const tapped = await feishu.press({ messageId, person: lin.id, action: 'details' });
  expect(tapped.toast).toMatchObject({ type: 'success', content: expect.stringContaining('只有您看得到') as string });
  const [whisper, ...others] = feishu.whispered(lin.id);
  expect(whisper?.text).toContain(firstWords);
  expect(whisper?.text).toContain(`#${ticket}`);
  expect(feishu.offered(whisper!.messageId), 'nothing to tap: the card it came from stands above').toEqual([]);
  expect([...others, ...feishu.whispered(wang.id)]).toEqual([]);
  expect(standing(ticket)?.text).not.toContain(firstWords);
});

test('where no card can be shown to one person, it comes in the private chat', async () => {
  const { messageId } = await open();
  feishu.forbidEphemeral(chat);
  await feishu.press({ messageId, person: lin.id, action: 'details' });
  expect(feishu.whispered(lin.id)).toEqual([]);
  expect(feishu.messages(feishu.privateChat(lin.id))).toMatchObject([{ text: expect.stringContaining(firstWords) as string }]);
});

test('switched off, the card opens for everybody', async () => {
  const { ticket, messageId } = await open({ FEISHU_PRIVATE_VIEW: 'off' });
  await feishu.press({ messageId, person: lin.id, action: 'details' });
  expect(standing(ticket)?.text).toContain(firstWords);
});

test('a colleague who has not spoken yet is found by name among the members', async () => {
  const { ticket } = await open();
  await says(`/转交 ${ticket} 王敏`);
  expect(answered(), 'a member, but nobody has let her work').toMatch(/王敏.*旁观/);
  await says('/角色 王敏 客服');
  await says(`/转交 ${ticket} @王敏`);
  await expect.poll(() => standing(ticket)?.text).toContain('王敏');
  const account = await service.desk.db.read.account.findFirst({ where: { externalId: wang.id } });
  expect(await service.desk.db.read.ticket.findUnique({ where: { number: ticket } })).toMatchObject({
    ownerId: account!.personId,
  });
  await says(`/转交 ${ticket} 李四`);
  expect(answered()).toContain('没有找到「李四」');
});
