import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

/** What is no message (figures, reviews, stock, orders, parcels), from a shop's push to the group's card. */

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
let service: InsideService;
let sandbox: SandboxClient;
let night: Night;

async function open(options: Parameters<typeof startInside>[0] = { clock: stoppedClock() }): Promise<void> {
  service = await startInside(options);
  sandbox = sandboxClient(service.url);
  night = await openNight(service, sandboxStage(sandbox));
}
beforeEach(() => open());
afterEach(() => service.stop());

const pushed = (type: string, data: Record<string, unknown>, store = 'amazon-de') =>
  push(service.url, { store, body: JSON.stringify({ type, data }), timestamp: Math.floor(service.clock.wall() / 1_000) });
const said = async (person: string, text: string) => sandbox.say(person, text);
const rate = (metric: string, value: number | null, more: Record<string, unknown> = {}) =>
  pushed('metric.reported', { metric, value, unit: 'fraction', ...more });
const tickets = () => service.desk.db.read.ticket.findMany({ orderBy: { number: 'asc' } });

describe('store performance', () => {
  test('yellow before the limit, red at it in the same ticket, once however often it is told; back in band it closes itself', async () => {
    await night.at(0, () => rate('order_defect_rate', 0.002));
    await night.expectNo('card', {}, between(0, 1));
    await night.at(10 * minute, () => rate('order_defect_rate', 0.009));
    const { id } = await night.expect(between(10 * minute, 10 * minute + 1)).card({
      shows: ['重要', '订单缺陷率', '0.9%', '接近限值', '限值 <1%', '200205250', '请到平台后台'],
      hides: ['平台时限', '买家来信'],
      offers: ['claim'],
    });
    await night.at(15 * minute, () => rate('order_defect_rate', 0.0091));
    await service.settled();
    expect(await service.desk.db.read.message.count()).toBe(1);
    await night.at(20 * minute, () => rate('order_defect_rate', 0.012));
    await night.expect(between(20 * minute, 20 * minute + 1)).card({ ticket: 1001, shows: ['紧急', '1.2%', '已超限'] });
    expect(await tickets()).toHaveLength(1);
    expect(await service.desk.db.read.alert.findMany({ orderBy: { at: 'asc' } })).toMatchObject([
      { ruleName: '店铺表现接近限值', level: 'important', ticketId: (await tickets())[0]!.id },
      { ruleName: '店铺表现超限', level: 'urgent' },
    ]);
    await night.at(30 * minute, () => rate('order_defect_rate', 0.004));
    const closed = await night.expect(between(30 * minute, 30 * minute + 1)).card({ ticket: 1001, shows: ['已恢复'] });
    expect(id).toBeDefined();
    expect(closed.offers).not.toContain('reply');
    expect(await tickets()).toMatchObject([{ state: 'closed', resolution: 'recovered' }]);
  });

  test('what somebody took stays theirs when it recovers; sites of one account are told apart', async () => {
    await night.at(0, () => rate('order_defect_rate', 0.02, { country: 'fr' }));
    const { id } = await night.expect(between(0, 1)).card({ shows: ['订单缺陷率 (法国)', '紧急'] });
    await night.at(10, () => sandbox.tap({ messageId: id, action: 'claim', person: 'chen' }));
    await night.at(20, () => rate('order_defect_rate', 0.001, { country: 'it' }));
    await night.at(30, () => rate('order_defect_rate', 0.001, { country: 'fr' }));
    await night.expect(between(30, 31)).card({ ticket: 1001, shows: ['已恢复正常', '陈晨'], offers: ['close'] });
    expect(await tickets()).toMatchObject([{ state: 'claimed' }]);
  });

  test('a figure of one’s own choosing, in one store only, across a restart', async () => {
    await said('lin', '/规则 新建 直接 我的指标 当 指标 迟发率 高于 2% 且 平台是 亚马逊 则 普通');
    await said('lin', '/规则 关闭 店铺表现接近限值');
    await night.at(0, () => rate('late_shipment_rate', 0.021));
    await night.at(1, () => rate('late_shipment_rate', 0.021, {}));
    await service.settled();
    const { folder } = service;
    const clock = stoppedClock(service.clock.now());
    await service.stop();
    await open({ folder, clock });
    await night.at(0, () => rate('late_shipment_rate', 0.022));
    await service.settled();
    expect(await service.desk.db.read.alert.findMany()).toMatchObject([{ ruleName: '我的指标', level: 'normal' }]);
    expect(await service.desk.db.read.matter.findMany()).toMatchObject([{ subject: 'metric late_shipment_rate' }]);
  });
});

