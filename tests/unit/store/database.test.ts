import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import type { Database } from '../../../src/store/database.ts';
import { loadSealingKey } from '../../../src/store/sealing-key.ts';
import { createSeal } from '../../../src/store/seal.ts';
import { dataFolder } from '../../timeline/data-folder.ts';

let folder: string;
let db: Database;

beforeEach(async () => {
  folder = dataFolder();
  db = await openDatabase({ file: path.join(folder, 'gengfu.db'), key: loadSealingKey({ dataFolder: folder }) });
});
afterEach(() => db.close());

const put = (key: string) => db.write((tx) => tx.setting.create({ data: { key, value: '1' } }));
const keys = async (): Promise<string[]> => (await db.read.setting.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key);

test('of changes that share a commit the one that throws undoes itself alone', async () => {
  const results = await Promise.allSettled([
    put('a'),
    db.write(async (tx) => {
      await tx.setting.create({ data: { key: 'half', value: '1' } });
      throw new Error('on purpose');
    }),
    put('b'),
    put('a'),
    put('c'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await keys()).toEqual(['a', 'b', 'c']);
});

test('nobody is answered, and no effect runs, before others can read the change; a change undone has no effects', async () => {
  const effects: string[] = [];
  const kept = db.write(async (tx) => {
    await tx.setting.create({ data: { key: 'kept', value: '1' } });
    db.afterCommit(tx, () => effects.push('kept'));
    expect(await keys()).toEqual([]);
    expect(effects).toEqual([]);
  });
  const undone = db.write(async (tx) => {
    db.afterCommit(tx, () => effects.push('undone'));
    throw new Error('on purpose');
  });
  await kept.then(async () => expect(await keys()).toEqual(['kept']));
  await expect(undone).rejects.toThrow('on purpose');
  expect(effects).toEqual(['kept']);
});

test('a change inside a change is refused instead of waiting for itself for ever', async () => {
  await expect(db.write(() => put('inner'))).rejects.toThrow(/inside/);
  await put('after');
  expect(await keys()).toEqual(['after']);
});

test('what is sealed opens with its key only, and only unchanged', () => {
  const { seal } = db;
  for (const text of ['', 'Geld zurück 退款 🙃', '\u0000', 'x'.repeat(300_000)]) expect(seal.open(seal.seal(text))).toBe(text);
  expect(seal.seal('same')).not.toBe(seal.seal('same'));
  const bytes = Buffer.from(seal.seal('text'), 'base64');
  for (const at of [0, 5, 20, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect(() => seal.open(changed.toString('base64')), `byte ${at}`).toThrow();
  }
  expect(() => createSeal(Buffer.alloc(32, 7)).open(seal.seal('text'))).toThrow();
  expect(() => createSeal(Buffer.alloc(31))).toThrow(/32 bytes/);
});

test('the blind index tells same from different, and knows where one part ends', () => {
  const { seal } = db;
  expect(seal.blindIndex('buyer', 'a', 'b')).toBe(seal.blindIndex('buyer', 'a', 'b'));
  expect(seal.blindIndex('buyer', 'a', 'b')).not.toBe(seal.blindIndex('buyer', 'ab', ''));
  expect(seal.blindIndex('buyer', 'a', 'b')).not.toBe(createSeal(Buffer.alloc(32, 7)).blindIndex('buyer', 'a', 'b'));
});
