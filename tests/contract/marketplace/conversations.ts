import { expect, test } from 'vitest';
import { until } from '../../timeline/until.ts';
import type { Scene } from './scene.ts';
import { storeId } from './scene.ts';

/** In the buyer's language, so that nothing has to be translated on the way. */
const question = '请问包裹什么时候能到?';
const answer = '您好,今天就发出。';

export function describeConversations(scene: Scene): void {
  test('a buyer’s words stand on a card within a second, with where they come from', async () => {
    await scene.market.buyerWrites({ buyer: 'b1', name: 'Aisyah', text: question });
    if (scene.market.arrival === 'poll') await scene.pollNow();
    const { card } = await scene.cardWith(question);
    expect(card!.fields.map(({ value }) => value).join(' ')).toContain('Acme');
    expect(card!.state).toBe('new');
  });

  test('an answer reaches the buyer once, in the thread they wrote in', async () => {
    const { thread } = await scene.market.buyerWrites({ buyer: 'b2', text: question });
    if (scene.market.arrival === 'poll') await scene.pollNow();
    const { id } = await scene.cardWith(question);
    await scene.claimAndReply(id, answer);
    if (!scene.market.sent) {
      expect(scene.adapter.can.reply).toBe(false);
      // Nothing can be sent here: the writer is told so, and nothing is claimed to have left.
      await scene.cardWhere(id, (_, state) => state === 'claimed', 'the ticket stays in hand');
      expect(await scene.service.desk.db.read.reply.count({ where: { state: 'accepted' } })).toBe(0);
      return;
    }
    await scene.cardWhere(id, (_, state) => state === 'waiting', 'the ticket waits for the buyer');
    expect((await scene.market.sent()).map(({ thread: to, text }) => [to, text])).toEqual([[thread, answer]]);
    // The platform hands our own words back: they are known.
    await scene.pollNow();
    await scene.service.settled();
    expect(await scene.service.desk.db.read.ticketEvent.count({ where: { kind: 'answered_elsewhere' } })).toBe(0);
    expect(await scene.service.desk.db.read.message.count({ where: { storeId, author: 'seller' } })).toBe(1);
  });

  test('what the same buyer adds joins the open ticket', async () => {
    await scene.market.buyerWrites({ buyer: 'b3', text: question });
    if (scene.market.arrival === 'poll') await scene.pollNow();
    const { ticket } = await scene.cardWith(question);
    await scene.market.buyerWrites({ buyer: 'b3', text: '还在吗?' });
    if (scene.market.arrival === 'poll') await scene.pollNow();
    expect((await scene.cardWith('还在吗?')).ticket).toBe(ticket);
  });

  test('an answer given in the marketplace’s own page stops the clock', async () => {
    // Mail tells of such an answer only where the platform sends a copy.
    if (!scene.market.sellerWrites) return void expect(scene.market.arrival).toBe('mail');
    const { thread } = await scene.market.buyerWrites({ buyer: 'b4', text: question });
    if (scene.market.arrival === 'poll') await scene.pollNow();
    const { id } = await scene.cardWith(question);
    await scene.market.sellerWrites({ thread, text: answer });
    await scene.pollNow();
    const card = await scene.cardWhere(id, (_, state) => state === 'waiting', 'the ticket waits for the buyer');
    expect(card.countdown).toBeUndefined();
  });

  test('hostile words arrive as words', async () => {
    const hostile = '<script>alert(1)</script> **x** [a](http://evil.example) @all \u202E ؀ 🏴‍☠️';
    await scene.market.buyerWrites({ buyer: 'b5', text: hostile });
    if (scene.market.arrival === 'poll') await scene.pollNow();
    const message = await until(
      async () =>
        (await scene.service.desk.db.read.message.findMany({ where: { storeId, author: 'buyer' } })).find(({ textSealed }) =>
          scene.service.desk.db.seal.open(textSealed).includes('<script>alert(1)</script>'),
        ),
      'the words are kept',
    );
    expect(message.ticketId).not.toBeNull();
  });
}
