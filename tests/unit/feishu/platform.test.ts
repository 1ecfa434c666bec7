import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFeishu } from '../../../adapters/messengers/feishu/index.ts';
import type { FeishuOptions } from '../../../adapters/messengers/feishu/config.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { createRecordingInbound } from '../../contract/messenger/recording-inbound.ts';
import type { RecordingInbound } from '../../contract/messenger/recording-inbound.ts';
import { ticketCard } from '../../contract/messenger/sample-cards.ts';
import { startFeishuEmulator } from '../../emulators/feishu.ts';
import type { FeishuEmulator } from '../../emulators/feishu.ts';

/** What only Feishu does, through the real SDK. What all messengers promise is in tests/contract. */
describe('feishu', () => {
  let emulator: FeishuEmulator;
  let messenger: Messenger;
  let chat: string;
  let inbound: RecordingInbound;
  const lin = { id: 'ou_lin', name: '林悦' };

  const create = (change: Partial<FeishuOptions> = {}) =>
    createFeishu({ appId: emulator.appId, appSecret: emulator.appSecret, baseUrl: emulator.url, ...change });
  const post = (key = 'k1', card = ticketCard()) => messenger.postCard({ chat, card, key });
  const calls = (path: RegExp) => emulator.history().filter((entry) => path.test(entry.path));

  beforeEach(async () => {
    inbound = createRecordingInbound();
    emulator = await startFeishuEmulator({ clientConfig: { PingInterval: 0.3 } });
    chat = emulator.addChat({ people: [lin] }).id;
    messenger = create();
  });
  afterEach(async () => {
    await messenger.stop();
    await emulator.stop();
  });

  describe('credentials', () => {
    test('a revoked token is replaced and the call repeated once', async () => {
      await messenger.start(inbound);
      emulator.invalidateTokens();
      await post();
      expect(calls(/tenant_access_token/)).toHaveLength(2);
      expect(emulator.messages(chat)).toHaveLength(1);
    });

    test('a token that stays refused is not asked for without end', async () => {
      await messenger.start(inbound);
      emulator.failNext({ path: /messages$/, status: 400, code: 99991663, times: 5 });
      await expect(post()).rejects.toMatchObject({ fault: 'refused', platformCode: '99991663' });
      expect(calls(/messages$/)).toHaveLength(2);
    });

    test('a wrong secret is said at start', async () => {
      messenger = create({ appSecret: 'wrong' });
      await expect(messenger.start(inbound)).rejects.toMatchObject({ fault: 'refused', platformCode: '10014' });
    });

    test('an unusable app id, and an open callback address, are refused before anything starts', () => {
      expect(() => create({ appId: 'cli_short' })).toThrow();
      expect(() => create({ mode: 'http' })).toThrow(/FEISHU_ENCRYPT_KEY/);
    });
  });

  describe('the long connection', () => {
    test.each([['system busy', 1] as const, ['too many connections', 1_000_040_350] as const])(
      'comes up after "%s"',
      async (_what, code) => {
        emulator.refuseEndpoint(code, code);
        await messenger.start(inbound);
        expect(messenger.connection().state).toBe('connected');
      },
    );

    test('rejected handshakes are retried, but not in a storm', async () => {
      await messenger.start(inbound);
      emulator.rejectHandshakes(4);
      emulator.dropConnections();
      await vi.waitFor(() => expect(messenger.connection().state).not.toBe('connected'), { timeout: 5_000 });
      await vi.waitFor(() => expect(messenger.connection().state).toBe('connected'), { timeout: 10_000 });
      const handshakes = emulator.history().filter(({ kind }) => kind === 'handshake');
      expect(handshakes.map(({ code }) => code)).toEqual([0, 403, 403, 403, 403, 0]);
      expect(emulator.connections()).toBe(1);
    });

    test('an event in many frames arrives whole', async () => {
      await messenger.start(inbound);
      emulator.splitFrames(7);
      await emulator.pushMessage({ chat, person: lin.id, text: `@bot /回复 1042 ${'很抱歉'.repeat(300)}` });
      expect(inbound.sayings[0]?.text).toBe(`/回复 1042 ${'很抱歉'.repeat(300)}`);
    });

    test('a saying the core could not take is pushed again with the same id', async () => {
      await messenger.start(inbound);
      inbound.onSaid = async () => {
        if (inbound.sayings.length < 3) throw new Error('database is locked');
        return { messageIds: [] };
      };
      expect(await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表' })).toMatchObject({
        acked: true,
        attempts: 3,
      });
      expect(new Set(inbound.sayings.map(({ eventId }) => eventId)).size).toBe(1);
    });

    test('stopping while it cannot connect ends the attempt', async () => {
      emulator.refuseEndpoint(...Array.from({ length: 50 }, () => 1));
      const starting = messenger.start(inbound).catch((error: unknown) => error);
      await vi.waitFor(() => expect(calls(/ws\/endpoint/).length).toBeGreaterThan(1));
      await messenger.stop();
      expect(await starting).toMatchObject({ fault: 'unreachable' });
    });
  });

  describe('refusals', () => {
    beforeEach(() => messenger.start(inbound));

    test.each([
      ['content', 'a word that fails review', (): void => emulator.forbid('盖子'), '230022'],
      ['refused', 'a chat without the bot', (): void => emulator.removeBot(chat), '230002'],
      [
        'throttled',
        'a message still being sent',
        () => emulator.failNext({ path: /messages$/, status: 200, code: 230049 }),
        '230049',
      ],
      ['unreachable', 'a gateway in trouble', (): void => emulator.failNext({ path: /messages$/, status: 502, code: 0 }), '502'],
    ] as const)('%s: %s', async (fault, _what, prepare, platformCode) => {
      prepare();
      await expect(post()).rejects.toMatchObject({ fault, platformCode });
    });

    test('a card counted as too long is drawn once more at half the size', async () => {
      emulator.failNext({ path: /messages$/, status: 400, code: 230025 });
      await post('k1', ticketCard({ original: 'ä'.repeat(20_000) }));
      expect(Buffer.byteLength(emulator.messages(chat)[0]?.content ?? '')).toBeLessThanOrEqual(12_000);
    });

    test('a card whose JSON is rejected is drawn once more with paragraphs and buttons only', async () => {
      emulator.failNext({ path: /messages$/, status: 400, code: 230099 });
      const { messageId } = await post();
      expect(emulator.offered(messageId)).toEqual(['claim', 'false_alarm']);
      expect(emulator.message(messageId).text).toContain('回复 1042');
    });

    test('whoever holds a ticket has a picture once the platform takes it, and whoever left has none', async () => {
      const held = (id: string) => ticketCard({ owner: '林悦', ownerIds: { feishu: id, dingtalk: '0166501' } });
      const pictured = (messageId: string) => /"tag":"person","user_id":"(\w+)"/.exec(emulator.message(messageId).content)?.[1];
      const { messageId } = await post();
      inbound.onTap = async () => ({ toast: { type: 'success', text: '好' }, card: held(lin.id) });
      // The answer to a tap has no second try.
      await emulator.press({ messageId, person: lin.id, action: 'claim' });
      expect(pictured(messageId)).toBeUndefined();
      const second = await post('k2', held(lin.id));
      expect(pictured(second.messageId)).toBe(lin.id);
      await emulator.press({ messageId, person: lin.id, action: 'claim' });
      expect(pictured(messageId)).toBe(lin.id);

      const gone = [await post('k3', held('ou_gone')), await post('k4', held('ou_gone'))];
      expect(gone.map((card) => pictured(card.messageId))).toEqual([undefined, undefined]);
      expect(emulator.message(gone[0]!.messageId).text).toContain('林悦');
      expect(calls(/messages$/), 'asked once').toHaveLength(5);
      await messenger.updateCard({ chat, messageId, card: held('ou_gone') });
      expect(pictured(messageId)).toBeUndefined();
    });

    test('what belongs under a card stands in its topic, and in the chat where a group has none', async () => {
      const { messageId } = await messenger.postCard({ chat, card: ticketCard(), key: 'k1' });
      const under = await messenger.say({ chat, text: '还剩 20 分钟', key: 'k2', replyTo: messageId, inThread: true });
      const threadOf = (id: string) => emulator.message(id).threadId;
      expect(threadOf(under.messageId)).toBeDefined();
      expect(threadOf(under.messageId)).toBe(threadOf(messageId));
      emulator.forbidThreads(chat);
      const beside = await messenger.say({ chat, text: '已超时', key: 'k3', replyTo: messageId, inThread: true });
      expect(emulator.message(beside.messageId)).toMatchObject({ chat, text: '已超时' });
      expect(threadOf(beside.messageId)).toBeUndefined();
    });

    test('an answer to a recalled message is said in the chat', async () => {
      const { messageId } = await post();
      emulator.recall(messageId);
      await messenger.say({ chat, text: '已经处理', key: 'k2', replyTo: messageId });
      expect(emulator.messages(chat).at(-1)).toMatchObject({ text: '已经处理' });
      await expect(messenger.updateCard({ chat, messageId, card: ticketCard() })).rejects.toMatchObject({ fault: 'gone' });
    });

    test('somebody out of reach', async () => {
      emulator.hide(lin.id);
      await expect(messenger.direct({ person: lin.id, text: '今晚你值班', key: 'k1' })).rejects.toMatchObject({
        fault: 'refused',
        platformCode: '230013',
      });
      const { messageId } = await post();
      expect(await messenger.urgent({ messageId, people: [lin.id], means: 'phone' })).toEqual({ unreachable: [lin.id] });
    });

    test('no error carries the token or the buyer’s words', async () => {
      emulator.failNext({ path: /messages$/, status: 400, code: 230001 });
      const error: unknown = await post('k1', ticketCard({ original: 'Geheimnis' })).catch((reason: unknown) => reason);
      const { inspect } = await import('node:util');
      expect(inspect(error, { depth: 20 })).not.toMatch(/Geheimnis|Bearer|t-[0-9a-f]{10}/);
    });
  });

  test('a platform that never answers costs no more than the time limit', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    messenger = create({ baseUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, requestTimeoutMs: 200 });
    const starting = messenger.start(inbound).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await messenger.stop();
    expect(await starting).toMatchObject({ fault: 'unreachable' });
    silent.close();
  });

  test('being added to a group is told once, and names are learnt there', async () => {
    await messenger.start(inbound);
    await emulator.pushBotAdded(chat, lin.id);
    expect(inbound.joins).toEqual([chat]);
    await vi.waitFor(() => expect(calls(/members$/)).toHaveLength(1));
    expect(await messenger.resolvePerson(lin.id)).toEqual({ name: '林悦' });
    expect(calls(/basic_batch/)).toHaveLength(0);
    expect(await messenger.resolvePerson('ou_nobody')).toBeNull();
  });

  test('uploads keep their names and kinds', async () => {
    await messenger.start(inbound);
    const bytes = new Uint8Array([1, 2, 3]);
    expect((await messenger.upload({ name: '试跑.png', type: 'image/png', bytes })).key).toMatch(/^img_/);
    expect((await messenger.upload({ name: '周报.pdf', type: 'application/pdf', bytes })).key).toMatch(/^file_/);
    expect(emulator.uploads()).toMatchObject([{ bytes: 3 }, { name: '周报.pdf', bytes: 3 }]);
  });

  test('a redraw waits until the answer to a tap has settled', async () => {
    await messenger.start(inbound);
    const { messageId } = await post();
    let updated = Promise.resolve();
    inbound.onTap = async () => {
      updated = messenger.updateCard({ chat, messageId, card: ticketCard({ stateLabel: '稍后的样子' }) });
      return { toast: { type: 'success', text: '好' }, card: ticketCard({ stateLabel: '回答的样子' }) };
    };
    await emulator.press({ messageId, person: lin.id, action: 'claim' });
    expect(emulator.message(messageId).text).toContain('回答的样子');
    const answeredAt = performance.now();
    await updated;
    expect(performance.now() - answeredAt).toBeGreaterThan(900);
    expect(emulator.message(messageId)).toMatchObject({ revision: 2, text: expect.stringContaining('稍后的样子') as string });
  });
});
