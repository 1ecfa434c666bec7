import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createSeal } from '../../src/store/seal.ts';
import type { Seal } from '../../src/store/seal.ts';
import { decodeKey } from '../../src/store/sealing-key.ts';
import { terminal } from '../cli/run-cli.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { phonePhoto } from '../timeline/sample-files.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';

const folder = dataFolder();
const keyFile = path.join(folder, 'key');
const sealOf = (text: string): Seal => createSeal(decodeKey(text.trim()));
const names = (): string[] =>
  readdirSync(path.join(folder, 'files'), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );

/** How many values of the whole database a key opens, wherever they stand, inside JSON too. */
function openedBy(seal: Seal): number {
  const db = new Sqlite(path.join(folder, 'gengfu.db'), { readonly: true });
  const opens = (value: unknown): number => {
    if (value instanceof Uint8Array) return succeeds(() => seal.openBytes(value));
    if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + opens(entry), 0);
    if (typeof value === 'object' && value !== null) return opens(Object.values(value));
    if (typeof value !== 'string' || value.length < 8) return 0;
    if (value.startsWith('{') || value.startsWith('[')) return opens(parsed(value));
    return succeeds(() => seal.open(value));
  };
  try {
    const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
    return tables.reduce((sum, table) => sum + opens(db.prepare(`SELECT * FROM "${table}"`).all()), 0);
  } finally {
    db.close();
  }
}

function succeeds(act: () => unknown): 0 | 1 {
  try {
    act();
    return 1;
  } catch {
    return 0;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One more message of the same buyer, and everything that was sealed is read: words, names, notes, the file, the thread. */
async function live(expected: { ticket?: number; words: string[]; env?: Record<string, string> }): Promise<number> {
  const service = await startInside({ folder, env: { GENGFU_LANGUAGE: 'en', ...expected.env } });
  const sandbox = sandboxClient(service.url);
  const files = expected.ticket ? [] : [{ name: 'Delle.jpg', data: (await phonePhoto(64)).toString('base64') }];
  const text = `Wo bleibt mein Paket? ${expected.words.length}`;
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text, order: '302-1112223-3334445', files });
  if (expected.ticket) expect(ticket, 'the blind indexes find the buyer and the thread').toBe(expected.ticket);
  await sandbox.say('lin', `/claim ${ticket}`);
  await sandbox.say('lin', `/note ${ticket} note ${expected.words.length}`);
  await service.settled();
  const [card] = await sandbox.cards(ticket);
  const opened = await sandbox.tap({ messageId: card!.id, action: 'details', person: 'lin' });
  for (const word of [text, 'Katrin', ...expected.words]) expect(JSON.stringify([opened.card, card!.card])).toContain(word);
  const link = opened.card!.attachments![0]!.thumbnail!.path;
  const picture = await fetch(service.url + link);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  await service.stop();
  return ticket!;
}

test(
  'a key is changed: killed half-way nothing is lost, afterwards the old one opens nothing and all goes on',
  { timeout: 90_000 },
  async () => {
    const ticket = await live({ words: [] });
    const old = readFileSync(keyFile, 'utf8');
    const sealedBefore = openedBy(sealOf(old));
    expect(sealedBefore).toBeGreaterThan(10);

    const killed = await terminal({ folder, env: { GENGFU_KILL_AT: 'key-files-sealed' } })('key', 'rotate');
    expect([killed.code, existsSync(`${keyFile}.next`), readFileSync(keyFile, 'utf8')]).toEqual([null, true, old]);
    const half = openedBy(sealOf(old));
    expect(half, 'some are done, some are not').toBeGreaterThan(0);
    expect(half).toBeLessThan(sealedBefore);
    await expect(startInside({ folder })).rejects.toMatchObject({ code: 'key_half_changed' });

    const done = await terminal({ folder })('key', 'rotate');
    expect(done).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/going on.*new key is in force/s) as string });
    const second = readFileSync(keyFile, 'utf8');
    expect(openedBy(sealOf(old)), 'the list of sealed columns is complete').toBe(0);
    expect(openedBy(sealOf(second))).toBeGreaterThanOrEqual(sealedBefore);
    await expect(startInside({ folder, env: { GENGFU_KEY: old.trim() } })).rejects.toMatchObject({ code: 'wrong_key' });
    await live({ ticket, words: ['note 0'] });
    const seal = sealOf(second);
    expect(
      names().every((name) => seal.madeIndex(name)),
      'files lie under their new names alone',
    ).toBe(true);

    // Once more, with the key where an orchestrator keeps it.
    rmSync(keyFile);
    const env = { GENGFU_KEY: second.trim() };
    expect((await terminal({ folder, env })('key', 'rotate')).out).toMatch(/key\.new into GENGFU_KEY/);
    const third = readFileSync(path.join(folder, 'key.new'), 'utf8').trim();
    expect(openedBy(seal)).toBe(0);
    await live({ ticket, words: ['note 0', 'note 1'], env: { GENGFU_KEY: third } });
  },
);
