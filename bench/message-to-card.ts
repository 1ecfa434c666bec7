/**
 * From a shop's webhook to the card in the chat, as a reader of the chat sees it: at 100 messages a second, and for a burst
 * of 5,000 that come as fast as they are accepted.
 */
import { startChild } from './lib/child.ts';
import { flooded, paced } from './lib/deliver.ts';
import { at } from './lib/load.ts';
import { signedPosts } from './lib/messages.ts';
import { report } from './lib/report.ts';
import { watchCards } from './lib/watch-cards.ts';

const seconds = 20;
const perSecond = 100;
const burst = 5_000;

await using service = await startChild('src/main.ts');
const seen = await watchCards(service.port);
const chat = { port: service.port, latencies: seen.latencies };
await paced(chat, signedPosts(300, 'warm'), perSecond);
const steady = await paced(chat, signedPosts(seconds * perSecond, 'steady'), perSecond);
const flood = await flooded(chat, signedPosts(burst, 'burst'));
seen.close();
report({
  bench: 'message to card',
  unit: 'messages/s',
  ours: perSecond,
  peers: {},
  ratio: {},
  p50: at(steady, 0.5),
  p99: at(steady, 0.99),
  'burst of 5,000': {
    p50: at(flood.times, 0.5),
    p99: at(flood.times, 0.99),
    'accepted after ms': flood.acceptedAfter,
    'last card after ms': Math.round(flood.times.at(-1)!),
  },
});
