import { afterEach, beforeEach, expect, test } from 'vitest';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { push } from '../timeline/webhook.ts';

/** What only days bring about: a figure on its way to its limit, parcels without news. */

const hour = 3_600;
const day = 24 * hour;
let service: InsideService;
let sandbox: SandboxClient;
let night: Night;

beforeEach(async () => {
  service = await startInside({ clock: stoppedClock() });
  sandbox = sandboxClient(service.url);
  night = await openNight(service, sandboxStage(sandbox));
});
afterEach(() => service.stop());

const pushed = (type: string, data: Record<string, unknown>, store = 'amazon-de') =>
  push(service.url, { store, body: JSON.stringify({ type, data }), timestamp: Math.floor(service.clock.wall() / 1_000) });
const rate = (metric: string, value: number | null, more: Record<string, unknown> = {}) =>
  pushed('metric.reported', { metric, value, unit: 'fraction', ...more });

test('the platform’s own limit wins, high can be good, and the way there is foretold', async () => {
  const target = { value: 0.9, comparator: '>=' };
  for (const [at, value] of [0.99, 0.975, 0.96, 0.945].entries())
    await night.at(at * day, () => rate('response_rate', value, { target }));
  await night.expectNo('card', {}, between(0, 3 * day + 1));
  await night.at(4 * day, () => rate('response_rate', 0.915, { target }));
  await night
    .expect(between(4 * day, 4 * day + 1))
    .card({ shows: ['回复率', '91.5%', '限值 >=90%', '亚马逊随数据给出', '每天 −1.5%', '照此 11-29 触及限值'] });
});

const parcel = (id: string, more: Record<string, unknown>) =>
  pushed('order.updated', { id, status: 'shipped', shipments: [{ carrier: 'DHL', tracking: '0034' }], ...more });

test('a parcel silent after five days, another late after the promise, each within the hour; news end it', async () => {
  await sandbox.say('lin', '/规则 启用 物流 5 天无更新');
  await sandbox.say('lin', '/规则 启用 超过承诺送达');
  const promised = new Date(service.clock.now() + 2 * day * 1_000).toISOString();
  await night.at(10, () => parcel('P-2', { deliver_by: promised }));
  await night.at(20, () => parcel('P-3', {}));
  await night.expect(between(2 * day, 2 * day + hour + 60)).card({ ticket: 1001, shows: ['P-2', '超过承诺送达', '告知买家'] });
  await night.expect(between(5 * day, 5 * day + hour + 60)).card({ ticket: 1002, shows: ['P-3', '物流无更新 5天'] });
  await night.at(6 * day, () => parcel('P-3', { status: 'delivered' }));
  await night.expect(between(6 * day, 6 * day + 1)).card({ ticket: 1002, shows: ['已恢复'] });
  expect(await service.desk.db.read.ticket.count()).toBe(2);
});
