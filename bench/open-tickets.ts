/**
 * What the desk costs with a thousand to a million open tickets: firing a hundred due timers, drawing the list, reading the
 * status. Ratios are to the smallest desk of the same run; 1 is flat.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClock } from '../src/clock.ts';
import { describeTickets } from '../src/commands/describe-tickets.ts';
import { compose } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { readStatus } from '../src/health/read-status.ts';
import { report } from './lib/report.ts';
import { ringEach } from './lib/ring-each.ts';
import { seedOpenTickets } from './lib/seed-open-tickets.ts';

const sizes = [1_000, 10_000, 100_000, 1_000_000];
const due = 100;
const ticks = 11;
const minuteMs = 60_000;

interface Costs {
  'tick ms': number;
  'list ms': number;
  'status ms': number;
}

const costs = new Map<number, Costs>();
for (const size of sizes) costs.set(size, await measure(size));

const first = costs.get(sizes[0]!)!;
const last = costs.get(sizes.at(-1)!)!;
report({
  bench: 'open-tickets',
  unit: `ms a tick of ${due} due timers, ${sizes.at(-1)} tickets open`,
  ours: last['tick ms'],
  peers: { [`${sizes[0]} open`]: first['tick ms'] },
  ratio: Object.fromEntries(
    sizes.slice(1).map((size) => [`tick at ${size}`, share(costs.get(size)!['tick ms'], first['tick ms'])]),
  ),
  p50: last['tick ms'],
  p99: null,
  sizes: Object.fromEntries(costs),
});

async function measure(size: number): Promise<Costs> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-bench-'));
  const clock = createClock();
  const service = await compose(
    loadConfig({ GENGFU_DATA: folder, GENGFU_DEMO: 'off', GENGFU_LOG: 'error', GENGFU_SANDBOX: 'on' }),
    {
      clock,
    },
  );
  const { desk } = service;
  await ringEach(desk);
  await seedOpenTickets(desk, { count: size, dueEachMinute: due, minutes: ticks + 1 });
  await service.start();
  await desk.queue.idle();
  const tickMs: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    const started = performance.now();
    clock.advance(minuteMs);
    await desk.queue.idle();
    tickMs.push(performance.now() - started);
  }
  const result = {
    'tick ms': median(tickMs),
    'list ms': await timed(() => describeTickets(desk, {})),
    'status ms': await timed(() => readStatus(desk)),
  };
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
  return result;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}

function median(values: number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1]! * 100) / 100;
}

function share(value: number, of: number): number {
  return Math.round((value / of) * 100) / 100;
}
