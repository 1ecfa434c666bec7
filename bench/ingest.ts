/**
 * Durable ingest of signed webhooks, 64 connections: the real front door beside a bare server that does the least possible
 * (the ceiling) and beside one commit per request. Rounds alternate, so that a slow minute of the machine hits all alike.
 */
import { startChild } from './lib/child.ts';
import { load } from './lib/load.ts';
import type { LoadResult } from './lib/load.ts';
import { signedMessages } from './lib/messages.ts';
import { ratioTo, report } from './lib/report.ts';

const rounds = 5;
const requests = 6_000;
const connections = 64;

await using ours = await startChild('bench/peers/inbox-only.ts');
await using ceiling = await startChild('bench/peers/bare-inbox.ts', { BARE_COMMIT: 'group' });
await using each = await startChild('bench/peers/bare-inbox.ts', { BARE_COMMIT: 'each' });
const servers = { ours, ceiling, each };
const results: Record<keyof typeof servers, LoadResult[]> = { ours: [], ceiling: [], each: [] };
for (let round = -3; round < rounds; round++) {
  for (const name of ['ours', 'ceiling', 'each'] as const) {
    const batch = signedMessages(requests, `${name}-${round}`).map(({ request }) => request);
    const result = await load(servers[name].port, batch, connections);
    // The first rounds only warm up.
    if (round >= 0) results[name].push(result);
  }
}
const median = (name: keyof typeof servers): LoadResult =>
  results[name].toSorted((a, b) => a.perSecond - b.perSecond)[rounds >> 1]!;
const peers = {
  'bare Hono + HMAC + group commit': median('ceiling').perSecond,
  'one commit per request': median('each').perSecond,
};
report({
  bench: 'ingest',
  unit: 'requests/s',
  ours: median('ours').perSecond,
  peers,
  ratio: ratioTo(median('ours').perSecond, peers),
  p50: median('ours').p50,
  p99: median('ours').p99,
  connections,
});
