import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import type { FeishuEmulator } from '../emulators/feishu.ts';
import { startMailSink } from '../emulators/mail-sink.ts';
import type { MailSink } from '../emulators/mail-sink.ts';
import { startSmsEmulator } from '../emulators/sms.ts';
import type { SmsEmulator } from '../emulators/sms.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

const urgent = 'Das Ding brannte! Ich gehe zum Anwalt!';

let service: InsideService;
let sandbox: SandboxClient;
afterEach(() => service.stop());

async function begin(env: Record<string, string>): Promise<void> {
  // Signatures carry the time that others see, so the clock stands at now.
  service = await startInside({ clock: stoppedClock(Date.now()), env: { GENGFU_SANDBOX: 'on', ...env } });
  sandbox = sandboxClient(service.url);
  await sandbox.say('lin', '/值班 添加 @王磊 24x7');
}
async function ask(person: string, text: string, chat?: string): Promise<string> {
  const [answer] = await sandbox.say(person, text, chat ? { chat } : {});
  return answer!.text;
}
async function pass(minutes: number): Promise<void> {
  service.clock.advance(minutes * 60_000);
  await service.settled();
}
const buyerWrites = async (): Promise<number> => {
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin V.', text: urgent });
  await service.settled();
  return ticket!;
};
const history = async (ticket: number): Promise<string[]> =>
  ((await sandbox.cards(ticket))[0]!.card!.history ?? []).map(({ text }) => text);

describe('text messages and mail', () => {
  let sms: SmsEmulator;
  let mail: MailSink;
  beforeEach(async () => {
    sms = await startSmsEmulator();
    mail = await startMailSink({ sender: 'watch@team.example' });
  });
  afterEach(async () => {
    await Promise.all([sms.stop(), mail.stop()]);
  });

  test.each([
    ['aliyun', '13800138000'],
    ['tencent', '+8613800138000'],
  ] as const)('%s: a step by SMS and mail reaches the person outside the messenger', async (provider, number) => {
    await begin({ ...sms.env(provider), SMTP_URL: mail.smtpUrl, SMTP_FROM: 'watch@team.example' });
    expect(await ask('wang', '/手机 13800138000')).toContain('私聊');
    expect(await ask('wang', '/手机 12', '@wang')).toContain('不像一个手机号');
    expect(await ask('wang', '/手机 138 0013 8000', '@wang')).toContain('已加密保存');
    expect(await ask('wang', '/邮箱 wang@team.example', '@wang')).toContain('已加密保存');
    await sandbox.say('lin', '/升级 紧急 1分钟 值班 短信 邮件');
    const ticket = await buyerWrites();
    await pass(1);
    expect(sms.sent()).toEqual([
      { to: number, signName: '更夫', template: 'SMS_1001', values: [expect.stringContaining(`紧急 #${ticket}`) as string] },
    ]);
    const [letter] = mail.mails;
    const parsed = await PostalMime.parse(letter!.raw);
    expect(letter!.to).toBe('wang@team.example');
    expect(parsed.subject).toContain(`#${ticket}`);
    expect(parsed.text).toContain('没有人认领');
    expect(parsed.text).not.toContain('Anwalt');
    expect((await history(ticket)).slice(-2).sort()).toEqual(['呼叫值班 王磊(短信)', '呼叫值班 王磊(邮件)']);

    sms.refuse('isv.BUSINESS_LIMIT_CONTROL');
    await sandbox.say('lin', '/升级 紧急 2分钟 值班 短信');
    await pass(1);
    expect(await history(ticket)).toContain('呼叫值班 王磊(短信不通,改用应用内加急)');
    const rows = await service.desk.db.read.person.findUniqueOrThrow({ where: { id: 'wang' } });
    expect(`${rows.phoneSealed} ${rows.mailSealed}`).not.toMatch(/138|team\.example/);
    expect(await ask('wang', '/手机 关', '@wang')).toBe('已删除');
  });
});

describe('phone calls through Feishu', () => {
  let feishu: FeishuEmulator;
  beforeEach(async () => {
    feishu = await startFeishuEmulator();
    const chat = feishu.addChat({ people: [{ id: 'ou_wang', name: '王磊' }] }).id;
    await begin({ FEISHU_APP_ID: feishu.appId, FEISHU_APP_SECRET: feishu.appSecret, FEISHU_BASE_URL: feishu.url });
    await expect.poll(() => feishu.connections(), { timeout: 15_000 }).toBe(1);
    await service.desk.chats.meet({ messenger: 'feishu', externalId: chat, kind: 'group', alerts: true }, service.clock.now());
    await service.desk.db.write((tx) =>
      tx.account.create({ data: { messenger: 'feishu', externalId: 'ou_wang', personId: 'wang' } }),
    );
    await sandbox.say('lin', '/升级 紧急 1分钟 值班 电话');
    await sandbox.say('lin', '/升级 紧急 立刻 取消');
  });
  afterEach(() => feishu.stop());

  test('the phone rings about a direct message that says why', async () => {
    const ticket = await buyerWrites();
    await pass(1);
    expect(feishu.urgent()).toMatchObject([{ people: ['ou_wang'], means: 'phone' }]);
    expect(feishu.message(feishu.urgent()[0]!.messageId).text).toContain(`#${ticket}`);
    expect(await history(ticket)).toContain('呼叫值班 王磊(电话)');
  });

  test('who cannot be reached there is called where they can, and the history says so', async () => {
    feishu.hide('ou_wang');
    const ticket = await buyerWrites();
    await pass(1);
    // The sandbox has an account of his, too, and knows the urgent ping.
    expect(await history(ticket)).toContain('呼叫值班 王磊(电话不通,改用应用内加急)');
    const call = await service.desk.db.read.call.findFirstOrThrow({ where: { wanted: 'phone' } });
    expect(JSON.parse(call.tried)).toMatchObject([{ means: 'phone' }, { means: 'sms' }, { means: 'app', messenger: 'feishu' }]);
  });
});

describe('claim and call at the same second, in both orders', () => {
  beforeEach(async () => {
    await begin({});
    await sandbox.say('lin', '/升级 紧急 立刻 取消');
  });
  const rings = async (): Promise<number> => (await sandbox.messages()).filter(({ text }) => text.startsWith('🔔')).length;

  test('first the claim: nobody is called', async () => {
    const ticket = await buyerWrites();
    await sandbox.say('chen', `/认领 ${ticket}`);
    await pass(5);
    expect(await rings()).toBe(0);
    expect(await service.desk.db.read.call.count()).toBe(0);
  });

  test('first the step, then a claim before the call is made: the call is needless', async () => {
    const ticket = await buyerWrites();
    service.desk.race = async (point) => {
      if (point === 'call-begun') await sandbox.say('chen', `/认领 ${ticket}`);
    };
    await pass(5);
    expect(await rings()).toBe(0);
    expect(await service.desk.db.read.call.findMany()).toMatchObject([{ state: 'needless', means: null }]);
    await pass(10);
    expect(await rings()).toBe(0);
  });
});