describe('reviews', () => {
  test('few stars or bitter words ring once, with the buyer’s own words; praise and old ones do not', async () => {
    await night.at(0, () => pushed('review.created', { id: 'r-1', rating: 5, text: 'Alles bestens, vielen Dank!' }));
    const old = new Date(service.clock.now() - 9 * day * 1_000).toISOString();
    await night.at(0, () => pushed('review.created', { id: 'r-2', rating: 1, text: 'Schrott', written_at: old }));
    await night.expectNo('card', {}, between(0, 1));
    const bad = { id: 'r-3', rating: 1, text: 'Der Deckel schließt nicht.', order: '302-7', product: 'B0TEA' };
    await night.at(10, () => pushed('review.created', bad));
    const { offers } = await night
      .expect(between(10, 11))
      .card({ shows: ['1 星评价', 'Der Deckel schließt nicht.', '302-7', '德语'], offers: ['claim'] });
    expect(offers).not.toContain('reply');
    await night.at(20, () => pushed('review.created', bad));
    const bitter = 'Das ist eine Frechheit, ich bin sehr enttäuscht und wütend! Nie wieder!';
    await night.at(30, () => pushed('review.created', { id: 'r-4', rating: 3, text: bitter }));
    await night.expect(between(30, 31)).card({ shows: ['3 星评价', '语气不满'] });
    expect(await tickets()).toHaveLength(2);
  });
});

test('a message about an order worth more than the limit', async () => {
  await said('lin', '/规则 新建 直接 大额 当 订单金额 高于 200 欧元 则 紧急');
  const order = { id: 'T-9', status: 'to_ship', total: { amount: '249.00', currency: 'EUR' } };
  await night.at(0, () => pushed('order.updated', order));
  const write = (orderId: string, buyer: string) =>
    push(service.url, {
      store: 'amazon-de',
      body: messageCreated({ buyer, text: 'Guten Tag', order: orderId }),
      timestamp: Math.floor(service.clock.wall() / 1_000),
    });
  await night.at(5, () => write('T-9', 'b-1'));
  await night.expect(between(5, 6)).card({ shows: ['紧急', '订单金额 249 欧元'] });
  await night.at(10, () => write('T-10', 'b-2'));
  await night.expect(between(10, 11)).card({ ticket: 1002, hides: '订单金额' });
});

describe('stock', () => {
  const stock = (sku: string, available: number) => pushed('stock.updated', { sku, title: 'Teedose', available });

  test('a line drawn by command rings at once where it is passed, again only after it was made good', async () => {
    await night.at(0, () => stock('TEA-1', 12));
    await night.expectNo('card', {}, between(0, 1));
    await night.at(10, () => said('chen', '/库存 TEA-1 20'));
    await night.expect(between(10, 11)).text({ shows: '主管' });
    await night.at(20, () => said('lin', '/库存 TEA-1 20'));
    await night.expect(between(20, 21)).text({ shows: ['TEA-1', '20', '12'] });
    await night.expect(between(20, 21)).card({ shows: ['TEA-1 剩 12 件', '低于安全线 20', '补货'], offers: ['claim'] });
    await night.at(30, () => stock('TEA-1', 11));
    await night.at(40, () => said('wang', '/库存'));
    await night.expect(between(40, 41)).text({ shows: ['TEA-1 剩 11 件', '安全线 20'] });
    await night.at(50, () => stock('TEA-1', 60));
    await night.expect(between(50, 51)).card({ ticket: 1001, shows: ['已恢复'] });
    await night.at(60, () => stock('TEA-1', 3));
    await night.expect(between(60, 61)).card({ ticket: 1001, shows: ['TEA-1 剩 3 件'], offers: ['claim'] });
    expect(await service.desk.db.read.message.count()).toBe(2);
    expect(await service.desk.db.read.auditEntry.findFirst({ where: { action: 'safety line' } })).toMatchObject({
      subject: 'TEA-1',
      after: '20',
    });
  });

  test('days of sales are counted from the orders of four weeks, and told within the hour', async () => {
    await said('lin', '/规则 启用 库存不足 7 天');
    const start = service.clock.now();
    for (const ago of [20, 15, 10, 5, 1])
      await pushed('order.updated', {
        id: `T-${ago}`,
        status: 'completed',
        items: [{ sku: 'TEA-2', quantity: 8 }],
        placed_at: new Date(start - ago * day * 1_000).toISOString(),
      });
    await night.at(0, () => stock('TEA-2', 13));
    await night.expectNo('card', {}, between(0, 1));
    await night.expect(between(60, hour + 60)).card({ shows: ['TEA-2 库存 13,够卖 6.5 天', '平均每天卖 2 件'] });
    await night.expectNo('card', { ticket: 1002 }, between(hour, 3 * hour));
  });
});

