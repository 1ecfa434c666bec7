import { afterEach, expect, test } from 'vitest';
import { between, openNight } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

/** More of something than usual, from the buyers' messages to the card. */

const minute = 60;
const hourMs = 3_600_000;
/** Tuesday, half past nine in the morning where the store sells. */
const start = Date.parse('2026-11-24T09:30:00+01:00');
let service: InsideService;
afterEach(() => service.stop());

let pushes = 0;
const write = (at: number, text: string) =>
  push(service.url, {
    store: 'amazon-de',
    body: messageCreated({ id: `m-${pushes++}`, buyer: `b-${pushes % 9}`, text, sent_at: new Date(at).toISOString() }),
    timestamp: Math.floor(service.clock.wall() / 1_000),
  });
const refund = 'Bitte erstatten Sie mir den Kaufpreis, ich möchte mein Geld zurück.';

test('three times the refunds of that hour of the week ring once, with the numbers; a few more than usual do not', async () => {
  service = await startInside({ clock: stoppedClock(start) });
  const sandbox = sandboxClient(service.url);
  const night = await openNight(service, sandboxStage(sandbox));
  const midnight = start - 9.5 * hourMs;
  // Two messages an hour between eight and twenty for four weeks; at a quarter past eight and four times more somebody wants money back.
  for (let ago = 28; ago > 0; ago -= 1)
    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        write(midnight - ago * 24 * hourMs + (8.25 + index / 2) * hourMs, index % 5 === 0 ? refund : 'Wo ist mein Paket?'),
      ),
    );
  await service.settled();
  const refunds = await service.desk.db.read.trafficHour.findMany({ where: { kind: 'refunds' } });
  expect(refunds.reduce((sum, { count }) => sum + count, 0)).toBe(28 * 5);
  await sandbox.say('lin', '/规则 新建 直接 退款潮 当 突增 退款 3倍 2小时 则 重要');
  await sandbox.say('lin', '/规则 停用 退款与索赔');

  const many = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) await write(service.clock.now(), refund);
  };
  await night.at(minute, () => many(5));
  await night.expectNo('card', { shows: '突增' }, between(0, 5 * minute));
  await night.at(5 * minute, () => many(1));
  await night.expect(between(5 * minute, 7 * minute)).card({
    shows: ['重要', '退款:14:00 以来 6 件,平时这段时间约 1 件', '退款突增:2小时36分钟内 6 件,平时约 1 件(6 倍)'],
  });
  await night.at(10 * minute, () => many(2));
  await night.at(200 * minute, () => write(service.clock.now(), 'Wo ist mein Paket?'));
  await service.settled();
  const alerts = await service.desk.db.read.alert.findMany({ where: { ruleName: '退款潮' } });
  expect(alerts).toMatchObject([{ level: 'important', state: 'rang' }]);
  expect(await service.desk.db.read.matter.findMany(), 'calm again').toEqual([]);
  // Whoever comes to it in the afternoon still finds it.
  expect(await service.desk.db.read.ticket.findUnique({ where: { id: alerts[0]!.ticketId } })).toMatchObject({ state: 'new' });
});
