import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import { messengerTrouble, NoTap } from '../../src/cli/messenger-trouble.ts';
import { loadConfig } from '../../src/config.ts';
import { joinMessengerChecks } from '../../src/join-messengers.ts';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import { startMailSink } from '../emulators/mail-sink.ts';
import { smsAccount, startSmsEmulator } from '../emulators/sms.ts';
import { startWecomEmulator } from '../emulators/wecom.ts';
import { engineOf } from '../servers/database-of.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { startInside } from '../timeline/start-inside.ts';
import { dingtalkEnv } from '../timeline/dingtalk-env.ts';

/** The doctor on every fault a set-up can have, in words for people who do not program. */

let printed: string;
beforeEach(async () => {
  printed = '';
  const folder = dataFolder();
  // The command looks where the service of the test writes.
  for (const [name, value] of Object.entries(await engineOf(folder))) vi.stubEnv(name, value);
  vi.stubEnv('GENGFU_LANGUAGE', 'zh');
  vi.stubEnv('GENGFU_DATA', folder);
  vi.stubEnv('GENGFU_PORT', '0');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  // The doctor's verdict is the command's, not the test's.
  process.exitCode = undefined;
});

/** What the command prints with these settings. */
async function ask(env: Record<string, string | undefined>, ...args: string[]): Promise<string> {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  printed = '';
  await doctor().parseAsync(args, { from: 'user' });
  for (const secret of ['not-the-secret', 'emulated-secret']) expect(printed).not.toContain(secret);
  return printed;
}

