/**
 * From the command to the line that says it keeps watch, everything installed: with a fresh data folder, and again with the
 * folder of a service that was stopped. Peer: Node that does nothing, in the same run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { at } from './lib/load.ts';
import { ratioTo, report } from './lib/report.ts';
import { startProduct } from './lib/start-product.ts';

const rounds = 10;
const fresh: number[] = [];
const again: number[] = [];
const bare: number[] = [];
// Compiled code is cached by the first start of an installation; it does not count.
await once(mkdtempSync(path.join(tmpdir(), 'gengfu-bench-')));
for (let round = 0; round < rounds; round++) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-bench-'));
  fresh.push(await once(folder));
  again.push(await once(folder));
  rmSync(folder, { recursive: true, force: true });
  const begun = performance.now();
  spawnSync(process.execPath, ['-e', '']);
  bare.push(performance.now() - begun);
}
for (const times of [fresh, again, bare]) times.sort((a, b) => a - b);
const ours = Math.round(at(again, 0.5));
const peers = { 'node -e ""': Math.round(at(bare, 0.5)) };
report({
  bench: 'start',
  unit: 'ms to ready (median)',
  ours,
  peers,
  ratio: ratioTo(ours, peers),
  p50: ours,
  p99: Math.round(again.at(-1)!),
  'fresh data folder': { median: Math.round(at(fresh, 0.5)), slowest: Math.round(fresh.at(-1)!) },
  starts: rounds,
});

async function once(folder: string): Promise<number> {
  const service = await startProduct({ GENGFU_DATA: folder, GENGFU_SANDBOX: 'on' });
  try {
    const health = await fetch(`${service.url}/readyz`);
    if (!health.ok) throw new Error(`it says it keeps watch and is not ready: ${await health.text()}`);
  } finally {
    await service.stop();
  }
  return service.ms;
}
