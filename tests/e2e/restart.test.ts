import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, tuesdayMorning } from '../timeline/start-inside.ts';
import { endProcesses, startProcess } from '../timeline/start-process.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

afterEach(endProcesses);

/** A service whose time is the test's, over the same folder. */
const open = (folder: string, at: number) => startInside({ folder, clock: createClock({ base: () => at }) });

test('a second start finds everything as it was', async () => {
  const folder = dataFolder();
  const first = await startProcess({ folder, env: { GENGFU_LOG: 'warn' } });
  let sandbox = sandboxClient(first.url);
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Wo ist mein Paket?' });
  await sandbox.say('wang', `/认领 ${ticket}`);
  await sandbox.say('lin', '/营业时间 周一至周五 8:00-20:00');
  await sandbox.say('lin', '/规则 新建 直接 夜灯 当 内容包含 "Nachtlicht" 则 紧急');
  await sandbox.say('lin', '/语言 英文');
  await sandbox.advance(5);
  const list = (await sandbox.say('wang', '/list', { eventId: 'list-1' }))[0]!.text;
  const before = {
    messages: await sandbox.messages(),
    scene: (await (await fetch(`${first.url}/sandbox/api/scene`)).json()) as { stores: unknown; people: unknown },
  };
  await first.stop();

  const modes = [folder, ...readdirSync(folder).map((name) => path.join(folder, name))].map(
    (file) => statSync(file).mode & 0o077,
  );
  expect(new Set(modes), 'nothing there is open to other users').toEqual(new Set([0]));
  const second = await startProcess({ folder, env: { GENGFU_LOG: 'warn' } });
  sandbox = sandboxClient(second.url);
  const after = {
    messages: await sandbox.messages(),
    scene: (await (await fetch(`${second.url}/sandbox/api/scene`)).json()) as { stores: unknown; people: unknown },
  };
  expect(after.messages).toEqual(before.messages);
  expect(after.scene).toMatchObject({ stores: before.scene.stores, people: before.scene.people, language: 'en' });
  expect((await sandbox.say('wang', '/list', { eventId: 'list-1' }))[0]!.text, 'a push from before is still known').toBe(list);
  expect((await sandbox.say('zhao', '/hours'))[0]!.text).toContain('08:00');
  expect((await sandbox.say('zhao', '/rules'))[0]!.text).toContain('夜灯');
  expect((await sandbox.buyer({ store: 'amazon-de', buyer: 'Jonas', text: 'Guten Tag' })).ticket).toBe(ticket! + 1);
  await second.stop();
});

test('what became due while nobody watched is said once, after the next start', async () => {
  const folder = dataFolder();
  let service = await open(folder, tuesdayMorning);
  let sandbox = sandboxClient(service.url);
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Wo ist mein Paket?' });
  await service.settled();
  await sandbox.say('wang', `/认领 ${ticket}`);
  await service.settled();
  const seq = (await sandbox.messages()).at(-1)!.seq;
  await service.stop();

  const noon = tuesdayMorning + 3 * 3_600_000;
  service = await open(folder, noon);
  sandbox = sandboxClient(service.url);
  await service.settled();
  const said = (await sandbox.messages({ after: seq })).filter(({ kind }) => kind === 'text');
  // The supervisor is called in private and rung about it.
  expect(said.map(({ text }) => text)).toEqual(
    ['没有动静', '时限已到', '还没有收到回复', '🔔 @林悦'].map((words) => expect.stringContaining(words) as string),
  );
  expect((await sandbox.cards(ticket))[0]!.card).toMatchObject({ level: 'urgent' });
  const warnings = await service.desk.db.read.ticketEvent.findMany({ where: { kind: 'clock_warning' }, orderBy: { at: 'asc' } });
  expect(warnings.map(({ data }) => JSON.parse(data) as object)).toEqual(
    [50, 80, 100].map((percent) => ({ clock: 'team', percent })),
  );
  await service.stop();

  service = await open(folder, noon + 60_000);
  await service.settled();
  expect((await sandboxClient(service.url).messages({ after: seq })).filter(({ kind }) => kind === 'text')).toHaveLength(4);
  await service.stop();
});

test('what was taken in and not yet looked at is looked at after the next start, in order', async () => {
  const folder = dataFolder();
  const service = await startProcess({ folder, env: { GENGFU_KILL_AT: 'batch-understood', GENGFU_LOG: 'silent' } });
  const bodies = Array.from({ length: 30 }, (_, index) => ({
    store: 'shopee-my',
    id: `evt-${index}`,
    body: messageCreated({ conversation_id: `c-${index % 10}`, buyer: `b-${index % 10}`, text: `Hai ${index}` }),
  }));
  const answers = await Promise.allSettled(bodies.map((pushed) => push(service.url, pushed)));
  expect(await service.ended).toBe('SIGKILL');
  const acknowledged = bodies.filter((_, index) => answers[index]!.status === 'fulfilled');
  expect(acknowledged.length, 'some were acknowledged before it died').toBeGreaterThan(0);

  const next = await startInside({ folder });
  await next.settled();
  for (const { id } of acknowledged)
    expect(await next.desk.db.read.inboxEvent.findFirst({ where: { externalId: id } }), id).toMatchObject({ status: 'done' });
  for (const pushed of bodies) expect((await push(next.url, pushed)).status).toBe(200);
  await next.settled();
  expect(await next.desk.db.read.message.count()).toBe(30);
  expect(await next.desk.db.read.ticket.count()).toBe(10);
  expect(await sandboxClient(next.url).cards()).toHaveLength(10);
  await next.stop();
});

test('a port that is taken and a folder that is in use are said in one line, not in a stack', async () => {
  const folder = dataFolder();
  const first = await startProcess({ folder, env: { GENGFU_LOG: 'silent' } });
  const second = await startProcess({ folder, env: { GENGFU_LOG: 'silent' } });
  expect(await second.ended).not.toBe(0);
  expect(second.output()).not.toMatch(/\n\s+at /);
  expect(second.output().trim().length).toBeGreaterThan(10);
  const third = await startProcess({ env: { GENGFU_LOG: 'silent', GENGFU_PORT: new URL(first.url).port } });
  expect(await third.ended).not.toBe(0);
  expect(third.output()).not.toMatch(/\n\s+at /);
  expect(third.output()).toContain(new URL(first.url).port);
  await first.stop();
});
