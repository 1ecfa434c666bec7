import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startWecomEmulator } from '../emulators/wecom.ts';
import type { WecomEmulator } from '../emulators/wecom.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { endProcesses, startProcess } from '../timeline/start-process.ts';

/** A bot has one connection, and the newest subscriber kicks the older one: exactly one process may hold it. */

const followedWithinMs = 30_000;
let platform: WecomEmulator | undefined;
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await endProcesses();
  await platform?.stop();
});

const subscriptions = (emulator: WecomEmulator) =>
  emulator.history().filter(({ path: command }) => command === 'aibot_subscribe');

test(
  'of two processes one holds the bot; killed, it is followed within 30 s, and nobody was kicked',
  { timeout: 60_000 },
  async () => {
    const emulator = (platform = await startWecomEmulator());
    const file = path.join(dataFolder(), 'gengfu.db');
    const holder = await contender(file, emulator);
    await expect.poll(() => emulator.connections(), { timeout: 10_000 }).toBe(1);
    await contender(file, emulator);
    // Longer than a lease that nobody renews.
    const since = performance.now();
    await expect.poll(() => performance.now() - since, { timeout: 25_000 }).toBeGreaterThan(21_000);
    expect(subscriptions(emulator), 'the other one waits').toHaveLength(1);

    holder.kill('SIGKILL');
    const killedAt = performance.now();
    await expect.poll(() => subscriptions(emulator).length, { timeout: followedWithinMs + 5_000, interval: 20 }).toBe(2);
    expect(performance.now() - killedAt).toBeLessThan(followedWithinMs);
    expect(emulator.connections()).toBe(1);
  },
);

test('a service that was killed has its bot back as soon as it is started again', { timeout: 60_000 }, async () => {
  const emulator = (platform = await startWecomEmulator());
  const folder = dataFolder();
  const env = { WECOM_BOT_ID: emulator.botId, WECOM_BOT_SECRET: emulator.secret, WECOM_WS_URL: emulator.wsUrl };
  const first = await startProcess({ folder, env });
  await expect.poll(() => emulator.connections(), { timeout: 15_000 }).toBe(1);
  await first.kill();
  await expect.poll(() => emulator.connections()).toBe(0);

  await startProcess({ folder, env });
  const startedAt = performance.now();
  await expect.poll(() => emulator.connections(), { timeout: followedWithinMs, interval: 20 }).toBe(1);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(subscriptions(emulator)).toHaveLength(2);
});

/** Resolves once it wants the bot. */
async function contender(file: string, { botId, secret, wsUrl }: WecomEmulator): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'hold-bot.ts')], {
    env: { PATH: process.env.PATH, DATABASE_FILE: file, BOT_ID: botId, BOT_SECRET: secret, WS_URL: wsUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}
