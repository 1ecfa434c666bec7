import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import { startFeishuEmulator } from '../emulators/feishu.ts';
import { startWecomEmulator } from '../emulators/wecom.ts';
import { openFileHost } from '../timeline/file-host.ts';
import { phonePhoto, pdf } from '../timeline/sample-files.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

const lin = { id: 'ou_lin', name: '林悦' };
let host: Awaited<ReturnType<typeof openFileHost>>;
let service: InsideService;
let stopPlatform: () => Promise<unknown>;

beforeEach(async () => void (host = await openFileHost()));
afterEach(async () => {
  await service.stop();
  await stopPlatform();
  await host.stop();
});

/** The sandbox stays on for its marketplace: what reaches the buyer can be looked at there. */
const start = async (env: Record<string, string>) =>
  (service = await startInside({
    env: {
      GENGFU_SANDBOX: 'on',
      GENGFU_FILES_HOSTS: host.host,
      GENGFU_PUBLIC_URL: 'https://desk.example',
      ...env,
    },
  }));

async function buyerSends(): Promise<void> {
  const attachments = [
    { url: host.put('/dose.jpg', { bytes: await phonePhoto() }), name: 'Dose.jpg' },
    { url: host.put('/r.pdf', { bytes: pdf() }), name: 'Rechnung.pdf' },
    { url: host.put('/x.svg', { bytes: '<svg xmlns="http://www.w3.org/2000/svg"/>' }), name: 'x.svg' },
  ];
  const body = messageCreated({ buyer: 'katrin', text: 'Kaputt', attachments });
  expect((await push(service.url, { store: 'amazon-de', body })).status).toBe(200);
}

const reachedBuyer = () =>
  until(async () => (await sandboxClient(service.url).outbound())[0], 'the answer').then(({ text, files }) => ({
    text,
    files: files.map(({ type }) => type),
  }));

