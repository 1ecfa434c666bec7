/**
 * Messages a second through the whole way in one process: stored events are understood, matched, filed into tickets and
 * posted as cards. The events lie in the inbox before the clock starts, as after an outage.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compose } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { demoMessages } from '../src/sandbox/demo-sentences.ts';
import { report } from './lib/report.ts';

const count = 10_000;
const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-bench-'));
const service = await compose(loadConfig({ GENGFU_DATA: folder, GENGFU_DEMO: 'off', GENGFU_LOG: 'error', GENGFU_SANDBOX: 'on' }));
const store = (from: number, to: number) =>
  Promise.all(
    Array.from({ length: to - from }, (_, index) => {
      const { store, text, order } = demoMessages[index % demoMessages.length]!;
      const body = Buffer.from(JSON.stringify({ buyer: `buyer ${from + index}`, text, order: order ?? undefined }));
      return service.inbox.store({ storeId: store, source: 'sandbox', externalId: `p-${from + index}`, body });
    }),
  );
await store(0, count);
const started = performance.now();
const cpuBefore = process.cpuUsage();
await service.start();
let applied = 0;
while ((await service.desk.db.read.card.count()) < count) {
  if (!applied && (await service.desk.db.read.inboxEvent.count({ where: { status: 'pending' } })) === 0)
    applied = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 25));
}
const seconds = (performance.now() - started) / 1000;
const cpu = process.cpuUsage(cpuBefore);
await service.stop();
rmSync(folder, { recursive: true, force: true });
report({
  bench: 'process',
  unit: 'messages/s',
  ours: Math.round(count / seconds),
  peers: {},
  ratio: {},
  p50: 0,
  p99: 0,
  'cpu µs a message': Math.round((cpu.user + cpu.system) / count),
  'to ticket, messages/s': Math.round((count * 1000) / (applied || seconds * 1000)),
});
