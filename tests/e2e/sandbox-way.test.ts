import { afterEach, beforeEach, expect, test } from 'vitest';
import { between, openNight } from '../timeline/night.ts';
import type { Night } from '../timeline/night.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { sandboxStage } from '../timeline/sandbox-stage.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let service: InsideService;
let sandbox: SandboxClient;
let night: Night;

beforeEach(async () => {
  service = await startInside({ clock: stoppedClock() });
  sandbox = sandboxClient(service.url);
  night = await openNight(service, sandboxStage(sandbox));
});
afterEach(() => service.stop());

const apology = '很抱歉，我们马上为您补发一个新的。';
const hour = 3600;

const katrinWrites = (text: string) => () =>
  sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin V.', text, order: '302-1112223-3334445' });

test('from a buyer’s message to the closed ticket', async () => {
  await night.at(0, katrinWrites('Die Dose kam verbeult an. Ich will mein Geld zurück!'));
  const { id } = await night.expect(between(0, 1)).card({
    shows: [
      '紧急',
      '#1001',
      'Katrin V.',
      '302-1112223-3334445',
      '德语',
      'Ich will mein Geld zurück!',
      '剩 2 小时',
      '「Geld zurück」',
      '待认领',
    ],
    offers: ['claim', 'translate', 'details', 'false_alarm'],
  });

  const claimed = await night.at(60, () => sandbox.tap({ messageId: id, action: 'claim', person: 'wang' }));
  expect(claimed).toMatchObject({ toast: '已认领 #1001', toastType: 'success', card: { state: 'claimed', owner: '王磊' } });
  await night
    .expect(between(60, 61))
    .card({ shows: ['王磊', '剩 1 小时 59 分'], offers: ['reply', 'transfer', 'snooze', 'close'] });

  const answered = await night.at(120, () =>
    sandbox.tap({ messageId: id, action: 'reply', person: 'wang', form: { text: apology } }),
  );
  expect(answered.toastType).toBe('success');
  await night
    .expect(between(120, 121))
    .reply({ shows: 'Das tut uns sehr leid. Wir senden Ihnen umgehend einen neuen Artikel zu.', ticket: 1001 });
  await night.expect(between(120, 121)).card({ shows: ['平台已接收', '2 分钟'], hides: '时限', offers: ['close'] });

  const closed = await night.at(300, () =>
    sandbox.tap({ messageId: id, action: 'close', person: 'wang', form: { resolution: 'resent', topic: 'product' } }),
  );
  expect(closed.card).toMatchObject({ state: 'closed', stateLabel: '已关闭 · 已补发' });
  await night.expectNo('card', {}, between(301, 48 * hour));
  await night.expectNo('text', {}, between(0, 48 * hour));
  expect(await sandbox.cards()).toHaveLength(1);
});

test('one message without a claim: the answer itself claims', async () => {
  await night.at(0, () => sandbox.buyer({ store: 'shopee-my', buyer: 'aisyah', text: 'Bila barang saya sampai?' }));
  const { id } = await night.expect(between(0, 1)).card({ shows: 'aisyah', offers: ['reply'] });
  await night.at(5, () =>
    sandbox.tap({ messageId: id, action: 'reply', person: 'chen', form: { text: '您的包裹已经在路上，预计两天内送达。' } }),
  );
  await night.expect(between(5, 6)).reply({ shows: 'Bungkusan anda sedang dalam perjalanan' });
  await night.expect(between(5, 6)).card({ shows: '陈晨' });
});

test('two people tap: the second reads who was first, and when', async () => {
  await night.at(0, katrinWrites('Wo ist mein Paket?'));
  const { id } = await night.expect(between(0, 1)).card({ offers: ['claim'] });
  await night.at(10, () => sandbox.tap({ messageId: id, action: 'claim', person: 'wang' }));
  const second = await night.at(12, () => sandbox.tap({ messageId: id, action: 'claim', person: 'chen' }));
  expect(second).toMatchObject({ toastType: 'warning', card: { owner: '王磊' } });
  expect(second.toast).toContain('王磊');
  expect(second.toast).toContain('2 秒');
});

test('an answer written on an old picture is refused and shown the newer words', async () => {
  await night.at(0, katrinWrites('Wo ist mein Paket?'));
  const { id } = await night.expect(between(0, 1)).card({ offers: ['claim'] });
  const { card } = await night.at(10, () => sandbox.tap({ messageId: id, action: 'claim', person: 'wang' }));
  await night.at(20, katrinWrites('Hat sich erledigt, es ist gerade angekommen.'));
  const stale = await night.at(80, () =>
    sandbox.tap({ messageId: id, action: 'reply', person: 'wang', version: card!.version, form: { text: apology } }),
  );
  expect(stale.toastType).toBe('warning');
  expect(stale.toast).toContain('1 分钟前');
  expect(stale.card!.notice).toContain('Hat sich erledigt');
  expect(await sandbox.outbound()).toEqual([]);
});

