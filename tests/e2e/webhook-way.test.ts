import { afterEach, beforeEach, expect, test } from 'vitest';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { openShop } from '../timeline/shop.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push, signature } from '../timeline/webhook.ts';

const secret = 'whsec_c2hvcC1kZS1zZWNyZXQtZm9yLXRlc3Rz';
let service: InsideService;
let sandbox: SandboxClient;
let night: Night;
let shop: Awaited<ReturnType<typeof openShop>>;

beforeEach(async () => {
  shop = await openShop();
  service = await startInside({
    clock: stoppedClock(),
    prepare: ({ desk }) =>
      desk.stores.add(
        {
          id: 'shop-de',
          platform: 'shopify',
          name: 'Teeladen',
          site: 'de',
          locale: 'de',
          zone: 'Europe/Berlin',
          settings: { sandbox: false, webhook: { secret, replyUrl: shop.replyUrl } },
        },
        desk.clock.now(),
      ),
  });
  sandbox = sandboxClient(service.url);
  night = await openNight(service, sandboxStage(sandbox));
});
afterEach(async () => {
  await service.stop();
  await shop.stop();
});

/** The shop's own clock does not move with the desk's. */
const wallSeconds = (): number => Math.floor(service.clock.wall() / 1000);
const pushNow = (body: string, id?: string, store = 'shop-de') =>
  push(service.url, { store, body, id, timestamp: wallSeconds(), secret });

test('a shop pushes, somebody answers, the shop gets the answer signed, reports it shown, the ticket closes', async () => {
  const first = messageCreated({
    conversation_id: 'c-77',
    buyer: { id: 'b-9', name: 'Jonas' },
    text: 'Bitte stornieren Sie meine Bestellung.',
    order: { id: 'T-1001', items: [{ title: 'Teekanne 1 l', quantity: 2 }] },
  });
  const stored = await night.at(0, () => pushNow(first, 'evt-1'));
  expect(stored).toMatchObject({ status: 200, body: { ok: true, duplicate: false } });
  const { id } = await night
    .expect(between(0, 1))
    .card({ shows: ['Teeladen', 'Jonas', 'T-1001', 'Teekanne 1 l ×2', 'stornieren', '德语'], offers: ['claim'] });

  await night.at(30, () => sandbox.tap({ messageId: id, action: 'claim', person: 'chen' }));
  await night.at(40, () =>
    sandbox.tap({ messageId: id, action: 'reply', person: 'chen', form: { text: '您的订单已取消，您无需再做任何操作。' } }),
  );
  await night.expect(between(40, 41)).card({ shows: '平台已接收' });
  expect(shop.replies).toHaveLength(1);
  const [reply] = shop.replies;
  const body = JSON.parse(reply!.body) as { type: string; data: Record<string, unknown> };
  expect(body).toMatchObject({
    type: 'reply.created',
    data: {
      conversation_id: 'c-77',
      buyer: { id: 'b-9', name: 'Jonas' },
      order: 'T-1001',
      ticket: 1001,
      text: 'Ihre Bestellung wurde storniert. Sie müssen nichts weiter tun.',
    },
  });
  const { 'webhook-id': replyId, 'webhook-timestamp': timestamp, 'webhook-signature': signed } = reply!.headers;
  expect(signed).toBe(signature(secret, { id: replyId!, timestamp: Number(timestamp), body: reply!.body }));
  expect(body.data.reply_id).toBe(replyId);

  await night.at(50, () => pushNow(JSON.stringify({ type: 'reply.confirmed', data: { reply_id: replyId } })));
  await night.expect(between(50, 51)).card({ shows: '买家' });
  expect(await service.desk.db.read.reply.findFirst()).toMatchObject({ state: 'confirmed' });
  const closed = await night.at(60, () =>
    sandbox.tap({ messageId: id, action: 'close', person: 'chen', form: { resolution: 'answered', topic: 'cancellation' } }),
  );
  expect(closed.card!.state).toBe('closed');
});

