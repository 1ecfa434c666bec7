import { arch, cpus, platform, totalmem } from 'node:os';
import type { BenchResult } from './lib/report.ts';

/** `docs/performance.md`: what a run of all benches said, of which machine and day. */
export function performancePage(results: readonly BenchResult[], day: string): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 1024 ** 3)} GB, ${platform()} ${arch()}, Node ${process.versions.node}`;
  return [
    '# Performance',
    '',
    `Written by \`npm run bench -- --page\` on ${day}: ${machine}.`,
    '',
    'Each bench measures a ceiling or a peer in the same run; only the ratios carry over to another machine. What a bench does is said at the head of its file in `bench/`.',
    '',
    ...results.flatMap(section),
  ].join('\n');
}

function section({ bench, unit, ours, peers, ratio, p50, p99, ...more }: BenchResult): string[] {
  const rows: [string, string, string][] = [
    ['ours', number(ours), ''],
    ...Object.entries(peers).map(([name, value]): [string, string, string] => [
      name,
      number(value),
      name in ratio ? `ours is ${ratio[name]} of it` : '',
    ]),
  ];
  const loose = Object.entries(ratio).filter(([name]) => !(name in peers));
  const notes = [
    ...(p50 === null ? [] : [`p50 ${p50} ms${p99 === null ? '' : `, p99 ${p99} ms`}`]),
    ...loose.map(([name, value]) => `${name}: ${value}`),
    ...Object.entries(more).flatMap(([name, value]) => facts(name, value)),
  ];
  return [
    `## ${bench}`,
    '',
    `| | ${unit} | |`,
    '| --- | ---: | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    ...notes.map((note) => `- ${note}`),
    ...(notes.length > 0 ? [''] : []),
  ];
}

/** Nested figures, one line each. */
function facts(name: string, value: unknown): string[] {
  if (typeof value === 'number') return [`${name}: ${number(value)}`];
  if (typeof value !== 'object' || value === null) return [`${name}: ${String(value)}`];
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.every(([, each]) => typeof each !== 'object'))
    return [
      `${name}: ${entries.map(([key, each]) => `${key} ${typeof each === 'number' ? number(each) : String(each)}`).join(', ')}`,
    ];
  return entries.flatMap(([key, each]) => facts(`${name}, ${key}`, each));
}

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 3 });
