/**
 * Messages a second through the whole way in one process: stored events are understood, matched, filed into tickets and
 * posted as cards. All events lie in the inbox beforehand, as after an outage; the first of them warm up and do not count.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compose } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { demoMessages } from '../src/sandbox/demo-sentences.ts';
import { report } from './lib/report.ts';
import { ringEach } from './lib/ring-each.ts';

const warmUp = 3_000;
const count = warmUp + 20_000;
const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-bench-'));
const service = await compose(loadConfig({ GENGFU_DATA: folder, GENGFU_DEMO: 'off', GENGFU_LOG: 'error', GENGFU_SANDBOX: 'on' }));
await ringEach(service.desk);
const store = (from: number, to: number) =>
  Promise.all(
    Array.from({ length: to - from }, (_, index) => {
      const { store, text, order } = demoMessages[index % demoMessages.length]!;
      const body = Buffer.from(JSON.stringify({ buyer: `buyer ${from + index}`, text, order: order ?? undefined }));
      return service.inbox.store({ storeId: store, source: 'sandbox', externalId: `p-${from + index}`, body });
    }),
  );
await store(0, count);
await service.start();
await cards(warmUp);
const from = await service.desk.db.read.card.count();
const started = performance.now();
const cpuBefore = process.cpuUsage();
await cards(count);
const seconds = (performance.now() - started) / 1000;
const cpu = process.cpuUsage(cpuBefore);
await service.stop();
rmSync(folder, { recursive: true, force: true });
const done = count - from;
report({
  bench: 'process',
  unit: 'messages/s',
  ours: Math.round(done / seconds),
  peers: {},
  ratio: {},
  p50: null,
  p99: null,
  messages: done,
  'cpu µs a message': Math.round((cpu.user + cpu.system) / done),
});

/** Resolves when that many tickets have their card in the chat and on record. Counting reads them all, so it is asked seldom. */
async function cards(wanted: number): Promise<void> {
  while ((await service.desk.db.read.card.count()) < wanted) await new Promise((resolve) => setTimeout(resolve, 100));
}
