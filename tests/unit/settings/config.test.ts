import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/config.ts';

test('with nothing set the sandbox opens on port 8080 of this machine only', () => {
  expect(loadConfig({})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    sandbox: true,
    demo: true,
    language: 'zh',
    zone: 'Asia/Shanghai',
  });
});

test('a real messenger closes the sandbox unless it is wanted', () => {
  const feishu = { FEISHU_APP_ID: 'cli_x', FEISHU_APP_SECRET: 's' };
  expect(loadConfig(feishu)).toMatchObject({ sandbox: false, feishu: { appId: 'cli_x', mode: 'ws' } });
  expect(loadConfig({ ...feishu, GENGFU_SANDBOX: 'on' }).sandbox).toBe(true);
  expect(loadConfig({ GENGFU_SANDBOX: 'off' }).sandbox).toBe(false);
});

test.each([
  [{ FEISHU_APP_ID: 'cli_x' }, ['FEISHU_APP_SECRET']],
  [{ FEISHU_ENCRYPT_KEY: 'k' }, ['FEISHU_APP_ID', 'FEISHU_APP_SECRET']],
  [{ FEISHU_APP_ID: 'cli_x', FEISHU_APP_SECRET: 's', FEISHU_MODE: 'http' }, ['FEISHU_ENCRYPT_KEY']],
  [{ DINGTALK_CLIENT_SECRET: 's' }, ['DINGTALK_CLIENT_ID']],
  [{ WECOM_BOT_ID: 'b' }, ['WECOM_BOT_SECRET']],
  [{ WECOM_TOKEN: 't', WECOM_AES_KEY: 'k' }, ['WECOM_BOT_ID', 'WECOM_BOT_SECRET']],
  [{ WECOM_MODE: 'http', WECOM_TOKEN: 't' }, ['WECOM_AES_KEY']],
  [{ WECOM_BOT_ID: 'b', WECOM_BOT_SECRET: 's', WECOM_CORP_ID: 'ww1' }, ['WECOM_CORP_SECRET']],
])('%j is half a messenger: the sandbox stays shut and %j is missed', (env, missing) => {
  expect(loadConfig(env)).toMatchObject({ sandbox: false, incomplete: [{ missing }] });
});

test('empty settings are unset ones', () => {
  expect(
    loadConfig({ GENGFU_SANDBOX: '', FEISHU_APP_ID: '', WECOM_TOKEN: '', TRANSLATOR: '', GENGFU_SMTP_PORT: '', GENGFU_KEY: '' }),
  ).toMatchObject({ sandbox: true, incomplete: [], feishu: undefined, translator: undefined, smtpPort: undefined });
});

test.each([
  ['GENGFU_PORT', '99999'],
  ['GENGFU_PORT', 'eighty'],
  ['GENGFU_SANDBOX', 'hunter2'],
  ['FEISHU_BASE_URL', 'hunter2'],
  ['TRANSLATOR', 'hunter2'],
  ['GENGFU_LOG', 'hunter2'],
])('%s=%s is refused by name, and what was typed is not repeated', (name, value) => {
  expect(() => loadConfig({ [name]: value })).toThrow(name);
  try {
    loadConfig({ [name]: value });
  } catch (error) {
    expect((error as Error).message).not.toContain('hunter2');
  }
});

test('mail and text messages to colleagues are set up whole or not at all', () => {
  expect(loadConfig({})).toMatchObject({ teamMail: undefined, sms: undefined });
  expect(loadConfig({ SMTP_URL: 'smtps://watch%40team.example:pw@smtp.team.example' }).teamMail?.from).toBe('watch@team.example');
  expect(() => loadConfig({ SMTP_URL: 'smtp://relay.team.example' })).toThrow('SMTP_FROM');
  const sms = { SMS_PROVIDER: 'tencent', SMS_KEY_ID: 'k', SMS_KEY_SECRET: 's', SMS_SIGN_NAME: '更夫', SMS_TEMPLATE: '1' };
  expect(() => loadConfig(sms)).toThrow('SMS_APP_ID');
  expect(loadConfig({ ...sms, SMS_APP_ID: '1400' }).sms).toMatchObject({ provider: 'tencent', region: 'ap-guangzhou' });
});
