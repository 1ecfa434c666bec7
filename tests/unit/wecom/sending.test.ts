import { afterEach, describe, expect, test } from 'vitest';
import { hostile, ticketCard } from '../../contract/messenger/sample-cards.ts';
import { faultOf } from '../../contract/messenger/scene.ts';
import { commandsOf, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.stop());

const post = (key: string, card = ticketCard()) => stage.messenger.postCard({ chat: stage.chat, card, key });
const say = (key: string, text = '还剩 20 分钟') => stage.messenger.say({ chat: stage.chat, text, key });
const sent = () => commandsOf(stage.emulator, 'aibot_send_msg');
const shown = () => stage.emulator.messages(stage.chat);

describe('what nobody confirms', () => {
  test('a card is sent once more and is still one card', async () => {
    stage = await setStage();
    stage.emulator.dropAcks(1);
    const { messageId } = await post('k');
    expect(sent().map(({ code }) => code)).toEqual([0, 42014]);
    expect(shown().map(({ taskId }) => taskId)).toEqual([messageId]);
  });

  test('text is sent once more, not more often, and may stand twice', async () => {
    stage = await setStage();
    stage.emulator.dropAcks(2);
    expect(await faultOf(say('k'))).toBe('unreachable');
    expect(sent()).toHaveLength(2);
  });
});

describe('refusals', () => {
  test('a card that an earlier process posted is that card', async () => {
    stage = await setStage();
    const { messageId } = await post('k');
    await stage.messenger.stop();
    await stage.messenger.start(stage.inbound);
    expect(await post('k')).toEqual({ messageId });
    expect(shown()).toHaveLength(1);
  });

  test('a task_id that a refused try used up is not used again', async () => {
    stage = await setStage();
    stage.emulator.failNext({ cmd: 'aibot_send_msg', errcode: 40058 });
    expect(await faultOf(post('k'))).toBe('refused');
    stage.emulator.failNext({ cmd: 'aibot_send_msg', errcode: 42014 });
    const { messageId } = await post('k');
    expect(shown().map(({ taskId }) => taskId)).toEqual([messageId]);
  });

  test('45009 says how long to wait, 93006 what to do', async () => {
    stage = await setStage();
    stage.emulator.failNext({ cmd: 'aibot_send_msg', errcode: 45009 });
    await expect(say('k')).rejects.toMatchObject({ fault: 'throttled', retryAfterMs: 5_000, platformCode: '45009' });
    const unheard = stage.emulator.addChat({ people: [{ id: 'wang', name: '王磊' }] }).id;
    await expect(stage.messenger.postCard({ chat: unheard, card: ticketCard(), key: 'k' })).rejects.toMatchObject({
      fault: 'refused',
      message: expect.stringContaining('@ the bot once in this group') as string,
    });
  });

  test('carry no words of the buyer', async () => {
    stage = await setStage();
    stage.emulator.failNext({ cmd: 'aibot_send_msg', errcode: 40058 });
    const error: unknown = await post('k', ticketCard({ original: 'geheim' })).catch((reason: unknown) => reason);
    expect(JSON.stringify([error, String(error)])).not.toContain('geheim');
  });
});

describe('text', () => {
  test('is literal: nothing in it mentions, links or restyles', async () => {
    stage = await setStage();
    await say('k', `${hostile}\n<@linyue> <@all>\n# 标题\n[a](https://evil.example)`);
    expect(shown()[0]).toMatchObject({ mentions: [], links: [] });
  });

  test('mentions whom the core names, unless the id is none', async () => {
    stage = await setStage();
    await stage.messenger.say({ chat: stage.chat, text: '请看', key: 'k', mention: ['linyue', 'x> <@all'] });
    expect(shown()[0]?.mentions).toEqual(['linyue']);
  });

  test('that is too long for one message comes as several, each once', async () => {
    stage = await setStage();
    const text = Array.from({ length: 9_000 }, (_, i) => `第${i}行`).join('\n');
    await say('k', text);
    await say('k', text);
    const parts = shown().map((message) => message.text);
    expect(parts.length).toBeGreaterThan(4);
    expect(parts.join('\n')).toBe(text);
  });
});

describe('the robot', () => {
  const robot = () => {
    const { url } = stage.emulator.addWebhook({ chat: stage.chat });
    return url;
  };

  test('speaks for a bot that is cut off, for urgent cards only, with the commands', async () => {
    stage = await setStage();
    const webhookUrl = robot();
    const { emulator } = stage;
    await stage.messenger.stop();
    const other = await setStage({
      options: {
        wsUrl: emulator.wsUrl,
        botId: emulator.botId,
        botSecret: emulator.secret,
        webhookUrl,
        webhookAfterMs: 0,
        requestTimeoutMs: 300,
      },
    });
    try {
      await emulator.kick();
      await expect.poll(() => other.messenger.connection().state).toBe('down');
      const first = await other.messenger.postCard({ chat: stage.chat, card: ticketCard(), key: 'k' });
      expect(await other.messenger.postCard({ chat: stage.chat, card: ticketCard(), key: 'k' })).toEqual(first);
      const calm = other.messenger.postCard({ chat: stage.chat, card: ticketCard({ level: 'normal' }), key: 'n' });
      expect(await faultOf(calm)).toBe('unreachable');
      expect(shown()).toHaveLength(1);
      for (const words of ['#1042', '认领 1042', 'Die Dose kam']) expect(shown()[0]?.text).toContain(words);
    } finally {
      await other.stop();
    }
  });
});

describe('the corp’s app', () => {
  test('names and calls people by their encrypted ids, with a new token when the old one is over', async () => {
    stage = await setStage();
    await stage.stop();
    stage = await setStage({ options: { corpId: 'ww0123456789abcdef', corpSecret: 'emulated-corp-secret' } });
    stage.emulator.addChat({ people: [{ id: 'woAJ2GCA', name: '王磊', userid: 'wanglei' }] });
    expect(await stage.messenger.resolvePerson('woAJ2GCA')).toEqual({ name: '王磊' });
    expect(await stage.messenger.resolvePerson('nobody')).toBeNull();
    stage.emulator.failNext({ path: /pstncc\/call/, errcode: 42001 });
    const ring = { messageId: 'm', people: ['woAJ2GCA', 'nobody'], means: 'phone' as const };
    expect(await stage.messenger.urgent(ring)).toEqual({ unreachable: ['nobody'] });
    expect(stage.emulator.urgent()).toEqual([{ people: ['wanglei'], means: 'phone' }]);
    expect(commandsOf(stage.emulator, '/cgi-bin/gettoken')).toHaveLength(2);
  });

  test('without it nobody has a name and nobody can be rung', async () => {
    stage = await setStage();
    expect(stage.messenger.can.urgent).toEqual([]);
    expect(await stage.messenger.resolvePerson('linyue')).toBeNull();
    expect(await faultOf(stage.messenger.urgent({ messageId: 'm', people: ['linyue'], means: 'phone' }))).toBe('refused');
  });
});

test('a file of several chunks arrives whole', async () => {
  stage = await setStage();
  const bytes = new Uint8Array(1_300_000).fill(7);
  const { key } = await stage.messenger.upload({ name: '对账.csv', type: 'text/csv', bytes });
  expect(stage.emulator.uploads()).toMatchObject([{ mediaId: key, type: 'file', name: '对账.csv', bytes: bytes.length }]);
});
