import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../timeline/data-folder.ts';

const root = path.join(import.meta.dirname, '../..');

function start(folder: string, env: Record<string, string> = {}, script = ['scripts/start.mjs']) {
  const child = spawn(process.execPath, script, {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      GENGFU_PORT: '0',
      GENGFU_DATA: folder,
      GENGFU_DEMO: 'off',
      GENGFU_LANGUAGE: 'en',
      GENGFU_LOG: 'silent',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that fails half-way leaves no service behind; one that has ended already hears nothing of it.
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code)),
  );
  return {
    child,
    ended,
    printed: () => printed,
    url: () =>
      expect
        .poll(() => /keeps watch at (\S+)/.exec(printed)?.[1], { timeout: 15_000 })
        .toBeDefined()
        .then(() => /keeps watch at (\S+)/.exec(printed)![1]!),
  };
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody of it is left, as it should be.
  }
}

async function ticketsShown(url: string): Promise<(number | undefined)[]> {
  const { messages } = (await (await fetch(`${url}/sandbox/api/messages`)).json()) as { messages: { ticket?: number }[] };
  return messages.map((message) => message.ticket);
}

describe('npm start on an installed tree', () => {
  test('prints the address and nothing else, ends in good order, and finds everything the second time', async () => {
    const folder = dataFolder();
    const first = start(folder);
    const url = await first.url();
    expect(first.printed()).toMatch(
      /^Gengfu keeps watch at http:\S+ \(sandbox\)\nTo become admin, say in the group: \/bind \d{6}\n$/,
    );
    expect(first.printed()).toContain(url);
    const body = JSON.stringify({ store: 'amazon-de', buyer: 'Anna', text: 'Wo bleibt mein Paket?' });
    const sent = await fetch(`${url}/sandbox/api/buyer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { ticket } = (await sent.json()) as { ticket: number };
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = start(folder, {}, ['src/cli/gengfu.mjs', 'start']);
    const again = await second.url();
    // The card may still have been on its way when the first one was asked to go.
    await expect.poll(() => ticketsShown(again), { timeout: 10_000 }).toContain(ticket);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  test('a taken port, a taken data folder and bad settings are one line each', async () => {
    const folder = dataFolder();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const blocked = start(dataFolder(), { GENGFU_PORT: String(port) });
    expect(await blocked.ended).toBe(1);
    expect(blocked.printed()).toMatch(new RegExp(`^port ${port} is in use\\..*\n$`));
    other.close();

    const holder = start(folder);
    await holder.url();
    const second = start(folder);
    expect(await second.ended).toBe(1);
    expect(second.printed()).toMatch(/^another Gengfu works in the data folder .*\n$/);
    holder.child.kill('SIGTERM');
    await holder.ended;

    const bad = start(folder, { GENGFU_PORT: 'eight' });
    expect(await bad.ended).toBe(1);
    expect(bad.printed()).toMatch(/^bad settings:\n {2}GENGFU_PORT: .*\n$/);

    const half = start(folder, { WECOM_BOT_ID: 'aib-hunter2' });
    expect(await half.ended).toBe(1);
    expect(half.printed()).toMatch(/^WECOM_BOT_SECRET is missing: WECOM_BOT_ID alone does not connect WeCom.*\n$/);
    expect(half.printed()).not.toContain('hunter2');
  });

  test('goes when npm goes: the shell in between passes no signal on', async () => {
    const script = `"${process.execPath}" scripts/start.mjs; true`;
    const shell = spawn('sh', ['-c', script], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        GENGFU_PORT: '0',
        GENGFU_DATA: dataFolder(),
        GENGFU_DEMO: 'off',
        npm_lifecycle_event: 'start',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
      // A group of its own, so that whatever became of the service it can be ended below.
      detached: true,
    });
    onTestFinished(() => endGroup(shell.pid!));
    let printed = '';
    shell.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const closed = new Promise((resolve) => shell.stdout.once('close', resolve));
    await expect.poll(() => printed, { timeout: 15_000 }).toContain('keeps watch');
    shell.kill('SIGTERM');
    await closed;
    const url = /http:\/\/\S+/.exec(printed)![0];
    await expect(fetch(url)).rejects.toThrow();
  });
});
