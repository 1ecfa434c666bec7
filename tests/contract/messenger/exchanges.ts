import { describe, expect, test, vi } from 'vitest';
import type { TapSeen } from './driver.ts';
import { ticketCard } from './sample-cards.ts';
import { faultOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** What people do: taps, which must be answered in time, and sayings. */
export function describeExchanges(scene: Scene): void {
  describe('taps', () => {
    test('carry action, ticket, version and person, and are answered with toast and card in time', async () => {
      const { messageId } = await scene.post('k1');
      if (!scene.messenger.can.buttons) return expectCommands(scene);
      scene.inbound.onTap = async () => ({
        toast: { type: 'success', text: '由你处理' },
        card: ticketCard({ version: 4, stateLabel: '林悦 处理中' }),
      });
      const seen = await scene.driver.tap({ messageId, person: scene.driver.people[0].id, action: 'claim' });
      expect(scene.inbound.taps).toHaveLength(1);
      expect(scene.inbound.taps[0]).toMatchObject({
        messenger: scene.messenger.name,
        chat: scene.driver.chat,
        messageId,
        person: { id: scene.driver.people[0].id },
        action: 'claim',
        ticket: 1042,
        version: 3,
        form: {},
      });
      expect(seen).toMatchObject({ redrawn: true, failed: false });
      expectNote(scene, seen, { type: 'success', text: '由你处理' });
      expect(seen.elapsedMs).toBeLessThan(scene.messenger.can.answerBudgetMs);
      expect(scene.shown().some(({ text }) => text.includes('林悦 处理中'))).toBe(true);
    });

    test('a form brings its fields under their neutral names', async () => {
      const { messageId } = await scene.post('k1');
      if (!scene.messenger.can.inputInCard) return expect(scene.shown()[0]?.text).toContain('回复');
      const person = scene.driver.people[0].id;
      await scene.driver.tap({ messageId, person, action: 'reply', form: { text: 'Es tut uns leid.\nWir senden Ersatz.' } });
      await scene.driver.tap({ messageId, person, action: 'transfer', form: { to: scene.driver.people[1].id } });
      await scene.driver.tap({ messageId, person, action: 'close', form: { resolution: 'refunded', topic: 'damaged' } });
      expect(scene.inbound.taps.map(({ form }) => form)).toEqual([
        { text: 'Es tut uns leid.\nWir senden Ersatz.' },
        { to: scene.driver.people[1].id },
        { resolution: 'refunded', topic: 'damaged' },
      ]);
    });

    test.each(['rejects', 'throws'] as const)('a core that %s still answers, at once', async (how) => {
      const { messageId } = await scene.post('k1');
      if (!scene.messenger.can.buttons) return expectCommands(scene);
      scene.inbound.onTap = () => {
        if (how === 'throws') throw new Error('broken');
        return Promise.reject(new Error('broken'));
      };
      const seen = await scene.driver.tap({ messageId, person: scene.driver.people[0].id, action: 'claim' });
      expect(seen).toMatchObject({ failed: false, redrawn: !scene.messenger.can.toast });
      expectNote(scene, seen, { type: 'error' });
      expect(seen.elapsedMs).toBeLessThan(1_000);
    });

    test('a core that never finishes still answers, within the platform’s patience', async () => {
      const { messageId } = await scene.post('k1');
      if (!scene.messenger.can.buttons) return expectCommands(scene);
      scene.inbound.onTap = () => new Promise(() => undefined);
      const seen = await scene.driver.tap({ messageId, person: scene.driver.people[0].id, action: 'claim' });
      expect(seen).toMatchObject({ failed: false, redrawn: !scene.messenger.can.toast });
      expectNote(scene, seen, { type: 'info' });
      expect(seen.elapsedMs).toBeLessThan(scene.messenger.can.answerBudgetMs);
    });
  });

  describe('sayings', () => {
    test('lose the bot’s mention and name the others', async () => {
      const [lin, chen] = scene.driver.people;
      await scene.driver.says({ person: lin.id, text: `/转交 1042 @${chen.id}\n请看一下` });
      await vi.waitFor(() => expect(scene.inbound.sayings).toHaveLength(1));
      expect(scene.inbound.sayings[0]).toMatchObject({
        messenger: scene.messenger.name,
        chat: scene.driver.chat,
        chatKind: 'group',
        person: { id: lin.id },
        text: `/转交 1042 @${chen.name}\n请看一下`,
        mentions: [chen],
      });
      expect(scene.messenger.connection().lastInboundAt).toBeGreaterThan(0);
    });

    test('bring the pictures that came with them', async () => {
      const picture = Buffer.from(`picture ${'x'.repeat(70_000)}`);
      await scene.driver.says({ person: scene.driver.people[0].id, text: '/回复 1042 请看', pictures: [picture] });
      await vi.waitFor(() => expect(scene.inbound.sayings).toHaveLength(1));
      const { text, files } = scene.inbound.sayings[0]!;
      expect(text).toBe('/回复 1042 请看');
      expect(files?.map(({ name }) => name)).toEqual([expect.stringMatching(/^\w+\.jpg$/)]);
      expect(Buffer.from(await files![0]!.read()).equals(picture)).toBe(true);
    });

    test('know which message they quote', async () => {
      const { messageId } = await scene.post('k1');
      await scene.driver.says({ person: scene.driver.people[0].id, text: '／回复 很抱歉', quotes: messageId });
      // What was quoted carries the number of its ticket, so the words are enough to find it.
      const quoted = scene.messenger.can.quoteIds
        ? { quotes: messageId }
        : { quotedText: expect.stringContaining('#1042') as string };
      await vi.waitFor(() => expect(scene.inbound.sayings[0]).toMatchObject({ ...quoted, text: '／回复 很抱歉' }));
    });

    test('a repeated push carries the same event id', async () => {
      await scene.driver.says({ person: scene.driver.people[0].id, text: '/列表' });
      await scene.driver.repeatLast();
      await vi.waitFor(() => expect(scene.inbound.sayings).toHaveLength(2));
      const { eventId, messageId } = scene.inbound.sayings[0] ?? {};
      expect(scene.inbound.sayings[1]).toMatchObject({ eventId, messageId, text: '/列表' });
    });
  });

  describe('talking', () => {
    test('says, answers, mentions and writes to one person', async () => {
      const [lin] = scene.driver.people;
      const { messageId } = await scene.post('k1');
      await scene.messenger.say({
        chat: scene.driver.chat,
        text: '还剩 20 分钟',
        key: 'k2',
        replyTo: messageId,
        mention: [lin.id],
      });
      await scene.messenger.direct({ person: lin.id, text: '今晚你值班', key: 'k3' });
      const { mention } = scene.messenger.can;
      expect(scene.shown()[1]).toMatchObject({
        text: expect.stringContaining('还剩 20 分钟') as string,
        mentions: mention ? [lin.id] : [],
      });
      if (!mention) expect(scene.shown()[1]?.text).toContain(`@${lin.name}`);
      expect(scene.driver.shownTo(lin.id)).toMatchObject([{ text: '今晚你值班' }]);
    });

    test('shows a card to one person alone, or says that it cannot', async () => {
      const [lin, chen] = scene.driver.people;
      const card = ticketCard({ actions: [], history: [{ at: '14:02', text: '只给林悦看' }] });
      const shown = scene.messenger.showTo({ chat: scene.driver.chat, person: lin.id, card, key: 'k1' });
      if (!scene.messenger.can.privateView) expect(await faultOf(shown)).toBe('refused');
      else {
        await shown;
        expect(scene.driver.shownTo(lin.id)).toMatchObject([{ text: expect.stringContaining('只给林悦看') as string }]);
      }
      expect(scene.shown(), 'the group').toEqual([]);
      expect(scene.driver.shownTo(chen.id)).toEqual([]);
    });

    test('names who is in the group, or says that it cannot', async () => {
      const { driver, messenger } = scene;
      // DingTalk asks in the name of somebody who has spoken there.
      await driver.says({ person: driver.people[0].id, text: '/列表' });
      const members = await messenger.members(driver.chat);
      if (members) expect(members).toEqual(expect.arrayContaining(driver.people));
    });

    test('rings, uploads and names people, or says that it cannot', async () => {
      const [lin] = scene.driver.people;
      const { messageId } = await scene.post('k1');
      for (const means of ['app', 'sms', 'phone'] as const) {
        const rung = scene.messenger.urgent({ messageId, people: [lin.id, 'ou_nobody'], means });
        if (scene.messenger.can.urgent.includes(means)) expect(await rung).toEqual({ unreachable: ['ou_nobody'] });
        else expect(await faultOf(rung)).toBe('refused');
      }
      const uploaded = scene.messenger.upload({ name: '图.png', type: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) });
      if (scene.messenger.can.upload) expect((await uploaded).key).not.toBe('');
      else expect(await faultOf(uploaded)).toBe('refused');
      const named = await scene.messenger.resolvePerson(lin.id);
      if (named) expect(named).toEqual({ name: lin.name });
    });
  });
}

/** A card without controls says what to type instead. */
function expectCommands(scene: Scene): void {
  expect(scene.shown()[0]?.text).toContain('认领 1042');
}

/** What the person is told: fleetingly, or on the card, which must still say what it is about. */
function expectNote(scene: Scene, seen: TapSeen, note: { type: string; text?: string }): void {
  if (scene.messenger.can.toast) return void expect(seen).toMatchObject({ toast: note });
  expect(seen.toast).toBeUndefined();
  expect(seen.card).toContain('#1042');
  if (note.text) expect(seen.card).toContain(note.text);
  else expect(seen.card).not.toBe(scene.shown()[0]?.text);
}