test('the same is true for closing over unread words, and not for a colleague’s note', async () => {
  await night.at(0, katrinWrites('Wo ist mein Paket?'));
  const { id } = await night.expect(between(0, 1)).card({ offers: ['claim'] });
  const { card } = await night.at(10, () => sandbox.tap({ messageId: id, action: 'claim', person: 'wang' }));
  await night.at(15, () => sandbox.tap({ messageId: id, action: 'note', person: 'chen', form: { text: '仓库说今天发' } }));
  const noted = await night.at(16, () =>
    sandbox.tap({ messageId: id, action: 'reply', person: 'wang', version: card!.version, form: { text: apology } }),
  );
  expect(noted.toastType).toBe('success');
  const seen = await night.expect(between(16, 17)).card({ shows: '平台已接收' });
  await night.at(20, katrinWrites('Und noch etwas: der Deckel fehlt.'));
  const version = (await sandbox.cards(seen.ticket))[0]!.version;
  const stale = await sandbox.tap({
    messageId: id,
    action: 'close',
    person: 'wang',
    version: version - 1,
    form: { resolution: 'answered' },
  });
  expect(stale.toastType).toBe('warning');
  expect(stale.card!.state).toBe('claimed');
});

test('a clock that runs down is told to whoever holds the ticket, then to the supervisor, each step once', async () => {
  await sandbox.say('lin', '/认领时限 关');
  await night.at(0, async () => undefined);
  const before = night.seen.length;
  await night.at(0, katrinWrites('Wo ist mein Paket?'));
  const { id } = await night.expect(between(0, 1)).card({ offers: ['claim'] });
  await night.at(1, () => sandbox.tap({ messageId: id, action: 'claim', person: 'wang' }));
  // The team's target is two business hours: 50 % after one, 80 % after 96 minutes.
  await night.expectNo('text', {}, between(1, hour - 1));
  await night.expect(between(hour, hour)).text({ shows: ['1001', '还没有收到回复'] });
  await night.expectNo('text', {}, between(hour + 1, 95 * 60));
  await night.expect(between(96 * 60, 96 * 60)).text({ shows: ['王磊', '1001'] });
  await night.expect(between(2 * hour, 2 * hour)).text({ shows: ['王磊', '1001'] });
  await night.expect(between(2 * hour, 2 * hour)).text({ shows: ['🔔 @林悦', '1001'] });
  await night.expect(between(2 * hour, 2 * hour)).card({ shows: ['紧急'] });
  // And the platform's 24 hours.
  await night.expectNo('text', {}, between(2 * hour + 1, 19 * hour));
  await night.expect(between(24 * hour * 0.8, 24 * hour * 0.8)).text({ shows: '1001' });
  await night.expect(between(24 * hour, 24 * hour)).text({ shows: '1001' });
  await night.expectNo('text', {}, between(24 * hour + 1, 100 * hour));
  expect(night.seen.slice(before).filter(({ kind }) => kind === 'text')).toHaveLength(7);
});

test('put aside: quiet until then, afterwards what was missed is said', async () => {
  await night.at(0, katrinWrites('Wo ist mein Paket?'));
  const { id } = await night.expect(between(0, 1)).card({ offers: ['claim'] });
  await night.at(1, () => sandbox.tap({ messageId: id, action: 'claim', person: 'wang' }));
  const snoozed = await night.at(2, () =>
    sandbox.tap({ messageId: id, action: 'snooze', person: 'wang', form: { until: '明早9点' } }),
  );
  expect(snoozed.toast).toContain('09:00');
  const morning = 23 * hour;
  await night.expectNo('text', {}, between(2, morning - 1));
  await night.expect(between(morning, morning)).text({ shows: ['王磊', '1001'] });
  // Both clocks went on meanwhile: the team's target passed at noon the day before.
  await night.expect(between(morning, morning)).card({ shows: '紧急' });
  await night.expect(between(24 * hour, 24 * hour)).text({ shows: '1001' });
});

test('a buyer who writes again within three days takes up the closed ticket, later a new one begins', async () => {
  await night.at(0, katrinWrites('Wo ist mein Paket?'));
  const { id } = await night.expect(between(0, 1)).card({ offers: ['claim'] });
  await night.at(10, () => sandbox.tap({ messageId: id, action: 'close', person: 'wang', form: { resolution: 'answered' } }));
  await night.at(71 * hour, katrinWrites('Es ist immer noch nicht da!'));
  await night.expect(between(71 * hour, 71 * hour + 1)).card({ ticket: 1001, shows: 'immer noch nicht', offers: ['claim'] });
  await night.at(72 * hour, () =>
    sandbox.tap({ messageId: id, action: 'close', person: 'wang', form: { resolution: 'resent' } }),
  );
  await night.at(72 * hour + 73 * hour, katrinWrites('Jetzt ist noch einmal etwas.'));
  await night.expect(between(145 * hour, 145 * hour + 1)).card({ ticket: 1002, offers: ['claim'] });
});