describe('odd orders', () => {
  const order = (id: string, more: Record<string, unknown> = {}) =>
    pushed('order.updated', {
      id,
      status: 'to_ship',
      buyer: { id: `b-${id}` },
      total: { amount: '20.00', currency: 'EUR' },
      items: [{ sku: 'TEA-1', title: 'Teedose', quantity: 1 }],
      placed_at: new Date(service.clock.now()).toISOString(),
      ...more,
    });

  test('several of one buyer or to one address, a risky country, ten times the usual', async () => {
    await said('lin', '/规则 启用 异常订单');
    await said('lin', '/规则 新建 直接 风险地区 当 收货国家是 尼日利亚 且 店铺是 "Haushalt24" 则 紧急');
    for (let n = 0; n < 3; n++) await night.at(n, () => order(`A-${n}`, { buyer: { id: 'same' } }));
    await night.expectNo('card', {}, between(0, 3));
    await night.at(4, () => order('A-3', { buyer: { id: 'same' } }));
    await night.expect(between(4, 5)).card({ shows: ['A-3', '同一买家 1天内 4 单', '20.00 EUR', '核对'] });
    const address = 'Lagerstr. 5, 20095 Hamburg';
    for (let n = 0; n < 3; n++) await night.at(10 + n, () => order(`B-${n}`, { address }));
    await night.at(14, () => order('B-3', { address: 'LAGERSTR 5 20095 hamburg' }));
    await night.expect(between(14, 15)).card({ shows: ['B-3', '同一地址 1天内 4 单'] });
    await night.at(20, () => order('C-0', { country: 'NG' }));
    await night.expect(between(20, 21)).card({ shows: ['紧急', 'C-0', '尼日利亚'] });
    for (let n = 0; n < 14; n++) await night.at(30 + n, () => order(`D-${n}`));
    await night.at(50, () => order('E-0', { items: [{ sku: 'TEA-1', quantity: 40 }] }));
    await night.expect(between(50, 51)).card({ shows: ['E-0', '数量 40(平时 1)'] });
    expect(await tickets()).toHaveLength(4);
    const folder = JSON.stringify(await service.desk.db.read.order.findMany());
    expect(folder).not.toContain('amburg');
  });
});

const parcel = (id: string, more: Record<string, unknown>) =>
  pushed('order.updated', { id, status: 'shipped', shipments: [{ carrier: 'DHL', tracking: '0034' }], ...more });

test('a parcel that could not be delivered', async () => {
  await night.at(0, () => parcel('P-1', { shipments: [{ carrier: 'DHL', tracking: '0034', status: 'DELIVERY_FAILED' }] }));
  await night.expect(between(0, 1)).card({ shows: ['P-1', '派送失败', 'DHL · 0034'] });
});

test('/表现 shows each figure’s colour, limit and way', async () => {
  await night.at(0, () => rate('order_defect_rate', 0.012));
  await night.at(1, () => rate('valid_tracking_rate', 0.99));
  await night.at(2, () => said('wang', '/表现'));
  await night.expect(between(2, 3)).text({
    shows: ['🔴 订单缺陷率 1.2%(限值 <1%)', '🟢 有效追踪率 99%(限值 >95%)', 'Haushalt24', '10:00'],
  });
});