test('an answer that comes back puts the ticket into the team’s hands again, with the clocks where they were', async () => {
  await night.at(0, () => pushNow(messageCreated({ buyer: 'b-9', text: 'Wo bleibt mein Paket?' })));
  const { id } = await night.expect(between(0, 1)).card({ shows: '剩 2 小时', offers: ['claim'] });
  await night.at(60, () =>
    sandbox.tap({ messageId: id, action: 'reply', person: 'chen', form: { text: '您的包裹已经在路上，预计两天内送达。' } }),
  );
  await night.expect(between(60, 61)).card({ shows: '平台已接收', hides: '团队时限' });
  const bounced = JSON.stringify({
    type: 'reply.bounced',
    data: { reply_id: shop.replies[0]!.headers['webhook-id'], reason: 'mailbox full' },
  });
  await night.at(600, () => pushNow(bounced));
  await night
    .expect(between(600, 601))
    .card({ shows: ['剩 1 小时 50 分', '团队时限', '陈晨', 'mailbox full'], offers: ['reply'] });
});

test('a shop that stumbles gets the same answer again under the same id, and one that refuses gives it back', async () => {
  await night.at(0, () => pushNow(messageCreated({ buyer: 'b-9', text: 'Wo bleibt mein Paket?' })));
  const { id } = await night.expect(between(0, 1)).card({ offers: ['claim'] });
  shop.refuse(503, 429, 500);
  await night.at(10, () => sandbox.tap({ messageId: id, action: 'reply', person: 'chen', form: { text: 'Es ist unterwegs.' } }));
  await night.expect(between(10, 40)).card({ shows: '平台已接收' });
  expect(shop.replies).toHaveLength(1);

  shop.refuse(422);
  await night.at(100, () =>
    sandbox.tap({ messageId: id, action: 'reply', person: 'chen', form: { text: 'Heute kommt es an.' } }),
  );
  await night.expect(between(100, 101)).text({ shows: ['陈晨', '1001', 'Heute kommt es an.', '422'] });
  expect(shop.replies).toHaveLength(1);
});

test('what the shop’s own people answered stops the clocks', async () => {
  await night.at(0, () => pushNow(messageCreated({ conversation_id: 'c-1', buyer: 'b-9', text: 'Wo bleibt mein Paket?' })));
  await night.expect(between(0, 1)).card({ shows: '团队时限' });
  await night.at(60, () =>
    pushNow(JSON.stringify({ type: 'message.sent', data: { conversation_id: 'c-1', text: 'Kommt morgen.' } })),
  );
  await night.expect(between(60, 61)).card({ hides: '团队时限' });
  await night.expectNo('text', {}, between(61, 30 * 3600));
});

test('two messages of one conversation are one ticket, another buyer’s is another', async () => {
  await night.at(0, () => pushNow(messageCreated({ conversation_id: 'c-1', buyer: 'b-9', text: 'Hallo?' })));
  await night.at(1, () => pushNow(messageCreated({ conversation_id: 'c-1', buyer: 'b-9', text: 'Noch jemand da?' })));
  await night.at(1, () => pushNow(messageCreated({ conversation_id: 'c-2', buyer: 'b-8', text: 'Guten Tag' })));
  await night.expect(between(1, 2)).card({ ticket: 1001, shows: 'Noch jemand da?' });
  await night.expect(between(1, 2)).card({ ticket: 1002, shows: 'Guten Tag' });
  expect(await sandbox.cards()).toHaveLength(2);
});

test('a message that comes late is overdue at once and says so in red', async () => {
  const sent = new Date(service.clock.now() - 30 * 3_600_000).toISOString();
  await night.at(0, () =>
    push(service.url, {
      store: 'amazon-de',
      body: messageCreated({ buyer: 'b-9', text: 'Guten Tag', sent_at: sent }),
      timestamp: wallSeconds(),
    }),
  );
  await night.expect(between(0, 1)).card({ shows: ['紧急', '已超 6 小时'] });
});
