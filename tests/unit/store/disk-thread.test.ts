import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createDiskThread } from '../../../src/store/disk-thread.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { dataFolder } from '../../timeline/data-folder.ts';

const key = Buffer.alloc(32, 1);

function batch(...events: { externalId: string; body: string }[]) {
  const bodies = events.map(({ body }) => Buffer.from(body));
  return {
    receivedAt: 1,
    storeIds: events.map(() => 's'),
    sources: events.map(() => 'generic'),
    externalIds: events.map(({ externalId }) => externalId),
    lengths: bodies.map(({ length }) => length),
    bodies: new Uint8Array(Buffer.concat(bodies)),
  };
}

test('a batch says of each event which row stands for it, also of one that came twice in it', async () => {
  const file = path.join(dataFolder(), 'gengfu.db');
  migrate(file);
  const thread = createDiskThread({ file, key });
  const { ids, duplicates } = await thread.run(
    'storeEvents',
    batch({ externalId: 'a', body: 'one' }, { externalId: 'b', body: '' }, { externalId: 'a', body: 'two' }),
  );
  expect(duplicates).toEqual([2]);
  expect(ids[2]).toBe(ids[0]);
  expect(ids[1]).not.toBe(ids[0]);
  const later = await thread.run('storeEvents', batch({ externalId: 'b', body: 'three' }));
  expect(later).toEqual({ ids: [ids[1]], duplicates: [0] });
  await thread.close();
});

test('what fails is told to whoever asked, and the thread goes on', async () => {
  const file = path.join(dataFolder(), 'gengfu.db');
  migrate(file);
  const thread = createDiskThread({ file, key });
  const bad = batch({ externalId: 'a', body: 'x' });
  bad.storeIds[0] = null as unknown as string;
  await expect(thread.run('storeEvents', bad)).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_NOTNULL' });
  expect(await thread.run('storeEvents', batch({ externalId: 'a', body: 'x' }))).toMatchObject({ duplicates: [] });
  await thread.close();
});

test('batches that wait together are one commit, and the bad one of them fails alone', async () => {
  const file = path.join(dataFolder(), 'gengfu.db');
  migrate(file);
  const thread = createDiskThread({ file, key });
  const bad = batch({ externalId: 'b', body: 'x' });
  bad.storeIds[0] = null as unknown as string;
  // Asked before the thread runs, so that all of it waits when the first is taken.
  const given = [
    batch({ externalId: 'a', body: 'one' }),
    bad,
    batch({ externalId: 'a', body: 'two' }, { externalId: 'c', body: 'three' }),
  ];
  const [first, second, third] = await Promise.allSettled(given.map((each) => thread.run('storeEvents', each)));
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_NOTNULL' } });
  expect(first).toMatchObject({ status: 'fulfilled', value: { duplicates: [] } });
  const [id] = (first as PromiseFulfilledResult<{ ids: string[] }>).value.ids;
  expect(third).toMatchObject({ value: { ids: [id, expect.anything()], duplicates: [0] } });
  await thread.close();
});

test('a process may close it in the middle of its work, and waits for that', async () => {
  const folder = dataFolder();
  const file = path.join(folder, 'gengfu.db');
  migrate(file);
  const source = path.join(import.meta.dirname, '../../../src/store/disk-thread.ts');
  const program = path.join(folder, 'program.mjs');
  writeFileSync(
    program,
    `import { createDiskThread } from ${JSON.stringify(source)};
    const thread = createDiskThread({ file: ${JSON.stringify(file)}, key: Buffer.alloc(32, 1) });
    void thread.run('copyLog', null);
    await thread.close();
    process.stdout.write('closed');`,
  );
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, said]).toEqual([0, 'closed']);
});
