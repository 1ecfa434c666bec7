/**
 * Durable ingest of signed webhooks, 64 connections: the real front door beside a bare server that does the least possible
 * (the ceiling) and beside one commit per request. Rounds alternate and ratios are medians over rounds, so that a slow
 * minute of the machine hits all alike.
 */
import { startChild } from './lib/child.ts';
import { load } from './lib/load.ts';
import type { LoadResult } from './lib/load.ts';
import { signedMessages } from './lib/messages.ts';
import { report } from './lib/report.ts';

const rounds = 9;
const requests = 6_000;
const connections = 64;

await using ours = await startChild('bench/peers/inbox-only.ts');
await using ceiling = await startChild('bench/peers/bare-inbox.ts', { BARE_COMMIT: 'group' });
await using each = await startChild('bench/peers/bare-inbox.ts', { BARE_COMMIT: 'each' });
const servers = { ours, ceiling, each };
const results: Record<keyof typeof servers, LoadResult[]> = { ours: [], ceiling: [], each: [] };
for (let round = -6; round < rounds; round++) {
  for (const name of ['ours', 'ceiling', 'each'] as const) {
    const batch = signedMessages(requests, `${name}-${round}`).map(({ request }) => request);
    const result = await load(servers[name].port, batch, connections);
    // The first rounds only warm up.
    if (round >= 0) results[name].push(result);
  }
}
const median = (name: keyof typeof servers): LoadResult =>
  results[name].toSorted((a, b) => a.perSecond - b.perSecond)[rounds >> 1]!;
const ratioTo = (peer: keyof typeof servers): number => {
  const ratios = results.ours.map(({ perSecond }, round) => perSecond / results[peer][round]!.perSecond);
  return Math.round(ratios.sort((a, b) => a - b)[rounds >> 1]! * 1000) / 1000;
};
const ceilingName = 'bare Hono + HMAC + group commit';
const eachName = 'one commit per request';
report({
  bench: 'ingest',
  unit: 'requests/s',
  ours: median('ours').perSecond,
  peers: { [ceilingName]: median('ceiling').perSecond, [eachName]: median('each').perSecond },
  ratio: { [ceilingName]: ratioTo('ceiling'), [eachName]: ratioTo('each') },
  p50: median('ours').p50,
  p99: median('ours').p99,
  connections,
});
