/** Runs the named benches, or all, each in a process of its own, and prints what they say; `--json` prints one object. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const benches = [
  'ingest',
  'process',
  'message-to-card',
  'tap',
  'messenger-tap',
  'platform-push',
  'rules',
  'deadlines',
  'open-tickets',
];
const json = process.argv.includes('--json');
const asked = process.argv.slice(2).filter((argument) => argument !== '--json');
const unknown = asked.find((name) => !benches.includes(name));
if (unknown) throw new Error(`no bench is called ${unknown}; there are ${benches.join(', ')}`);
const results: Record<string, unknown> = {};
for (const name of asked.length > 0 ? asked : benches) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, `${name}.ts`), ...(json ? ['--json'] : [])],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  if (json) results[name] = JSON.parse(stdout);
  else console.log(stdout.trimEnd());
}
if (json) console.log(JSON.stringify(results));
