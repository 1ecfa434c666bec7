import { afterEach, describe, expect, test } from 'vitest';
import { ticketCard } from '../../contract/messenger/sample-cards.ts';
import { faultOf } from '../../contract/messenger/scene.ts';
import { lin, openScene } from './scene.ts';
import type { Scene } from './scene.ts';

const createAndDeliver = /createAndDeliver$/;

let scene: Scene;
afterEach(() => scene.stop());

describe('cards', () => {
  test('that were created but hang nowhere are no success, and the next attempt delivers them', async () => {
    scene = await openScene({ options: { robotCode: 'wrong' } });
    for (const fault of ['unreachable', 'unreachable', 'unreachable', 'refused'])
      await expect(scene.post()).rejects.toMatchObject({ fault, platformCode: 'notDelivered' });
    expect(scene.emulator.messages(scene.chat)).toEqual([]);
    expect(scene.calls(/instances\/deliver$/)).toHaveLength(3);
  });

  test.each(['refused', 'ignored'] as const)(
    'posted again after a lost answer are one card (repetition %s)',
    async (repeatedOutTrackId) => {
      scene = await openScene({ emulator: { routes: { repeatedOutTrackId } } });
      const first = await scene.post();
      expect(await scene.post()).toEqual(first);
      expect(scene.calls(createAndDeliver)).toHaveLength(2);
      expect(scene.emulator.messages(scene.chat)).toHaveLength(1);
    },
  );

  test('use the robot code that messages name', async () => {
    scene = await openScene({ emulator: { robotCode: 'dingscene' } });
    expect(await faultOf(scene.post())).toBe('unreachable');
    await scene.emulator.pushMessage({ chat: scene.chat, person: lin.id, text: '@bot /列表' });
    const { messageId } = await scene.post('k2');
    expect(scene.emulator.messages(scene.chat).at(-1)).toMatchObject({ messageId });
  });

  test('with one key in two groups are two, and a saying with that key is another', async () => {
    scene = await openScene();
    const { emulator, messenger, chat } = scene;
    const other = emulator.addChat({ people: [lin] }).id;
    const posts = [chat, other].map((to) => messenger.postCard({ chat: to, card: ticketCard(), key: 'k1' }));
    const saying = messenger.say({ chat, text: '第一行\n第二行', key: 'k1', mention: [lin.id] });
    expect(new Set((await Promise.all([...posts, saying])).map(({ messageId }) => messageId)).size).toBe(3);
    expect([emulator.messages(chat).length, emulator.messages(other).length]).toEqual([2, 1]);
    expect(emulator.messages(chat)).toContainEqual(
      expect.objectContaining({ text: '🔵 第一行\n第二行', mentions: [lin.id], links: [] }),
    );
    expect(emulator.faults()).toEqual([]);
  });

  test('are never updated while a tap on them is being answered', async () => {
    scene = await openScene();
    const { messageId } = await scene.post();
    let updated = Promise.resolve();
    scene.inbound.onTap = async () => {
      updated = scene.messenger.updateCard({ chat: scene.chat, messageId, card: ticketCard({ stateLabel: '稍后的样子' }) });
      await new Promise((resolve) => setTimeout(resolve, 1_200).unref());
      return { toast: { type: 'success', text: '好' }, card: ticketCard({ stateLabel: '回答的样子' }) };
    };
    const { elapsedMs, failure } = await scene.emulator.press({ messageId, person: lin.id, action: 'claim' });
    expect({ failure, inTime: elapsedMs < 2_000 }).toEqual({ failure: undefined, inTime: true });
    expect(scene.emulator.message(messageId).text).toContain('回答的样子');
    await updated;
    expect(scene.emulator.message(messageId).text).toContain('稍后的样子');
    expect(scene.emulator.faults()).toEqual([]);
  });

  test('a core that is too late is answered in time, by data alone', async () => {
    scene = await openScene();
    const { messageId } = await scene.post();
    scene.inbound.onTap = () => new Promise(() => undefined);
    const { elapsedMs, toast } = await scene.emulator.press({ messageId, person: lin.id, action: 'claim' });
    expect(elapsedMs).toBeLessThan(2_000);
    expect(toast).toEqual({ type: 'success', content: '已收到' });
    expect(scene.calls(/card\/instances$/)).toEqual([]);
  });

  test('the claimer’s reply opens, a taken form closes, a refused one keeps what was typed', async () => {
    scene = await openScene();
    const { emulator, inbound } = scene;
    const { messageId } = await scene.post();
    const sees = (action: string) => emulator.offered(messageId, lin.id).includes(action);
    inbound.onTap = async () => ({ toast: { type: 'success', text: '由你处理' }, card: ticketCard({ version: 4 }) });
    expect(sees('reply')).toBe(false);
    await emulator.press({ messageId, person: lin.id, action: 'claim' });
    expect(sees('reply')).toBe(true);
    expect(emulator.message(messageId, '0166502').text).not.toContain('由你处理');
    inbound.onTap = async () => ({ toast: { type: 'warning', text: '买家又发来一条' } });
    const refused = await emulator.press({ messageId, person: lin.id, action: 'reply', form: { text: '很抱歉' } });
    expect(refused.toast).toEqual({ type: 'error', content: '没有完成,原因在卡片上' });
    expect(emulator.message(messageId, lin.id).text).toContain('⚠ 买家又发来一条');
    expect(sees('reply')).toBe(true);
    inbound.onTap = async () => ({ toast: { type: 'success', text: '已发送' } });
    await emulator.press({ messageId, person: lin.id, action: 'reply', form: { text: '很抱歉' } });
    expect(sees('reply')).toBe(false);
    await emulator.tap({ messageId, person: lin.id, actionId: 'open_reply' });
    expect(sees('reply')).toBe(true);
    expect(inbound.taps.at(-1)).toMatchObject({ version: 4, form: { text: '很抱歉' } });
    expect(emulator.faults()).toEqual([]);
  });
});

describe('the webhook of a message', () => {
  test('answers without a call where that is switched on, mentions people, and is left when it has lapsed', async () => {
    scene = await openScene({ options: { sessionReplies: 'on', cardTemplate: undefined } });
    const { emulator, messenger, chat } = scene;
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表' });
    const used = emulator.quota.used;
    await messenger.say({ chat, text: '#1042', key: 'k1', mention: [lin.id] });
    expect(emulator.messages(chat).at(-1)).toMatchObject({ type: 'text', mentions: [lin.id] });
    expect(emulator.quota.used).toBe(used);
    await scene.stop();

    scene = await openScene({ options: { sessionReplies: 'on' }, emulator: { messages: { sessionTtlMs: -1 } } });
    await scene.emulator.pushMessage({ chat: scene.chat, person: lin.id, text: '@bot /列表' });
    await scene.messenger.say({ chat: scene.chat, text: '#1042', key: 'k1' });
    expect(scene.calls(/sendBySession/)).toEqual([]);
    expect(scene.emulator.messages(scene.chat).at(-1)).toMatchObject({ type: 'sampleText' });
  });

  test('of another host is never called', async () => {
    scene = await openScene({ options: { sessionReplies: 'on' } });
    const { emulator, messenger, chat } = scene;
    const undocumented = { sessionWebhook: 'https://evil.example/robot/sendBySession?session=x' };
    await emulator.pushMessage({ chat, person: lin.id, text: '@bot /列表', undocumented });
    await messenger.say({ chat, text: '#1042', key: 'k1' });
    expect(emulator.messages(chat).at(-1)).toMatchObject({ type: 'sampleText', text: '#1042' });
  });
});
