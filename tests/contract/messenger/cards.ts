import { describe, expect, test } from 'vitest';
import type { CardAttachment } from '../../../cards/card.ts';
import { hostile, longTexts, ticketCard } from './sample-cards.ts';
import { faultOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** Cards: posted once, redrawn in place, whatever is written on them. */
export function describeCards(scene: Scene): void {
  describe('posting', () => {
    test('returns the id of the message that people see', async () => {
      const { messageId } = await scene.post('k1');
      expect(scene.shown()).toHaveLength(1);
      expect(scene.shown()[0]).toMatchObject({ messageId, text: expect.stringContaining('#1042') as string });
    });

    test('the same key twice is one message', async () => {
      const [first, second] = [await scene.post('k1'), await scene.post('k1')];
      expect(second.messageId).toBe(first.messageId);
      expect(scene.shown()).toHaveLength(1);
    });

    test.each(['ticket', 'compact', 'notice'] as const)('a %s card shows title, state and fields', async (kind) => {
      await scene.post('k1', ticketCard({ kind, notice: '接替 #1041 的卡片' }));
      for (const text of ['#1042', '待认领', '302-1112223-4445556', '接替 #1041 的卡片'])
        expect(scene.shown()[0]?.text).toContain(text);
    });

    test('every action is on the card, as a control or as a command to type', async () => {
      const { messageId } = await scene.post('k1');
      for (const { action, command, fields } of ticketCard().actions) {
        const { buttons, inputInCard } = scene.messenger.can;
        if (buttons && (inputInCard || !fields)) {
          const form = Object.fromEntries(
            (fields ?? []).map(({ name, options }) => [name, options?.[0]?.value ?? scene.driver.people[1].id]),
          );
          await scene.driver.tap({ messageId, person: scene.driver.people[0].id, action, form });
          expect(scene.inbound.taps.at(-1)?.action).toBe(action);
        } else expect(scene.shown()[0]?.text).toContain(command.split(' ')[0]);
      }
    });

    test('the buyer’s files stand on the card by name, with a link where there is one and a word where there is none', async () => {
      const link = 'https://desk.example/files/0193.w.abc.def';
      const attachments: CardAttachment[] = [
        { name: 'Delle.jpg', kind: 'picture', state: 'stored', size: '84 KB', link },
        { name: 'x.exe', kind: 'file', state: 'broken', advice: '没有保存,请买家改发图片' },
      ];
      await scene.post('k1', ticketCard({ attachments }));
      const [card] = scene.shown();
      expect(card?.text).toContain('Delle.jpg');
      expect(card?.text).toContain('没有保存,请买家改发图片');
      expect(`${card?.text} ${card?.links.join(' ')}`).toContain(link);
    });

    test('a picture reaches people the way the messenger says it can', async () => {
      const { messenger, driver } = scene;
      const picture = { name: 'Delle.jpg', type: 'image/jpeg' as const, bytes: Buffer.from('picture') };
      switch (messenger.can.pictures) {
        case 'in_card': {
          const { key } = await messenger.upload(picture);
          const thumbnail = { path: '/files/x', keys: { [messenger.name]: key } };
          await scene.post(
            'k1',
            ticketCard({ attachments: [{ name: picture.name, kind: 'picture', state: 'stored', thumbnail }] }),
          );
          return expect(JSON.stringify(scene.shown()[0])).toContain(key);
        }
        case 'message': {
          const post = { chat: driver.chat, ...picture, caption: '#1042', key: 'p1' };
          const first = await messenger.postPicture!(post);
          expect((await messenger.postPicture!(post)).messageId).toBe(first.messageId);
          return expect(scene.shown()).toHaveLength(1);
        }
        case 'none':
          return expect(messenger.postPicture === undefined || !messenger.can.upload).toBe(true);
      }
    });

    test.each(Object.entries(longTexts))('50 KB of %s fit', async (_script, text) => {
      expect(Buffer.byteLength(text)).toBeGreaterThan(45_000);
      await scene.post(
        'k1',
        ticketCard({
          original: text,
          translation: text,
          history: Array.from({ length: 300 }, () => ({ at: '14:02', text: text.slice(0, 500) })),
        }),
      );
      const { messageId } = await scene.messenger.say({ chat: scene.driver.chat, text, key: 'k2' });
      const [card, saying] = [scene.shown()[0], scene.shown().find((message) => message.messageId === messageId)];
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
        attachments: [{ name: hostile, kind: 'file', state: 'stored' }],
      });
      await scene.post('k1', { ...card, fields: [{ label: '买家', value: hostile }] });
      await scene.messenger.say({ chat: scene.driver.chat, text: hostile, key: 'k2' });
      for (const message of scene.shown()) expect(message).toMatchObject({ mentions: [], links: [] });
      // Words that a card has no room for may stand in a message of their own.
      expect(scene.shown().length).toBeGreaterThanOrEqual(2);
    });

    test('with phone numbers and addresses still arrive, order numbers whole', async () => {
      await scene.post(
        'k1',
        ticketCard({ original: 'Rufen Sie +49 171 2345678 an, k.vogel@example.com oder 13812345678. Nr. 302-1112223-4445556' }),
      );
      expect(scene.shown()[0]?.text).toContain('Nr. 302-1112223-4445556');
    });
  });

  describe('updating', () => {
    test('redraws in place while the window is open', async () => {
      const { messageId } = await scene.post('k1');
      const update = scene.messenger.updateCard({
        chat: scene.driver.chat,
        messageId,
        card: ticketCard({ version: 4, stateLabel: '林悦 处理中' }),
      });
      if (scene.messenger.can.updateWindowMs === 0) return expect(await faultOf(update)).toBe('gone');
      await update;
      expect(scene.shown()).toHaveLength(1);
      expect(scene.shown()[0]?.text).toContain('林悦 处理中');
    });

    test('what is too old or was never there is gone', async () => {
      const { messageId } = await scene.post('k1');
      if (scene.messenger.can.updateWindowMs < Infinity) {
        scene.driver.expire(messageId);
        expect(await faultOf(scene.messenger.updateCard({ chat: scene.driver.chat, messageId, card: ticketCard() }))).toBe(
          'gone',
        );
      }
      expect(
        await faultOf(scene.messenger.updateCard({ chat: scene.driver.chat, messageId: 'om_never', card: ticketCard() })),
      ).toBe('gone');
    });

    test('of many at once the last one stays, and all are answered', async () => {
      const { messageId } = await scene.post('k1');
      const updates = Array.from({ length: 10 }, (_, i) =>
        faultOf(
          scene.messenger.updateCard({
            chat: scene.driver.chat,
            messageId,
            card: ticketCard({ version: i, stateLabel: `第 ${i} 版` }),
          }),
        ),
      );
      const outcome = scene.messenger.can.updateWindowMs === 0 ? 'gone' : 'no fault';
      expect(await Promise.all(updates)).toEqual(Array.from({ length: 10 }, () => outcome));
      if (scene.messenger.can.updateWindowMs > 0) expect(scene.shown()[0]?.text).toContain('第 9 版');
    });
  });
}
