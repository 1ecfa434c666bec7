import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MessengerError } from '../../src/ports/messenger.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import type { MessengerDriver, MessengerUnderTest } from './messenger/driver.ts';
import { createRecordingInbound } from './messenger/recording-inbound.ts';
import type { RecordingInbound } from './messenger/recording-inbound.ts';
import { hostile, longTexts, ticketCard } from './messenger/sample-cards.ts';

/**
 * What every messenger promises. Where `can` declares a gap the test asserts how the gap shows, it is not skipped.
 *
 * @param subject.create gives a fresh emulator and a messenger that is not started.
 */
export function describeMessenger(subject: { name: string; create: () => Promise<MessengerUnderTest> }): void {
  describe(`messenger ${subject.name}`, () => {
    let messenger: Messenger;
    let driver: MessengerDriver;
    let inbound: RecordingInbound;
    let stop: () => Promise<void>;

    beforeEach(async () => {
      ({ messenger, driver, stop } = await subject.create());
      inbound = createRecordingInbound();
      await messenger.start(inbound);
    });
    afterEach(() => stop());

    const post = (key: string, card = ticketCard()) => messenger.postCard({ chat: driver.chat, card, key });
    const shown = () => driver.shown(driver.chat);
    const fault = (call: Promise<unknown>) =>
      call.then(
        () => 'no fault',
        (error: unknown) => (error instanceof MessengerError ? error.fault : error),
      );

    test('is connected once started', () => {
      expect(messenger.connection().state).toBe('connected');
    });

    describe('posting', () => {
      test('returns the id of the message that people see', async () => {
        const { messageId } = await post('k1');
        expect(shown()).toHaveLength(1);
        expect(shown()[0]).toMatchObject({ messageId, text: expect.stringContaining('#1042') as string });
      });

      test('the same key twice is one message', async () => {
        const [first, second] = [await post('k1'), await post('k1')];
        expect(second.messageId).toBe(first.messageId);
        expect(shown()).toHaveLength(1);
      });

      test.each(['ticket', 'compact', 'notice'] as const)('a %s card shows title, state and fields', async (kind) => {
        await post('k1', ticketCard({ kind, notice: '接替 #1041 的卡片' }));
        for (const text of ['#1042', '待认领', '302-1112223-4445556', '接替 #1041 的卡片'])
          expect(shown()[0]?.text).toContain(text);
      });

      test('every action is on the card, as a control or as a command to type', async () => {
        const { messageId } = await post('k1');
        for (const { action, command, fields } of ticketCard().actions) {
          if (messenger.can.inputInCard || !fields) {
            const form = Object.fromEntries(
              (fields ?? []).map(({ name, options }) => [name, options?.[0]?.value ?? driver.people[1].id]),
            );
            await driver.tap({ messageId, person: driver.people[0].id, action, form });
            expect(inbound.taps.at(-1)?.action).toBe(action);
          } else expect(shown()[0]?.text).toContain(command.split(' ')[0]);
        }
      });

      test.each(Object.entries(longTexts))('50 KB of %s fit', async (_script, text) => {
        expect(Buffer.byteLength(text)).toBeGreaterThan(45_000);
        await post(
          'k1',
          ticketCard({
            original: text,
            translation: text,
            history: Array.from({ length: 300 }, () => ({ at: '14:02', text: text.slice(0, 500) })),
          }),
        );
        const { messageId } = await messenger.say({ chat: driver.chat, text, key: 'k2' });
        const [card, saying] = [shown()[0], shown().find((message) => message.messageId === messageId)];
        for (const seen of [card, saying]) {
          expect(seen?.text).toContain(text.slice(0, 20).trim());
          // Cut between characters, not inside one.
          expect(seen?.text).not.toContain('\uFFFD');
        }
        expect(card?.text).toContain('#1042');
      });
    });

    describe('hostile words', () => {
      test('of a buyer mention nobody and link nowhere, in cards and in text', async () => {
        const card = ticketCard({
          original: hostile,
          translation: hostile,
          title: hostile,
          reasons: [hostile],
          history: [{ at: '14:02', text: hostile }],
        });
        await post('k1', { ...card, fields: [{ label: '买家', value: hostile }] });
        await messenger.say({ chat: driver.chat, text: hostile, key: 'k2' });
        for (const message of shown()) expect(message).toMatchObject({ mentions: [], links: [] });
        expect(shown()).toHaveLength(2);
      });

      test('with phone numbers and addresses still arrive, order numbers whole', async () => {
        await post(
          'k1',
          ticketCard({ original: 'Rufen Sie +49 171 2345678 an, k.vogel@example.com oder 13812345678. Nr. 302-1112223-4445556' }),
        );
        expect(shown()[0]?.text).toContain('Nr. 302-1112223-4445556');
      });
    });

    describe('updating', () => {
      test('redraws in place while the window is open', async () => {
        const { messageId } = await post('k1');
        const update = messenger.updateCard({
          chat: driver.chat,
          messageId,
          card: ticketCard({ version: 4, stateLabel: '林悦 处理中' }),
        });
        if (messenger.can.updateWindowMs === 0) return expect(await fault(update)).toBe('gone');
        await update;
        expect(shown()).toHaveLength(1);
        expect(shown()[0]?.text).toContain('林悦 处理中');
      });

      test('what is too old or was never there is gone', async () => {
        const { messageId } = await post('k1');
        if (messenger.can.updateWindowMs < Infinity) {
          driver.expire(messageId);
          expect(await fault(messenger.updateCard({ chat: driver.chat, messageId, card: ticketCard() }))).toBe('gone');
        }
        expect(await fault(messenger.updateCard({ chat: driver.chat, messageId: 'om_never', card: ticketCard() }))).toBe('gone');
      });

      test('of many at once the last one stays, and all are answered', async () => {
        const { messageId } = await post('k1');
        const updates = Array.from({ length: 10 }, (_, i) =>
          fault(
            messenger.updateCard({ chat: driver.chat, messageId, card: ticketCard({ version: i, stateLabel: `第 ${i} 版` }) }),
          ),
        );
        const outcome = messenger.can.updateWindowMs === 0 ? 'gone' : 'no fault';
        expect(await Promise.all(updates)).toEqual(Array.from({ length: 10 }, () => outcome));
        if (messenger.can.updateWindowMs > 0) expect(shown()[0]?.text).toContain('第 9 版');
      });
    });

    describe('taps', () => {
      test('carry action, ticket, version and person, and are answered with toast and card in time', async () => {
        const { messageId } = await post('k1');
        inbound.onTap = async () => ({
          toast: { type: 'success', text: '由你处理' },
          card: ticketCard({ version: 4, stateLabel: '林悦 处理中' }),
        });
        const seen = await driver.tap({ messageId, person: driver.people[0].id, action: 'claim' });
        expect(inbound.taps).toHaveLength(1);
        expect(inbound.taps[0]).toMatchObject({
          messenger: messenger.name,
          chat: driver.chat,
          messageId,
          person: { id: driver.people[0].id },
          action: 'claim',
          ticket: 1042,
          version: 3,
          form: {},
        });
        expect(seen).toMatchObject({ toast: { type: 'success', text: '由你处理' }, redrawn: true, failed: false });
        expect(seen.elapsedMs).toBeLessThan(messenger.can.answerBudgetMs);
        expect(shown().some(({ text }) => text.includes('林悦 处理中'))).toBe(true);
      });

      test('a form brings its fields under their neutral names', async () => {
        const { messageId } = await post('k1');
        if (!messenger.can.inputInCard) return expect(shown()[0]?.text).toContain('回复');
        const person = driver.people[0].id;
        await driver.tap({ messageId, person, action: 'reply', form: { text: 'Es tut uns leid.\nWir senden Ersatz.' } });
        await driver.tap({ messageId, person, action: 'transfer', form: { to: driver.people[1].id } });
        await driver.tap({ messageId, person, action: 'close', form: { resolution: 'refunded', topic: 'damaged' } });
        expect(inbound.taps.map(({ form }) => form)).toEqual([
          { text: 'Es tut uns leid.\nWir senden Ersatz.' },
          { to: driver.people[1].id },
          { resolution: 'refunded', topic: 'damaged' },
        ]);
      });

      test.each(['rejects', 'throws'] as const)('a core that %s still answers, at once', async (how) => {
        const { messageId } = await post('k1');
        inbound.onTap = () => {
          if (how === 'throws') throw new Error('broken');
          return Promise.reject(new Error('broken'));
        };
        const seen = await driver.tap({ messageId, person: driver.people[0].id, action: 'claim' });
        expect(seen).toMatchObject({ failed: false, redrawn: false, toast: { type: 'error' } });
        expect(seen.elapsedMs).toBeLessThan(1_000);
      });

      test('a core that never finishes still answers, within the platform’s patience', async () => {
        const { messageId } = await post('k1');
        inbound.onTap = () => new Promise(() => undefined);
        const seen = await driver.tap({ messageId, person: driver.people[0].id, action: 'claim' });
        expect(seen).toMatchObject({ failed: false, redrawn: false, toast: { type: 'info' } });
        expect(seen.elapsedMs).toBeLessThan(messenger.can.answerBudgetMs);
      });
    });

    describe('sayings', () => {
      test('lose the bot’s mention and name the others', async () => {
        const [lin, chen] = driver.people;
        await driver.says({ person: lin.id, text: `/转交 1042 @${chen.id}\n请看一下` });
        await vi.waitFor(() => expect(inbound.sayings).toHaveLength(1));
        expect(inbound.sayings[0]).toMatchObject({
          messenger: messenger.name,
          chat: driver.chat,
          chatKind: 'group',
          person: { id: lin.id },
          text: `/转交 1042 @${chen.name}\n请看一下`,
          mentions: [chen],
        });
        expect(messenger.connection().lastInboundAt).toBeGreaterThan(0);
      });

      test('know which message they quote', async () => {
        const { messageId } = await post('k1');
        await driver.says({ person: driver.people[0].id, text: '／回复 很抱歉', quotes: messageId });
        await vi.waitFor(() => expect(inbound.sayings[0]).toMatchObject({ quotes: messageId, text: '／回复 很抱歉' }));
      });

      test('a repeated push carries the same event id', async () => {
        await driver.says({ person: driver.people[0].id, text: '/列表' });
        await driver.repeatLast();
        await vi.waitFor(() => expect(inbound.sayings).toHaveLength(2));
        const { eventId, messageId } = inbound.sayings[0] ?? {};
        expect(inbound.sayings[1]).toMatchObject({ eventId, messageId, text: '/列表' });
      });
    });

    describe('talking', () => {
      test('says, answers, mentions and writes to one person', async () => {
        const [lin] = driver.people;
        const { messageId } = await post('k1');
        await messenger.say({ chat: driver.chat, text: '还剩 20 分钟', key: 'k2', replyTo: messageId, mention: [lin.id] });
        await messenger.direct({ person: lin.id, text: '今晚你值班', key: 'k3' });
        expect(shown()[1]).toMatchObject({ text: expect.stringContaining('还剩 20 分钟') as string, mentions: [lin.id] });
        expect(driver.shownTo(lin.id)).toMatchObject([{ text: '今晚你值班' }]);
      });

      test('rings, uploads and names people, or says that it cannot', async () => {
        const [lin] = driver.people;
        const { messageId } = await post('k1');
        for (const means of ['app', 'sms', 'phone'] as const) {
          const rung = messenger.urgent({ messageId, people: [lin.id, 'ou_nobody'], means });
          if (messenger.can.urgent.includes(means)) expect(await rung).toEqual({ unreachable: ['ou_nobody'] });
          else expect(await fault(rung)).toBe('refused');
        }
        const uploaded = messenger.upload({ name: '图.png', type: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) });
        if (messenger.can.upload) expect((await uploaded).key).not.toBe('');
        else expect(await fault(uploaded)).toBe('refused');
        const named = await messenger.resolvePerson(lin.id);
        if (named) expect(named).toEqual({ name: lin.name });
      });
    });

    describe('limits', () => {
      test('a burst waits its turn: everything arrives, nothing is refused', async () => {
        const posts = Array.from({ length: 10 }, (_, i) => post(`k${i}`, ticketCard({ title: `#1042 第 ${i} 条` })));
        await Promise.all(posts);
        expect(shown()).toHaveLength(10);
        expect(driver.throttled()).toBe(0);
      });

      test('a refusal says how long to wait, and the same call then succeeds once', async () => {
        driver.throttle(1);
        const error: unknown = await post('k1').catch((reason: unknown) => reason);
        expect(error).toMatchObject({ name: 'MessengerError', fault: 'throttled' });
        expect((error as MessengerError).retryAfterMs).toBeGreaterThan(0);
        await post('k1');
        expect(shown()).toHaveLength(1);
      });
    });

    describe('the connection', () => {
      test.each(['drop', 'freeze'] as const)('heals after a %s, and what was said meanwhile arrives', async (harm) => {
        if (!driver.line) return expect(messenger.routes).toBeDefined();
        driver.line[harm]();
        void driver.says({ person: driver.people[0].id, text: '/列表' });
        await vi.waitFor(() => expect(inbound.sayings.length).toBeGreaterThan(0), { timeout: 15_000, interval: 50 });
        expect(messenger.connection().state).toBe('connected');
      });

      test('stop leaves no timers and refuses further calls', async () => {
        await stop();
        const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
        const before = timers();
        const other = await subject.create();
        await other.messenger.start(createRecordingInbound());
        const burst = Array.from({ length: 9 }, (_, i) =>
          fault(other.messenger.postCard({ chat: other.driver.chat, card: ticketCard(), key: `k${i}` })),
        );
        const stoppedAt = performance.now();
        await other.messenger.stop();
        await other.stop();
        for (const outcome of await Promise.all(burst)) expect(['no fault', 'unreachable']).toContain(outcome);
        // Those who were waiting for their turn are told at once.
        expect(performance.now() - stoppedAt).toBeLessThan(700);
        await vi.waitFor(() => expect(timers()).toBeLessThanOrEqual(before), { timeout: 3_000 });
        expect(other.messenger.connection().state).toBe('idle');
        expect(await fault(other.messenger.say({ chat: other.driver.chat, text: '在吗', key: 'k1' }))).toBe('unreachable');
      });
    });
  });
}
