import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkDingtalk } from '../../../adapters/messengers/dingtalk/check.ts';
import { dingtalkConfig } from '../../../adapters/messengers/dingtalk/config.ts';
import { signedUrl } from '../../../adapters/messengers/dingtalk/webhook.ts';
import { startDingtalkEmulator } from '../../emulators/dingtalk.ts';
import type { DingtalkEmulator } from '../../emulators/dingtalk.ts';

let emulator: DingtalkEmulator;
beforeEach(async () => {
  emulator = await startDingtalkEmulator();
});
afterEach(() => emulator.stop());

const options = () => ({
  clientId: emulator.clientId,
  clientSecret: emulator.clientSecret,
  apiUrl: emulator.url,
  oapiUrl: emulator.url,
});

test('a usable app: what cannot be asked is said, and no connection is opened', async () => {
  const { remarks } = await checkDingtalk(options());
  expect(remarks[0]).toContain('没有设置卡片模板');
  expect((await checkDingtalk({ ...options(), cardTemplate: 'a.schema', language: 'en' })).remarks[0]).toContain('published');
  expect(emulator.connections()).toBe(0);
  expect(emulator.history().map(({ path }) => path)).not.toContain('/connect');
});

test('wrong credentials, and a gateway that refuses, are named', async () => {
  await expect(checkDingtalk({ ...options(), clientSecret: 'wrong' })).rejects.toMatchObject({
    platformCode: 'invalidClientIdOrSecret',
  });
  emulator.failNext({ path: /gateway/, status: 403, code: 'Forbidden.NoStream' });
  await expect(checkDingtalk(options())).rejects.toMatchObject({ platformCode: 'Forbidden.NoStream' });
});

test('options: what is missing or no address is refused at once, slashes at the end are taken off', () => {
  expect(() => dingtalkConfig.parse({ clientId: '', clientSecret: 'x' })).toThrow();
  expect(() => dingtalkConfig.parse({ clientId: 'a', clientSecret: 'x', apiUrl: 'nowhere' })).toThrow();
  expect(dingtalkConfig.parse({ clientId: 'a', clientSecret: 'x', apiUrl: 'https://api.example//' }).apiUrl).toBe(
    'https://api.example',
  );
});

test('the signature of a custom robot', () => {
  const url = new URL(signedUrl('https://oapi.example/robot/send?access_token=t', 'SEC0123', 1_732_180_000_000));
  expect([...url.searchParams.keys()]).toEqual(['access_token', 'timestamp', 'sign']);
  expect(url.searchParams.get('sign')).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  expect(signedUrl('https://oapi.example/robot/send?access_token=t', undefined, 1)).not.toContain('sign');
});
