/**
 * `npm run chaos -- --minutes 30`: plays run after run of the scenarios on real processes and asserts after each what must
 * never happen. `--runs N` ends earlier, `--seed S` decides all, `--scenario NAME` plays one kind only. Ends with 1 when
 * anything was lost, doubled or wrong; each such run is told with the command that repeats it.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { runCampaign } from './checker/campaign.ts';
import type { RunReport } from './checker/campaign.ts';
import { engineNames } from './checker/engine.ts';
import { scenarios } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    runs: { type: 'string', default: 'Infinity' },
    seed: { type: 'string' },
    engine: { type: 'string', default: 'sqlite' },
    workers: { type: 'string', default: '2' },
    scenario: { type: 'string' },
  },
});
const engine = z.enum(engineNames).parse(values.engine);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const chosen = scenarios.filter(({ name }) => !values.scenario || name === values.scenario);
if (chosen.length === 0) throw new Error(`no such scenario; there are: ${scenarios.map(({ name }) => name).join(', ')}`);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const played = new Map<string, { runs: number; seconds: number }>();
const count = { runs: 0, lost: 0, doubled: 0, wrong: 0 };

function onRun({ faults, history, printed, ...run }: RunReport): void {
  count.runs += 1;
  const before = played.get(run.scenario) ?? { runs: 0, seconds: 0 };
  played.set(run.scenario, { runs: before.runs + 1, seconds: before.seconds + run.seconds });
  if (count.runs % 20 === 0) say(`${count.runs} runs so far, ${count.lost} lost, ${count.doubled} doubled, ${count.wrong} wrong`);
  if (faults.length === 0) return;
  for (const { kind } of faults) count[kind] += 1;
  const file = path.join(tmpdir(), `gengfu-chaos-${run.seed}.jsonl`);
  writeFileSync(file, history.map((happening) => `${JSON.stringify(happening)}\n`).join('') + printed);
  say(`\n${run.scenario}, seed ${run.seed}, ${run.seconds} s; its history and the end of its log are in ${file}`);
  for (const { kind, what } of faults) say(`  ${kind}: ${what}`);
  const only = values.scenario ? ` --scenario '${values.scenario}'` : '';
  say(`  again: npm run chaos -- --runs 1 --seed ${run.seed} --engine ${engine}${only}`);
}

// Asked to end, it plays what it has begun and sums up; asked again, it ends.
const asked = new AbortController();
process.once('SIGINT', () => asked.abort());
process.once('SIGTERM', () => process.exit(143));
const began = performance.now();
const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(Number(values.minutes) * 60_000)]);
await runCampaign({
  engine,
  scenarios: chosen,
  order: 'drawn',
  seed,
  runs: Number(values.runs),
  signal,
  workers: Number(values.workers),
  onRun,
});

for (const [scenario, { runs, seconds }] of [...played].sort(([a], [b]) => a.localeCompare(b)))
  say(`${scenario.padEnd(18)}${String(runs).padStart(6)} runs${(seconds / runs).toFixed(2).padStart(8)} s each`);
say(`seed ${seed}, ${engine}, ${((performance.now() - began) / 60_000).toFixed(1)} min`);
if (count.wrong > 0) say(`${count.wrong} wrong`);
say(`${count.runs} runs, ${count.lost} lost, ${count.doubled} doubled`);
process.exitCode = count.lost + count.doubled + count.wrong > 0 ? 1 : 0;
