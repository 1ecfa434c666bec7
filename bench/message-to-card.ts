/**
 * From a shop's webhook to the card in the chat, as a reader of the chat sees it: at 100 messages a second, and for a burst
 * of 5,000 that come as fast as they are accepted.
 */
import { startChild } from './lib/child.ts';
import { at, load } from './lib/load.ts';
import { signedMessages } from './lib/messages.ts';
import { report } from './lib/report.ts';
import { watchCards } from './lib/watch-cards.ts';

const seconds = 20;
const perSecond = 100;
const burst = 5_000;

await using service = await startChild('src/main.ts');
const seen = await watchCards(service.port);
await paced(signedMessages(300, 'warm'), perSecond);
const steady = await paced(signedMessages(seconds * perSecond, 'steady'), perSecond);
const flood = await flooded(signedMessages(burst, 'burst'));
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

async function paced(messages: { request: Buffer; buyer: string }[], rate: number): Promise<number[]> {
  const sent = new Map<string, number>();
  const started = performance.now();
  const answers: Promise<unknown>[] = [];
  for (const [index, { request, buyer }] of messages.entries()) {
    const wait = started + (index * 1000) / rate - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    sent.set(buyer, performance.now());
    answers.push(load(service.port, [request], 1));
  }
  await Promise.all(answers);
  return seen.latencies(sent);
}

async function flooded(messages: { request: Buffer; buyer: string }[]): Promise<{ times: number[]; acceptedAfter: number }> {
  const started = performance.now();
  await load(
    service.port,
    messages.map(({ request }) => request),
    64,
  );
  const acceptedAfter = Math.round(performance.now() - started);
  return { times: await seen.latencies(new Map(messages.map(({ buyer }) => [buyer, started]))), acceptedAfter };
}
