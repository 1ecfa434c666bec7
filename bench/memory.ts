/**
 * Resident memory at rest: the sandbox after a first and a second start, and a desk with a group in all three messengers and a
 * store whose mailbox is watched, each over the real SDKs against emulators. Peer: Node with one HTTP route and the same flags.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDesk } from './lib/connected-desk.ts';
import { ratioTo, report } from './lib/report.ts';
import { settledMemory } from './lib/settled-memory.ts';
import { startProduct } from './lib/start-product.ts';
import { serviceFlags } from '../scripts/runtime.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-bench-'));
const sandbox = { GENGFU_DATA: folder, GENGFU_SANDBOX: 'on' };
const first = await measure(sandbox);
const second = await measure(sandbox);
rmSync(folder, { recursive: true, force: true });

const desk = await createDesk();
const connected = await measure(desk.env, () => desk.connected());
await desk.stop();

const peers = { 'Node with one route': await bare() };
report({
  bench: 'memory',
  unit: 'MB resident at rest',
  ours: second,
  peers,
  ratio: ratioTo(second, peers),
  p50: null,
  p99: null,
  'sandbox, first start': first,
  'sandbox, second start': second,
  'three messengers and a mailbox': connected,
});

async function measure(env: Record<string, string>, connected?: () => Promise<void>): Promise<number> {
  const service = await startProduct(env);
  try {
    await connected?.();
    return await settledMemory(service.pid);
  } finally {
    await service.stop();
  }
}

async function bare(): Promise<number> {
  const server = `require('node:http').createServer((_, answer) => answer.end('{}')).listen(0, '127.0.0.1')`;
  const child = spawn(process.execPath, [...serviceFlags(), '-e', server], { stdio: 'ignore' });
  try {
    return await settledMemory(child.pid!);
  } finally {
    child.kill('SIGKILL');
  }
}
