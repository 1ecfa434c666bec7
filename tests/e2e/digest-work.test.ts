import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient, SandboxMessage } from '../timeline/sandbox-client.ts';
import { startInside, tuesdayMorning } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

/** A digest in the sandbox, worked through by taps: five tickets, none with a card of its own. */

const calm = [
  'Wo ist mein Paket?',
  'Where is my parcel?',
  'Bila barang sampai?',
  'Haben Sie das in Blau?',
  'Brauche eine Rechnung',
];

let service: InsideService;
let sandbox: SandboxClient;
let tickets: number[];

async function open(folder: string, at: number): Promise<void> {
  service = await startInside({ folder, env: { GENGFU_SANDBOX: 'on' }, clock: createClock({ base: () => at }) });
  sandbox = sandboxClient(service.url);
  await service.settled();
}

beforeEach(async () => {
  const folder = dataFolder();
  await open(folder, tuesdayMorning);
  await service.desk.messengers.get('sandbox')!.stop();
  const written = await Promise.all(
    calm.map((text, index) => sandbox.buyer({ store: index % 2 ? 'shopee-my' : 'amazon-de', buyer: `buyer ${index}`, text })),
  );
  tickets = written.map(({ ticket }) => ticket!);
  await service.stop();
  await open(folder, tuesdayMorning + 11 * 60_000);
});
afterEach(() => service.stop());

/** Redrawn beside no answer to a tap that may still be on its way. */
const digest = async (): Promise<SandboxMessage> => {
  await service.settled();
  await sandbox.advance(2);
  await service.settled();
  return (await sandbox.cards()).find(({ text }) => text.includes('汇总'))!;
};
const linesOf = ({ card }: SandboxMessage): string[] => card!.history!.map(({ text }) => text);
const offered = ({ card }: SandboxMessage): string[] => card!.actions.map(({ action }) => action);
const owners = () => service.desk.db.read.ticket.count({ where: { ownerId: { not: null } } });
const ownCards = async (): Promise<number[]> => {
  await service.settled();
  return (await sandbox.cards()).flatMap(({ ticket }) => ticket ?? []);
};

test('the next one: its card comes, it leaves the digest; of two who tap the same picture one gets it', async () => {
  const before = await digest();
  expect(offered(before)).toEqual(['take_next', 'take_all']);
  expect(linesOf(before)).toHaveLength(5);
  const tap = { messageId: before.id, action: 'take_next', version: before.version } as const;
  const answers = await Promise.all(['wang', 'lin', 'wang'].map((person) => sandbox.tap({ ...tap, person })));
  expect(answers.map(({ toastType }) => toastType).sort()).toEqual(['success', 'warning', 'warning']);
  expect(answers.find(({ toastType }) => toastType === 'warning')!.toast).toMatch(/点过这张汇总/);
  expect(await owners()).toBe(1);
  const [taken] = await ownCards();
  expect(answers.find(({ toastType }) => toastType === 'success')!.toast).toContain(`#${taken}`);
  const after = await digest();
  expect(linesOf(after)).toHaveLength(4);
  expect(linesOf(after).join()).not.toContain(`#${taken}`);
  expect(after.card!.stateLabel).toBe('还剩 4 条');
});

test('all of them, then one by one; what others take leaves the digest as well', async () => {
  const someone = tickets[2]!;
  await sandbox.say('lin', `/认领 ${someone}`);
  expect(linesOf(await digest()).join()).not.toContain(`#${someone}`);
  expect(await ownCards()).toEqual([someone]);

  const { id } = await digest();
  expect((await sandbox.tap({ messageId: id, action: 'take_all', person: 'wang' })).toast).toContain('已认领 4 条');
  expect(await ownCards(), 'no flood').toEqual([someone]);
  const all = await digest();
  expect(linesOf(all).every((line) => line.endsWith('王磊'))).toBe(true);
  expect(offered(all)).toEqual(['take_next']);

  expect(await sandbox.tap({ messageId: id, action: 'take_next', person: 'lin' })).toMatchObject({ toastType: 'warning' });
  expect((await sandbox.say('wang', '/汇总 下一张'))[0]!.text).toMatch(/#\d+ 归您处理/);
  expect(await ownCards()).toHaveLength(2);
  await digest();
  for (let left = 2; left >= 0; left -= 1) {
    expect((await sandbox.tap({ messageId: id, action: 'take_next', person: 'wang' })).toastType).toBe('success');
    expect(linesOf(await digest())).toHaveLength(left);
  }
  expect((await ownCards()).sort()).toEqual([...tickets].sort());
  expect(await digest()).toMatchObject({ card: { stateLabel: '都另有卡片,或已有人处理', actions: [] } });
  expect((await sandbox.say('wang', '/汇总 全部'))[0]!.text).toContain('没有等您处理的了');
});

test('who may only look takes nothing', async () => {
  const { id } = await digest();
  await service.desk.db.write((tx) => tx.person.updateMany({ where: { name: '王磊' }, data: { role: 'viewer' } }));
  expect(await sandbox.tap({ messageId: id, action: 'take_all', person: 'wang' })).toMatchObject({ toastType: 'warning' });
  expect(await owners()).toBe(0);
});
