import { afterEach, describe, expect, test } from 'vitest';
import { ticketCard } from '../../contract/messenger/sample-cards.ts';
import { faultOf } from '../../contract/messenger/scene.ts';
import { commandsOf, people, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.stop());

const [lin, chen] = people.map(({ id }) => id) as [string, string];
const snooze = {
  action: 'snooze' as const,
  label: '稍后',
  command: '/稍后 1042',
  fields: [{ name: 'until' as const, kind: 'time' as const, label: '到', required: true }],
};
const card = (change = {}) => ticketCard({ actions: [...ticketCard().actions, snooze], ...change });
const claimed = card({ version: 4, state: 'claimed', stateLabel: '林悦 处理中' });
const post = async () => (await stage.messenger.postCard({ chat: stage.chat, card: card(), key: 'k' })).messageId;
const press = (messageId: string, key: string, selected = {}, person = lin) =>
  stage.emulator.press({ messageId, person, key, selected });
const seenBy = (messageId: string, person: string) => stage.emulator.message(messageId, person).text;
const said = () => stage.emulator.messages(stage.chat).filter(({ type }) => type === 'markdown');

describe('an action that needs a choice', () => {
  test('asks on the card, for this person only, and sends what was picked', async () => {
    stage = await setStage();
    const messageId = await post();
    await press(messageId, 'close:1042:3');
    expect(stage.inbound.taps).toEqual([]);
    expect(seenBy(messageId, lin)).toContain('关闭: 请选择后提交');
    expect(stage.emulator.message(messageId, lin).card?.card_type).toBe('multiple_interaction');
    expect(seenBy(messageId, chen)).not.toContain('请选择后提交');

    stage.inbound.onTap = async () => ({ toast: { type: 'success', text: '已关闭' }, card: claimed });
    await press(messageId, 'close:1042:3:submit', { resolution: ['refunded'] });
    expect(stage.inbound.taps).toMatchObject([
      { action: 'close', ticket: 1042, version: 3, messageId, form: { resolution: 'refunded', topic: 'damaged' } },
    ]);
    for (const person of [lin, chen]) expect(seenBy(messageId, person)).toContain('已关闭');
  });

  test('can be left again', async () => {
    stage = await setStage();
    const messageId = await post();
    const before = seenBy(messageId, lin);
    await press(messageId, 'snooze:1042:3');
    expect(stage.emulator.message(messageId, lin).card).toMatchObject({ button_selection: { question_key: 'until' } });
    await press(messageId, 'snooze:1042:3:back');
    expect(seenBy(messageId, lin)).toBe(before);
    expect(stage.inbound.taps).toEqual([]);
  });

  test('of a time brings words that the core reads', async () => {
    stage = await setStage();
    const messageId = await post();
    await press(messageId, 'snooze:1042:3');
    await press(messageId, 'snooze:1042:3:submit', { until: ['明早9点'] });
    expect(stage.inbound.taps).toMatchObject([{ action: 'snooze', form: { until: '明早9点' } }]);
  });

  test('after a restart the core is asked for the card', async () => {
    stage = await setStage();
    const messageId = await post();
    await stage.messenger.stop();
    await stage.messenger.start(stage.inbound);
    stage.inbound.onTap = async () => ({ toast: { type: 'success', text: '' }, card: card() });
    await press(messageId, 'close:1042:3');
    expect(stage.inbound.taps).toMatchObject([{ action: 'details' }]);
    expect(seenBy(messageId, lin)).toContain('请选择后提交');
  });

  test('is typed where updated cards cannot be tapped, and a live card follows a tap', async () => {
    stage = await setStage({ emulator: { updatedCards: 'dead' }, options: { updatedCards: 'dead' } });
    const messageId = await post();
    expect(stage.emulator.offered(messageId)).toEqual(['claim:1042:3', 'false_alarm:1042:3']);
    expect(seenBy(messageId, lin)).toContain('关闭 1042');
    stage.inbound.onTap = async () => ({ toast: { type: 'success', text: '由你处理' }, card: claimed });
    await press(messageId, 'claim:1042:3');
    const cards = () => stage.emulator.messages(stage.chat).filter(({ taskId }) => taskId);
    await expect.poll(() => cards().length).toBe(2);
    expect(cards()[1]?.text).toContain('林悦 处理中');
  });
});

