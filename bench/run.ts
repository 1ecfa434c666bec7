/**
 * Runs the named benches, or all, each in a process of its own, and prints what they say. `--json` prints one object; `--page`
 * writes docs/performance.md.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { printResult } from './lib/report.ts';
import type { BenchResult } from './lib/report.ts';
import { performancePage } from './performance-page.ts';

const benches = [
  'ingest',
  'process',
  'message-to-card',
  'tap',
  'messenger-tap',
  'platform-push',
  'rules',
  'clocks',
  'replay',
  'open-tickets',
  'engines',
  'alertmanager',
  'start',
  'memory',
];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, page: { type: 'boolean' } },
});
const unknown = positionals.find((name) => !benches.includes(name));
if (unknown) throw new Error(`no bench is called ${unknown}; there are ${benches.join(', ')}`);

const results: Record<string, BenchResult> = {};
for (const name of positionals.length > 0 ? positionals : benches) {
  const script = path.join(import.meta.dirname, `${name}.ts`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--json'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  const result = JSON.parse(stdout) as BenchResult | { missing: string };
  if ('missing' in result) {
    // To standard error: with --json the output is one object.
    console.error(result.missing);
    continue;
  }
  results[name] = result;
  if (!values.json) printResult(result);
}
if (values.json) console.log(JSON.stringify(results));
if (values.page) {
  const page = path.join(import.meta.dirname, '../docs/performance.md');
  writeFileSync(page, performancePage(Object.values(results), new Date().toISOString().slice(0, 10)));
}
