/** What every bench says. Ratios are ours over the peer, measured in the same run. */
export interface BenchResult {
  bench: string;
  unit: string;
  ours: number;
  peers: Record<string, number>;
  ratio: Record<string, number>;
  /** Milliseconds; null where only the rate is measured. */
  p50: number | null;
  p99: number | null;
  [more: string]: unknown;
}

/** Prints one JSON object with `--json`, a few lines otherwise. */
export function report(result: BenchResult): void {
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
  else printResult(result);
}

export function printResult(result: BenchResult): void {
  const { bench, unit, ours, peers, ratio, p50, p99, ...more } = result;
  console.log(`${bench}: ${ours} ${unit}${p50 === null ? '' : `, p50 ${p50} ms, p99 ${p99} ms`}`);
  for (const [name, value] of Object.entries(peers))
    console.log(`  ${name}: ${value} ${unit}${name in ratio ? `, ours is ${ratio[name]} of it` : ''}`);
  for (const [name, value] of Object.entries(more)) console.log(`  ${name}: ${JSON.stringify(value)}`);
}

export const ratioTo = (ours: number, peers: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(peers).map(([name, value]) => [name, Math.round((ours / value) * 1000) / 1000]));