describe('a core that', () => {
  test('refuses shows why to who tapped, and to nobody else', async () => {
    stage = await setStage();
    const messageId = await post();
    stage.inbound.onTap = async () => ({ toast: { type: 'warning', text: '林悦 已在 2 秒前认领' }, card: claimed });
    await press(messageId, 'claim:1042:3', {}, chen);
    expect(seenBy(messageId, chen)).toContain('林悦 已在 2 秒前认领');
    expect(seenBy(messageId, lin)).not.toContain('已在 2 秒前认领');
  });

  test('is late is waited for no longer than the platform does, and its outcome is said', async () => {
    stage = await setStage();
    const messageId = await post();
    const outcome = Promise.withResolvers<void>();
    stage.inbound.onTap = async () => {
      await outcome.promise;
      return { toast: { type: 'success', text: '由你处理' }, card: claimed };
    };
    const { elapsedMs, failure } = await press(messageId, 'claim:1042:3');
    expect(failure).toBeUndefined();
    expect(elapsedMs).toBeLessThan(5_000);
    expect(seenBy(messageId, lin)).toContain('还在处理');
    outcome.resolve();
    await expect.poll(() => said().length).toBe(1);
    expect(said()[0]).toMatchObject({ text: expect.stringContaining('#1042 由你处理') as string, mentions: [lin] });
  });

  test('redraws the card while it answers has both on it', async () => {
    stage = await setStage();
    const messageId = await post();
    let update: Promise<unknown> = Promise.resolve();
    stage.inbound.onTap = async () => {
      update = faultOf(stage.messenger.updateCard({ chat: stage.chat, messageId, card: claimed }));
      return { toast: { type: 'success', text: '由你处理' } };
    };
    await press(messageId, 'claim:1042:3');
    expect(await update).toBe('no fault');
    for (const words of ['林悦 处理中', '由你处理']) expect(seenBy(messageId, chen)).toContain(words);
    expect(await faultOf(stage.messenger.updateCard({ chat: stage.chat, messageId, card: claimed }))).toBe('gone');
  });
});

describe('the answer', () => {
  test('that the platform no longer takes is said instead', async () => {
    stage = await setStage();
    const messageId = await post();
    stage.emulator.failNext({ cmd: 'aibot_respond_update_msg', errcode: 846605 });
    stage.inbound.onTap = async () => ({ toast: { type: 'success', text: '由你处理' }, card: claimed });
    void press(messageId, 'claim:1042:3');
    await expect.poll(() => said().length).toBe(1);
    expect(said()[0]?.text).toContain('由你处理');
    expect(commandsOf(stage.emulator, 'aibot_respond_update_msg')).toHaveLength(1);
  });

  test('is for everybody where the platform does not take the person’s id', async () => {
    stage = await setStage();
    const messageId = await post();
    stage.emulator.failNext({ cmd: 'aibot_respond_update_msg', errcode: 40058 });
    await press(messageId, 'close:1042:3');
    expect(seenBy(messageId, chen)).toContain('请选择后提交');
  });

  test('two people at once get one each', async () => {
    stage = await setStage();
    const messageId = await post();
    stage.inbound.onTap = async (tap) => ({ toast: { type: 'success', text: `由 ${tap.person.id} 处理` }, card: claimed });
    const answers = await Promise.all([lin, chen].map((person) => press(messageId, 'claim:1042:3', {}, person)));
    expect(answers.map(({ card: shown }) => Boolean(shown))).toEqual([true, true]);
    expect(stage.inbound.taps.map(({ person }) => person.id)).toEqual([lin, chen]);
  });

  test('to details brings the whole conversation as text', async () => {
    stage = await setStage();
    const messageId = await post();
    const history = Array.from({ length: 40 }, (_, i) => ({ at: '14:02', text: `买家: 第 ${i} 句 <@all>` }));
    stage.inbound.onTap = async () => ({ toast: { type: 'success', text: '' }, card: card({ history }) });
    await stage.emulator.tap({ messageId, person: lin, key: 'details:1042:3' });
    await expect.poll(() => said().length).toBe(1);
    expect(said()[0]?.mentions).toEqual([]);
    for (const words of ['第 0 句', '第 39 句']) expect(said()[0]?.text).toContain(words);
  });
});

test('keys that are not ours change nothing', async () => {
  stage = await setStage({ emulator: { windows: { answerMs: 300 } } });
  const messageId = await post();
  for (const key of ['', 'claim', 'throw:1042:3', 'claim:x:3', 'claim:1042:3:submit:more', '__proto__:1:1'])
    expect((await stage.emulator.tap({ messageId, person: lin, key })).failure).toBe('no-answer');
  expect(stage.inbound.taps).toEqual([]);
});

test('a person who opens the single chat is greeted', async () => {
  stage = await setStage();
  await stage.emulator.pushEnterChat(lin);
  await expect.poll(() => stage.emulator.messages(lin)[0]?.text).toContain('/帮助');
});

test('the first message of a group says that the bot is in it, once', async () => {
  stage = await setStage();
  for (const text of ['@bot /列表', '@bot /帮助']) await stage.emulator.pushMessage({ chat: stage.chat, person: lin, text });
  await expect.poll(() => stage.inbound.sayings.length).toBe(2);
  expect(stage.inbound.joins).toEqual([stage.chat]);
});