/** Nobody can do anything with these. */
const jargon = /\bundefined\b|\[object|ZodError|at .+:\d+:\d+|ECONNREFUSED\s*$|Error:/m;
const nowhere = 'http://127.0.0.1:9';

test('Feishu: settings, credentials, permissions, bot, connection', async () => {
  const feishu = await startFeishuEmulator();
  const env = { FEISHU_APP_ID: feishu.appId, FEISHU_APP_SECRET: feishu.appSecret, FEISHU_BASE_URL: feishu.url };
  const look = (change: Record<string, string> = {}) => ask({ ...env, ...change }, 'feishu');
  try {
    const good = await look();
    expect(good).toMatch(/✓ 飞书: 应用 cli_\w+ 可用\n✓ 飞书: 长连接可以建立\n一切正常/);
    feishu.revokeScope('im:message.group_at_msg:readonly');
    expect(await look()).toContain('没有看到这些权限:听到群里 @ 它的话 (im:message.group_at_msg:readonly)。在「权限管理」里开通');

    const faults: [string, () => Promise<string>][] = [
      ['FEISHU_APP_ID 不对:应是 cli_ 加 16 位', () => look({ FEISHU_APP_ID: 'cli_short' })],
      ['飞书不认这对凭证。在开发者后台', () => look({ FEISHU_APP_SECRET: 'not-the-secret' })],
      ['连接不到平台。检查这台机器的网络', () => look({ FEISHU_BASE_URL: nowhere })],
      [
        '这个应用的连接太多(最多 50 个)',
        () => {
          feishu.refuseEndpoint(1_000_040_350);
          return look();
        },
      ],
      [
        '应用还没有机器人。在「添加应用能力」里启用机器人',
        () => {
          feishu.failNext({ path: /bot\/v3\/info/, status: 400, code: 230006 });
          return look();
        },
      ],
    ];
    for (const [words, run] of faults) {
      const out = await run();
      expect(out).toContain(`✗ 飞书: ${words}`);
      expect(out).not.toMatch(jargon);
      expect(process.exitCode).toBe(1);
    }
    feishu.failNext({ path: /v6\/scopes/, status: 400, code: 99991672 });
    expect(await look()).toContain('权限要发一张试卡才知道');
    expect(await look({ GENGFU_LANGUAGE: 'en', FEISHU_APP_SECRET: 'not-the-secret' })).toContain(
      '✗ Feishu: Feishu does not know these credentials. Copy App ID and App Secret again',
    );
  } finally {
    await feishu.stop();
  }
});

test('Feishu: the test card, a bot that is not in the group, a missing permission, and a tap', async () => {
  const feishu = await startFeishuEmulator();
  const env = { FEISHU_APP_ID: feishu.appId, FEISHU_APP_SECRET: feishu.appSecret, FEISHU_BASE_URL: feishu.url };
  const chat = feishu.addChat({ people: [{ id: 'ou_lin', name: '林悦' }] }).id;
  const tried = () => ask({}, 'feishu', '--tap');
  try {
    expect(await ask(env, 'feishu', '--tap')).toContain('还没有群:先启动服务,把机器人拉进群并 @它 说一句');
    const service = await startInside({ folder: process.env.GENGFU_DATA!, env });
    await expect.poll(() => feishu.connections(), { timeout: 10_000 }).toBe(1);
    await feishu.pushMessage({ chat, person: 'ou_lin', text: '@bot /帮助' });
    await service.stop();

    feishu.failNext({ path: /im\/v1\/messages$/, status: 400, code: 230027 });
    expect(await tried()).toContain('✗ 飞书: 应用缺少权限。按 setup.md 第 2 步');
    const cards = () => feishu.messages(chat).filter(({ type }) => type === 'interactive');
    const walked = tried();
    await expect.poll(() => cards().length, { timeout: 10_000 }).toBe(1);
    await feishu.press({ messageId: cards()[0]!.messageId, person: 'ou_lin', action: 'details' });
    expect(await walked).toMatch(/✓ 飞书: 已连接\n✓ 飞书: 试发的卡片已到群里\n✓ 飞书: 林悦 的点击收到了/);
    feishu.removeBot(chat);
    expect(await tried()).toContain('✗ 飞书: 机器人不在这个群里。打开群「设置');
  } finally {
    await feishu.stop();
  }
});

test('DingTalk: credentials, gateway, template, group', async () => {
  const dingtalk = await startDingtalkEmulator();
  const chat = dingtalk.addChat({ people: [{ id: '0166501', name: '林悦' }] }).id;
  const env = {
    ...dingtalkEnv(dingtalk),
  };
  const look = (change: Record<string, string> = {}, ...args: string[]) => ask({ ...env, ...change }, 'dingtalk', ...args);
  try {
    const good = await look();
    expect(good).toMatch(/✓ 钉钉: 应用凭证和 Stream 网关可用\n· 钉钉: 没有设置卡片模板/);
    const service = await startInside({ folder: process.env.GENGFU_DATA!, env });
    await expect.poll(() => dingtalk.connections(), { timeout: 10_000 }).toBe(1);
    await dingtalk.pushMessage({ chat, person: '0166501', text: '@bot /帮助' });
    await service.stop();

    const faults: [string, () => Promise<string>][] = [
      ['应用凭证不被接受。在开发者后台', () => look({ DINGTALK_CLIENT_SECRET: 'not-the-secret' })],
      ['连接不到平台。检查这台机器的网络', () => look({ DINGTALK_API_URL: nowhere })],
      [
        '钉钉拒绝了。确认应用已启用机器人、消息接收模式为 Stream',
        () => {
          dingtalk.failNext({ path: /gateway/, status: 403, code: 'Forbidden.NoStream' });
          return look();
        },
      ],
      ['卡片模板用不了。在卡片平台打开模板', () => look({ DINGTALK_CARD_TEMPLATE: 'unknown.schema' }, '--tap')],
      [
        '本月的接口调用次数用完了',
        () => {
          dingtalk.failNext({ path: /groupMessages/, status: 403, code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' });
          return look({ DINGTALK_CARD_TEMPLATE: '' }, '--tap');
        },
      ],
    ];
    for (const [words, run] of faults) {
      const out = await run();
      expect(out).toContain(`✗ 钉钉: ${words}`);
      expect(out).not.toMatch(jargon);
      for (const name of Object.keys(env)) vi.stubEnv(name, env[name as keyof typeof env]);
    }
  } finally {
    await dingtalk.stop();
  }
});

test('WeCom: settings, address, webhook, corp, and a wrong secret that only the connection shows', async () => {
  const wecom = await startWecomEmulator({ botName: '更夫' });
  const chat = wecom.addChat({ people: [{ id: 'linyue', name: '林悦' }], heard: true }).id;
  const env = {
    WECOM_BOT_ID: wecom.botId,
    WECOM_BOT_SECRET: wecom.secret,
    WECOM_WS_URL: wecom.wsUrl,
    WECOM_API_URL: wecom.url,
    WECOM_WEBHOOK_URL: undefined,
    WECOM_CORP_ID: undefined,
    WECOM_CORP_SECRET: undefined,
    WECOM_MODE: undefined,
    WECOM_TOKEN: undefined,
    WECOM_AES_KEY: undefined,
  };
  const look = (change: Record<string, string> = {}, ...args: string[]) => ask({ ...env, ...change }, 'wecom', ...args);
  try {
    expect(await look()).toMatch(/✓ 企业微信: 127\.0\.0\.1 可以连接;.+\n· 企业微信: 没有企业凭证/);
    expect(await look({ WECOM_BOT_SECRET: '' })).toContain('✗ 企业微信: 缺少 WECOM_BOT_SECRET,服务不会启动');
    const service = await startInside({
      folder: process.env.GENGFU_DATA!,
      env: { ...env, WECOM_BOT_SECRET: wecom.secret } as never,
    });
    await expect.poll(() => wecom.connections(), { timeout: 10_000 }).toBe(1);
    await wecom.pushMessage({ chat, person: 'linyue', text: '@bot /帮助' });
    await expect.poll(() => service.desk.chats.find('wecom', chat)).toBeTruthy();
    await service.stop();

    const callbacks = { WECOM_MODE: 'http', WECOM_TOKEN: 'EmulatedToken', WECOM_AES_KEY: 'short' };
    const faults: [string, () => Promise<string>][] = [
      ['连接不到 127.0.0.1,请检查网络或 WECOM_WS_URL', () => look({ WECOM_WS_URL: nowhere.replace('http', 'ws') })],
      ['WECOM_AES_KEY 不对:EncodingAESKey 应是 43 位', () => look(callbacks)],
      ['消息推送地址不对。', () => look({ WECOM_WEBHOOK_URL: `${wecom.url}/cgi-bin/webhook/send?key=none` })],
      ['企业凭证不对。', () => look({ WECOM_CORP_ID: wecom.corpId, WECOM_CORP_SECRET: 'not-the-secret' })],
      ['企业微信不认这个机器人。在机器人的 API 设置里', () => look({ WECOM_BOT_SECRET: 'not-the-secret' }, '--tap')],
    ];
    for (const [words, run] of faults) {
      const out = await run();
      expect(out).toContain(`✗ 企业微信: ${words}`);
      expect(out).not.toMatch(jargon);
    }
    const walked = look({}, '--tap');
    const cards = () => wecom.messages(chat).filter(({ card }) => card);
    await expect.poll(() => cards().length, { timeout: 10_000 }).toBe(1);
    const { taskId } = cards()[0]!;
    await wecom.press({ messageId: taskId!, person: 'linyue', key: wecom.offered(taskId!)[0]! });
    expect(await walked).toMatch(/✓ 企业微信: .+ 的点击收到了/);
  } finally {
    await wecom.stop();
  }
});

test.each(['feishu', 'dingtalk', 'wecom'])('a tap that never arrives is explained for %s, in both languages', async (name) => {
  const env = { FEISHU_APP_ID: 'a', FEISHU_APP_SECRET: 'b', DINGTALK_CLIENT_ID: 'a', DINGTALK_CLIENT_SECRET: 'b', WECOM_BOT_ID: 'a', WECOM_BOT_SECRET: 'b' }; // prettier-ignore
  for (const [GENGFU_LANGUAGE, words] of [
    ['zh', '没有收到点击。如果有人点了:'],
    ['en', 'No tap arrived. If somebody did tap:'],
  ] as const) {
    const advise = await joinMessengerChecks(loadConfig({ ...env, GENGFU_LANGUAGE }))
      .get(name)!
      .advise();
    expect(messengerTrouble(new NoTap('late'), advise)).toContain(words);
  }
});

describe('ways to colleagues', () => {
  test('mail: a server that takes us, one that refuses the password, and none at all', async () => {
    const sink = await startMailSink({ sender: 'watch@desk.example' });
    try {
      expect(await ask({ SMTP_URL: sink.smtpUrl, SMTP_FROM: 'watch@desk.example' })).toContain(
        '✓ 同事邮件 SMTP_URL: 可以登录,以 watch@desk.example 发信',
      );
      expect(await ask({ SMTP_URL: 'smtp://127.0.0.1:9' })).toContain('✗ 同事邮件 SMTP_URL: 连不上:');
      const strict = await startStrictServer();
      const refused = await ask({ SMTP_URL: `smtp://watch:not-the-secret@127.0.0.1:${strict.port}` });
      await strict.stop();
      expect(refused).toMatch(/✗ 同事邮件 SMTP_URL: 登录被拒:.+检查用户名和密码;很多邮箱要用「授权码」/);
    } finally {
      await sink.stop();
    }
  });

  test.each(['aliyun', 'tencent'] as const)(
    'text messages by %s: key, template, review, reach; nothing is sent',
    async (provider) => {
      const sms = await startSmsEmulator();
      const look = (change: Record<string, string> = {}) => ask({ ...sms.env(provider), ...change });
      try {
        expect(await look()).toContain('✓ 同事短信 SMS_PROVIDER: 密钥可用,模板已通过审核');
        sms.reviewed('under_review');
        expect(await look()).toContain('✗ 同事短信 SMS_PROVIDER: 密钥可用,但模板还在审核');
        sms.reviewed('refused');
        expect(await look()).toContain('✗ 同事短信 SMS_PROVIDER: 模板没有通过审核或已撤回');
        expect(await look({ SMS_KEY_SECRET: 'not-the-secret' })).toMatch(/✗ 同事短信 SMS_PROVIDER: 短信服务商不认这对密钥 \(\w+/);
        if (provider === 'aliyun') expect(await look({ SMS_TEMPLATE: 'SMS_2' })).toContain('没有这个模板');
        expect(await look({ SMS_URL: `${nowhere}/` })).toContain('✗ 同事短信 SMS_PROVIDER: 连接不到短信服务商');
        expect(sms.sent()).toEqual([]);
        expect(smsAccount.template).toBe('SMS_1001');
      } finally {
        await sms.stop();
      }
    },
  );
});

/** A mail server that knows nobody. */
async function startStrictServer() {
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(Object.assign(new Error('authentication failed'), { responseCode: 535 })),
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, stop: () => new Promise<void>((resolve) => server.close(resolve)) };
}
