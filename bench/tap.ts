/** A tap from request to answer: authorised, committed with synchronous=FULL, card drawn. Claims, one after another and four at a time. */
import { startChild } from './lib/child.ts';
import { load } from './lib/load.ts';
import { rawPost } from './lib/load.ts';
import { signedMessages } from './lib/messages.ts';
import { report } from './lib/report.ts';
import { waitForCards } from './lib/wait-for-cards.ts';

const tickets = 1_000;
await using service = await startChild('src/main.ts');
await load(
  service.port,
  signedMessages(tickets + 100, 'tap').map(({ request }) => request),
  16,
);
const cards = await waitForCards(service.port, tickets + 100);
const claims = cards.map(({ id }) =>
  rawPost('/sandbox/api/tap', {}, Buffer.from(JSON.stringify({ messageId: id, action: 'claim', person: 'wang' }))),
);
await load(service.port, claims.slice(0, 100), 1);
const alone = await load(service.port, claims.slice(100, 100 + tickets / 2), 1);
const four = await load(service.port, claims.slice(100 + tickets / 2), 4);
report({
  bench: 'tap',
  unit: 'taps/s',
  ours: alone.perSecond,
  peers: {},
  ratio: {},
  p50: alone.p50,
  p99: alone.p99,
  'four at a time': { perSecond: four.perSecond, p50: four.p50, p99: four.p99 },
});