describe('Feishu', () => {
  test('shows the picture on the card, uploaded once however often the card changes, and keeps it after a tap', async () => {
    const feishu = await startFeishuEmulator();
    stopPlatform = () => feishu.stop();
    const chat = feishu.addChat({ people: [lin] }).id;
    await start({ FEISHU_APP_ID: feishu.appId, FEISHU_APP_SECRET: feishu.appSecret, FEISHU_BASE_URL: feishu.url });
    await until(() => feishu.connections() > 0, 'the connection');
    await feishu.pushBotAdded(chat, lin.id);
    await feishu.pushMessage({ chat, person: lin.id, text: `@bot /绑定 ${service.desk.bindCode.code}` });
    await buyerSends();
    const cards = () => feishu.messages(chat).filter(({ type }) => type === 'interactive');
    const isDrawn = () => cards().find(({ content }) => content.includes('"img_key"'));
    const card = await until(isDrawn, 'the picture on the card');
    expect(card.text).toContain('Dose.jpg');
    expect(card.text).toContain('可能有害');
    expect(card.links).toHaveLength(2);
    for (const link of card.links) expect(link).toMatch(/^https:\/\/desk\.example\/files\//);
    const { card: after } = await feishu.press({ messageId: card.messageId, person: lin.id, action: 'claim' });
    expect(JSON.stringify(after)).toContain('"img_key"');
    await buyerSends();
    await until(() => feishu.message(card.messageId).content.split('"img_key"').length === 3, 'the same picture once more');
    await service.settled();
    expect(feishu.uploads()).toHaveLength(1);
  });

  test('lets an agent answer with a picture and words in the card’s thread, and with a file', async () => {
    const feishu = await startFeishuEmulator();
    stopPlatform = () => feishu.stop();
    const chat = feishu.addChat({ people: [lin] }).id;
    await start({ FEISHU_APP_ID: feishu.appId, FEISHU_APP_SECRET: feishu.appSecret, FEISHU_BASE_URL: feishu.url });
    await until(() => feishu.connections() > 0, 'the connection');
    await feishu.pushBotAdded(chat, lin.id);
    await feishu.pushMessage({ chat, person: lin.id, text: `@bot /绑定 ${service.desk.bindCode.code}` });
    await buyerSends();
    const card = await until(() => feishu.messages(chat).find(({ type }) => type === 'interactive'), 'the card');
    const picture = { name: '', bytes: await phonePhoto() };
    await feishu.pushMessage({
      chat,
      person: lin.id,
      text: '@bot So geht es',
      type: 'post',
      files: [picture],
      parentId: card.messageId,
    });
    expect(await reachedBuyer()).toEqual({ text: 'So geht es', files: ['image/jpeg'] });
    // In a single chat a file alone says nothing about whom it is for.
    const single = feishu.addChat({ people: [lin], kind: 'p2p' }).id;
    await feishu.pushMessage({ chat: single, person: lin.id, text: '', type: 'file', files: [{ name: 'a.pdf', bytes: pdf() }] });
    await until(() => feishu.messages(single).find(({ text }) => text.includes('不知道发给哪位买家')), 'the advice');
    // What goes past the bot in the group is none of its business.
    const before = feishu.messages(chat).length;
    await feishu.pushMessage({ chat, person: lin.id, text: '@bot', type: 'image', files: [picture] });
    await service.settled();
    expect(feishu.messages(chat)).toHaveLength(before + 1);
  });
});

test('WeCom posts the picture below the card, once, and takes one with words in the group', async () => {
  const wecom = await startWecomEmulator({ botName: '更夫' });
  stopPlatform = () => wecom.stop();
  const chat = wecom.addChat({ people: [lin], heard: true }).id;
  await start({ WECOM_BOT_ID: wecom.botId, WECOM_BOT_SECRET: wecom.secret, WECOM_BOT_NAME: '更夫', WECOM_WS_URL: wecom.wsUrl });
  await until(() => wecom.connections() > 0, 'the connection');
  await wecom.pushMessage({ chat, person: lin.id, text: `@bot /绑定 ${service.desk.bindCode.code}` });
  await until(() => wecom.messages(chat).length > 1, 'the greeting');
  await buyerSends();
  const pictures = () => wecom.messages(chat).filter(({ type }) => type === 'image');
  await until(() => pictures().length === 1, 'the picture');
  const card = wecom.messages(chat).find(({ type }) => type === 'template_card')!;
  expect(card.text).toContain('附件');
  expect(wecom.uploads()).toMatchObject([{ type: 'image', name: 'Dose.jpg' }]);
  await service.settled();
  expect(pictures()).toHaveLength(1);
  const number = /#(\d+)/.exec(card.text)![1]!;
  const files = [
    {
      name: '',
      bytes: await sharp(await phonePhoto())
        .png()
        .toBuffer(),
    },
  ];
  await wecom.pushMessage({ chat, person: lin.id, text: `@bot 回复 ${number} So geht es`, type: 'mixed', files });
  expect(await reachedBuyer()).toEqual({ text: 'So geht es', files: ['image/jpeg'] });
});

test('DingTalk posts the picture below the card where that is wanted, and takes one with words in the group', async () => {
  const dingtalk = await startDingtalkEmulator();
  stopPlatform = () => dingtalk.stop();
  const chat = dingtalk.addChat({ people: [{ id: '0166501', name: '林悦' }] }).id;
  const urls = { DINGTALK_API_URL: dingtalk.url, DINGTALK_OAPI_URL: dingtalk.url };
  await start({ DINGTALK_CLIENT_ID: dingtalk.clientId, DINGTALK_CLIENT_SECRET: dingtalk.clientSecret, ...urls });
  await until(() => dingtalk.connections() > 0, 'the connection');
  const say = (text: string, picture?: Uint8Array) =>
    dingtalk.pushMessage({ chat, person: '0166501', text: `@bot ${text}`, ...(picture ? { type: 'richText', picture } : {}) });
  await say(`/绑定 ${service.desk.bindCode.code}`);
  await buyerSends();
  const card = await until(() => dingtalk.messages(chat).find(({ text }) => text.includes('Dose.jpg')), 'the card');
  const picture = await until(() => dingtalk.messages(chat).find(({ text }) => text.includes('![#')), 'the picture');
  expect(picture.text).toContain(dingtalk.uploads()[0]!.key);
  expect(card.links.every((link) => link.startsWith('https://desk.example/files/'))).toBe(true);
  const number = /#(\d+)/.exec(card.text)![1]!;
  await say(`/回复 ${number} So geht es`, await phonePhoto());
  expect(await reachedBuyer()).toEqual({ text: 'So geht es', files: ['image/jpeg'] });
});
