import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWecomEmulator } from '../../emulators/wecom.ts';
import type { WecomEmulator } from '../../emulators/wecom.ts';
import { buttonCard, noticeCard } from './wecom-client.ts';

/** The emulated webhook robot and self-built app. */

let emulator: WecomEmulator;
let chat: string;
beforeEach(async () => {
  emulator = await startWecomEmulator({ windows: { minuteMs: 300 } });
  const people = [
    { id: 'linyue', name: '林悦' },
    { id: 'woAbC_open', userid: 'chenchen', name: '陈晨' },
  ];
  chat = emulator.addChat({ people }).id;
});
afterEach(() => emulator.stop());

type Answer = { errcode: number } & Record<string, unknown>;
const get = async (path: string) => (await (await fetch(`${emulator.url}${path}`)).json()) as Answer;
const post = async (url: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' };
  return (await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as Answer;
};

describe('the webhook robot', () => {
  const send = (url: string, msgtype: string, part: unknown) =>
    post(url, { msgtype, [msgtype]: part }).then(({ errcode }) => errcode);
  const picture = (bytes: Buffer) => ({
    base64: bytes.toString('base64'),
    md5: createHash('md5').update(bytes).digest('hex'),
  });

  test('posts what people then see', async () => {
    const { url } = emulator.addWebhook({ chat });
    await send(url, 'text', { content: '夜里有三件', mentioned_list: ['linyue', '@all'] });
    await send(url, 'markdown', { content: '<font color="warning">急</font> <@linyue> [看](https://desk.example)' });
    await send(url, 'markdown_v2', { content: '| a |\n<@linyue>' });
    await send(url, 'template_card', noticeCard());
    expect(emulator.messages(chat)).toMatchObject([
      { text: '夜里有三件', mentions: ['linyue', '@all'] },
      { mentions: ['linyue'], links: ['https://desk.example'] },
      { mentions: [] },
      { text: expect.stringContaining('#1042 已认领') as string, links: ['https://desk.example/t/1042'] },
    ]);
  });

  test.each([
    ['text', { content: '罐'.repeat(682) }, 0],
    ['text', { content: '罐'.repeat(683) }, 40058],
    ['markdown', { content: '罐'.repeat(1_365) }, 0],
    ['markdown', { content: '罐'.repeat(1_366) }, 40058],
    ['image', picture(Buffer.from('png')), 0],
    ['image', { ...picture(Buffer.from('png')), md5: '0' }, 40058],
    ['image', picture(Buffer.alloc(2 * 1024 * 1024 + 1)), 40058],
    ['news', { articles: [{ title: '工单', url: 'https://desk.example' }] }, 0],
    ['news', { articles: [] }, 40058],
    ['file', { media_id: 'nothing' }, 40007],
    ['template_card', buttonCard(), 40058],
    ['stream', { content: '好' }, 40008],
  ] as const)('%s', async (msgtype, part, errcode) => {
    expect(await send(emulator.addWebhook({ chat }).url, msgtype, part)).toBe(errcode);
  });

  test('sends files that were uploaded before', async () => {
    const { key, url } = emulator.addWebhook({ chat });
    const form = new FormData();
    form.set('media', new File(['内容'], '夜报.txt'));
    const uploaded = await fetch(`${emulator.url}/cgi-bin/webhook/upload_media?key=${key}&type=file`, {
      method: 'POST',
      body: form,
    });
    const { media_id } = (await uploaded.json()) as { media_id: string };
    expect(await send(url, 'file', { media_id })).toBe(0);
    expect(emulator.uploads()).toMatchObject([{ mediaId: media_id, name: '夜报.txt' }]);
  });

  test('needs its key, and takes 20 a minute', async () => {
    const { url } = emulator.addWebhook({ chat });
    expect(await send(`${emulator.url}/cgi-bin/webhook/send?key=no`, 'text', { content: '好' })).toBe(93000);
    const codes = await Promise.all(Array.from({ length: 21 }, () => send(url, 'text', { content: '好' })));
    expect(codes.filter((code) => code === 45009)).toHaveLength(1);
    await expect.poll(() => send(url, 'text', { content: '好' })).toBe(0);
    emulator.failNext({ path: /webhook/, errcode: 45009 });
    expect(await send(url, 'text', { content: '好' })).toBe(45009);
    expect(emulator.history().filter(({ code }) => code === 45009)).not.toHaveLength(0);
  });
});

describe('the self-built app', () => {
  const token = async () =>
    String((await get(`/cgi-bin/gettoken?corpid=${emulator.corpId}&corpsecret=${emulator.corpSecret}`)).access_token);

  test('gives tokens for the right secret, which run out', async () => {
    expect(await get(`/cgi-bin/gettoken?corpid=${emulator.corpId}&corpsecret=no`)).toMatchObject({ errcode: 40001 });
    const given = await token();
    const lookUp = (access: string) => get(`/cgi-bin/user/get?access_token=${access}&userid=linyue`);
    expect(await lookUp(given)).toMatchObject({ errcode: 0, name: '林悦' });
    expect(await lookUp('no')).toMatchObject({ errcode: 40014 });
    emulator.expire(given);
    expect(await lookUp(given)).toMatchObject({ errcode: 42001 });
  });

  test('knows names by plain userid and turns encrypted ones into plain', async () => {
    const access = await token();
    const convert = `${emulator.url}/cgi-bin/batch/openuserid_to_userid?access_token=${access}`;
    expect(await get(`/cgi-bin/user/get?access_token=${access}&userid=woAbC_open`)).toMatchObject({ errcode: 60111 });
    expect(await get(`/cgi-bin/user/get?access_token=${access}&userid=chenchen`)).toMatchObject({ name: '陈晨' });
    expect(await post(convert, { open_userid_list: ['woAbC_open', 'linyue'] })).toMatchObject({
      userid_list: [{ open_userid: 'woAbC_open', userid: 'chenchen' }],
      invalid_open_userid_list: ['linyue'],
    });
    emulator.hide('woAbC_open');
    expect(await post(convert, { open_userid_list: ['woAbC_open'] })).toMatchObject({
      userid_list: [],
      invalid_open_userid_list: ['woAbC_open'],
    });
  });

  test('rings the people it can see', async () => {
    const rung = await post(`${emulator.url}/cgi-bin/pstncc/call?access_token=${await token()}`, {
      callee_userid: ['linyue', 'nobody'],
    });
    expect(rung.states).toMatchObject([
      { userid: 'linyue', code: 0 },
      { userid: 'nobody', code: 1 },
    ]);
    expect(emulator.urgent()).toEqual([{ people: ['linyue'], means: 'phone' }]);
  });
});
