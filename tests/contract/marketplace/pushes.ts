import { expect, test } from 'vitest';
import type { Scene } from './scene.ts';

const text = '你好,订单还没收到';

export function describePushes(scene: Scene): void {
  test('a push and the polls of the same message make one message', async () => {
    if (!scene.market.deliverTo) return void expect(scene.market.arrival).not.toBe('push');
    await scene.market.buyerWrites({ buyer: 'b1', text });
    await scene.cardWith(text);
    await scene.pollNow();
    await scene.service.settled();
    await scene.pollNow();
    await scene.service.settled();
    expect(await scene.buyersWords()).toBe(1);
  });

  test('a push that comes again changes nothing', async () => {
    if (!scene.market.repush) return void expect(scene.market.arrival).not.toBe('push');
    const { messageId } = await scene.market.buyerWrites({ buyer: 'b2', text });
    await scene.cardWith(text);
    await scene.market.repush(messageId);
    await scene.service.settled();
    expect(await scene.buyersWords()).toBe(1);
  });

  test('a message whose push was lost is found, and known to have been lost', async () => {
    if (!scene.market.losePushes) return void expect(scene.adapter.can.push && scene.adapter.can.poll).toBe(false);
    scene.market.losePushes('lose');
    await scene.market.buyerWrites({ buyer: 'b3', text });
    await scene.pollNow();
    await scene.cardWith(text);
    const [message] = await scene.service.desk.db.read.message.findMany({ where: { author: 'buyer', storeId: 'shop' } });
    expect(message!.source).toBe('poll');
  });

  test('pushes and rounds racing on many messages give each once', async () => {
    const many = 120;
    const words = Array.from({ length: many }, (_, index) => `第 ${index} 条`);
    const written = (async () => {
      for (let first = 0; first < many; first += 10) {
        scene.market.losePushes?.(first % 20 === 0 ? 'lose' : 'deliver');
        // At once, as buyers write.
        await Promise.all(
          words.slice(first, first + 10).map((text, i) => scene.market.buyerWrites({ buyer: `racer ${(first + i) % 7}`, text })),
        );
      }
    })();
    while ((await Promise.race([written.then(() => 'done'), scene.pollNow().then(() => 'polled')])) !== 'done');
    await written;
    await expect
      .poll(async () => (await scene.pollNow(), await scene.service.settled(), scene.buyersWords()), {
        timeout: 30_000,
        interval: 200,
      })
      .toBe(many);
    await scene.pollNow();
    await scene.service.settled();
    expect(await scene.buyersWords()).toBe(many);
  }, 60_000);

  test('forged, tampered, truncated and stale pushes are refused, counted, and change nothing', async () => {
    const { forge, forgeries } = scene.market;
    if (!forge || !forgeries) return void expect(scene.adapter.can.push).toBe(false);
    await scene.market.buyerWrites({ buyer: 'b4', text });
    await scene.cardWith(text);
    await scene.service.settled();
    const before = await scene.events();
    for (const kind of forgeries.kinds) {
      const { headers, body } = await forge(kind);
      const response = await fetch(scene.pushAddress, { method: 'POST', headers, body: new Uint8Array(body) });
      expect([kind, response.status]).toEqual([kind, forgeries.status]);
    }
    expect(await scene.events()).toBe(before);
    const metrics = await (await fetch(`${scene.service.url}/metrics`)).text();
    expect(metrics).toMatch(new RegExp(`gengfu_refused\\{door="/in/[a-z]+"\\} ${forgeries.kinds.length}\\b`));
  });
}
