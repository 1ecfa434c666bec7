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
  expect(loadConfig({ FEISHU_APP_ID: 'cli_x' }).sandbox).toBe(true);
  expect(loadConfig({ GENGFU_SANDBOX: 'off' }).sandbox).toBe(false);
});

test('empty settings are unset ones', () => {
  expect(
    loadConfig({ GENGFU_SANDBOX: '', FEISHU_APP_ID: '', TRANSLATOR: '', GENGFU_SMTP_PORT: '', GENGFU_KEY: '' }),
  ).toMatchObject({ sandbox: true, feishu: undefined, translator: undefined, smtpPort: undefined });
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
