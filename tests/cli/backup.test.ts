import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { dataFolder } from '../timeline/data-folder.ts';
import { endProcesses, startProcess } from '../timeline/start-process.ts';
import { terminal } from './run-cli.ts';

afterEach(endProcesses);

async function write(url: string, buyer: string): Promise<void> {
  const body = JSON.stringify({ store: 'amazon-de', buyer, text: 'Wo bleibt mein Paket?' });
  const answer = await fetch(`${url}/sandbox/api/buyer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(200);
}

const tickets = async (url: string): Promise<number> => {
  const { messages } = (await (await fetch(`${url}/sandbox/api/messages`)).json()) as {
    messages: { kind: string; ticket?: number }[];
  };
  return new Set(messages.filter(({ kind }) => kind === 'card').map(({ ticket }) => ticket)).size;
};

/** Events and jobs that wait, as the service itself counts them. */
async function backlog(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return [...text.matchAll(/^gengfu_backlog\{kind="(?:jobs|pending)"\} (\d+)$/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}

describe('backup and restore', () => {
  test('a backup of a busy service brings back that moment, and what came later is kept aside', async () => {
    const service = await startProcess();
    const gengfu = terminal({ folder: service.folder });
    const backup = path.join(dataFolder(), 'night.db');
    for (const buyer of ['Anna', 'Bernd']) await write(service.url, buyer);
    await expect.poll(() => tickets(service.url)).toBe(2);

    const busy = new AbortController();
    const writing = (async () => {
      for (let n = 0; !busy.signal.aborted; n++) await write(service.url, `later ${n}`);
    })();
    const made = await gengfu('db', 'backup', backup, '--with-key');
    busy.abort();
    await writing;
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/backed up to .* checked/);
    expect(statSync(backup).mode & 0o077).toBe(0);
    expect((await gengfu('db', 'backup', backup)).err).toMatch(/--force/);

    expect((await gengfu('db', 'restore', backup)).err).toMatch(/another Gengfu works in the data folder/);
    const before = await tickets(service.url);
    await service.stop();
    const restored = await gengfu('db', 'restore', backup);
    expect(restored.out).toMatch(/kept as .*gengfu\.db\.before-/);
    expect(readdirSync(gengfu.folder).some((name) => name.startsWith('gengfu.db.before-'))).toBe(true);

    const again = await startProcess({ folder: gengfu.folder });
    // What the backup holds half done is finished first.
    await expect.poll(() => backlog(again.url), { timeout: 10_000 }).toBe(0);
    const after = await tickets(again.url);
    expect(after).toBeGreaterThanOrEqual(2);
    expect(after).toBeLessThanOrEqual(before);
    await write(again.url, 'Cleo');
    await expect.poll(() => tickets(again.url)).toBe(after + 1);
    await again.stop();
  });

  test('attachments go along; a second backup copies only what is new', async () => {
    const gengfu = terminal();
    await gengfu('store', 'add', '--id', 'own', '--platform', 'shopify', '--site', 'my');
    const keep = (name: string): void => {
      mkdirSync(path.join(gengfu.folder, 'files', name.slice(0, 2)), { recursive: true });
      writeFileSync(path.join(gengfu.folder, 'files', name.slice(0, 2), name), `sealed ${name}`);
    };
    const backup = path.join(dataFolder(), 'night.db');
    keep('abc1');
    expect((await gengfu('db', 'backup', backup)).out).toContain('(1 new)');
    keep('abc2');
    expect((await gengfu('db', 'backup', backup, '--force')).out).toContain('(1 new)');

    rmSync(path.join(gengfu.folder, 'files'), { recursive: true });
    expect((await gengfu('db', 'restore', backup)).out).toContain('brought back 2 attachments');
    expect(readFileSync(path.join(gengfu.folder, 'files', 'ab', 'abc2'), 'utf8')).toBe('sealed abc2');
  });

  test('another machine needs the key as well', async () => {
    const gengfu = terminal();
    await gengfu('store', 'add', '--id', 'shop-de', '--platform', 'shopify', '--site', 'de');
    const backup = path.join(dataFolder(), 'night.db');
    const made = await gengfu('db', 'backup', backup);
    expect(made.out).toMatch(/Keep the key file/);
    expect(existsSync(`${backup}.key`)).toBe(false);

    const other = terminal();
    await other('store', 'add', '--id', 'own', '--platform', 'shopify', '--site', 'my');
    expect((await other('db', 'restore', backup)).err).toMatch(/present key does not open this backup/);
    expect((await other('store', 'list')).out).toContain('own');

    copyFileSync(path.join(gengfu.folder, 'key'), `${backup}.key`);
    expect((await other('db', 'restore', backup)).code).toBe(0);
    expect((await other('store', 'list')).out).toContain('shop-de');
  });

  test('what is no backup is refused and changes nothing', async () => {
    const gengfu = terminal();
    await gengfu('store', 'add', '--id', 'own', '--platform', 'shopify', '--site', 'my');
    const file = path.join(dataFolder(), 'holiday.jpg');
    writeFileSync(file, 'not a database at all');
    expect((await gengfu('db', 'restore', file)).err).toMatch(/not a database of Gengfu/);
    expect((await gengfu('store', 'list')).out).toContain('own');
    rmSync(file);
  });
});
