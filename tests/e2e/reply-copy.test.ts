import { afterEach, beforeEach, expect, test } from 'vitest';
import { createScene, storeId } from '../contract/marketplace/scene.ts';
import type { LazadaEmulator } from '../emulators/lazada.ts';
import { openLazada } from '../timeline/lazada-market.ts';
import { until } from '../timeline/until.ts';

let lazada: LazadaEmulator;
const scene = createScene({
  platform: 'lazada',
  async open() {
    const opened = await openLazada();
    lazada = opened.lazada;
    return opened.market;
  },
});
beforeEach(async () => {
  await scene.start();
  // The platform's copy of our words is always faster than its answer to us.
  Object.assign(scene.service.desk, {
    async race(point: string) {
      if (point !== 'reply-sent') return;
      await until(() => [...lazada.sent(), ...lazada.hidden()].every(isPushed), 'the copy arrives');
      await scene.service.processor.idle();
    },
  });
});
afterEach(() => scene.stop());

const isPushed = ({ messageId }: { messageId: string }): boolean =>
  lazada.pushed().some(({ body, status }) => status === 200 && body.includes(messageId));
const reads = () => scene.service.desk.db.read;
const question = '请问什么时候发货?';

test('a copy of our words that is faster than the answer to them is known as ours', async () => {
  await lazada.buyerWrites({ text: question });
  const { id } = await scene.cardWith(question);
  await scene.claimAndReply(id, '明天发货');
  await scene.cardWhere(id, (_, state) => state === 'waiting', 'the ticket waits');
  await scene.service.settled();
  expect(await reads().ticketEvent.count({ where: { kind: 'answered_elsewhere' } })).toBe(0);
  expect(await reads().message.count({ where: { storeId, author: 'seller' } })).toBe(1);
  expect(await reads().reply.findMany()).toMatchObject([{ state: 'accepted', externalId: lazada.sent()[0]!.messageId }]);
});

test('an answer that came back before it was accepted stays with the team', async () => {
  lazada.forbid('发货', 'NOTE: be polite');
  await lazada.buyerWrites({ text: question });
  const { id } = await scene.cardWith(question);
  await scene.claimAndReply(id, '明天发货');
  const card = await scene.cardWhere(id, (words) => words.includes('be polite'), 'the card tells that it came back');
  await scene.service.settled();
  expect([card.state, card.countdown !== undefined]).toEqual(['claimed', true]);
  expect(await reads().reply.findMany()).toMatchObject([{ state: 'bounced', externalId: lazada.hidden()[0]!.messageId }]);
  expect(await reads().ticket.count()).toBe(1);
});

test('the same words typed in the platform’s own page are an answer given elsewhere', async () => {
  const { thread } = await lazada.buyerWrites({ text: question });
  const { id } = await scene.cardWith(question);
  await lazada.sellerWrites({ thread, text: '明天发货' });
  await scene.cardWhere(id, (_, state) => state === 'waiting', 'the ticket waits');
  expect(await reads().ticketEvent.count({ where: { kind: 'answered_elsewhere' } })).toBe(1);
});
