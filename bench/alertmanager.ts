/**
 * From a signed push to the alert card in the chat, beside Prometheus' Alertmanager from POST /api/v2/alerts to its webhook:
 * paced, in a burst of single posts, in a mass, and what is left of acknowledged alerts after kill -9 and a restart.
 *
 * Not the same work: ours verifies a signature, commits to disk before it answers, understands the text, matches rules,
 * opens a ticket with its clocks and draws a card; Alertmanager keeps alerts in memory and forwards them. Its sender is meant to
 * repeat an alert until it is resolved, a marketplace is not. It takes many alerts in one post; a marketplace's push is one
 * message. Both are set to one notification for each alert without waiting (group_by: ['...'], group_wait: 0s); its group_interval is also the
 * time a webhook may take, so it is left at a minute. The chat is the
 * sandbox's, for a real messenger's own limit a minute would be all there is to measure.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startChild } from './lib/child.ts';
import { flooded, paced } from './lib/deliver.ts';
import type { Delivery, Flood, Post } from './lib/deliver.ts';
import { at, load } from './lib/load.ts';
import { signedPosts } from './lib/messages.ts';
import { report } from './lib/report.ts';
import { waitForCards } from './lib/wait-for-cards.ts';
import { watchCards } from './lib/watch-cards.ts';
import { alertPosts, hasAlertmanager, startAlertmanager, startReceiver } from './peers/alertmanager.ts';

const perSecond = 83;
const seconds = 20;
const burst = 5_000;
const many = 20_000;
const killed = 1_000;
const name = 'alertmanager';

if (!hasAlertmanager()) {
  const missing = 'alertmanager: not measured, prometheus-alertmanager is not installed (Debian: apt-get install it)';
  console.log(process.argv.includes('--json') ? JSON.stringify({ bench: 'alertmanager', missing }) : missing);
  process.exit(0);
}
const ours = await measureOurs();
const peer = await measurePeer();
report({
  bench: 'alertmanager',
  unit: 'alerts/s delivered, of 20,000',
  ours: ours.many.perSecond,
  peers: { [name]: peer.many.perSecond },
  ratio: { [name]: Math.round((ours.many.perSecond / peer.many.perSecond) * 1000) / 1000 },
  p50: ours.paced.p50,
  p99: ours.paced.p99,
  'paced, 83/s': { ours: ours.paced, [name]: peer.paced },
  'burst of 5,000': { ours: ours.burst, [name]: peer.burst },
  '20,000 (100 to a post where it can be)': { ours: ours.many, [name]: peer.many },
  'delivered of 1,000 after kill -9': { ours: ours.kept, [name]: peer.kept },
});

async function measureOurs() {
  const times = await (async () => {
    await using service = await startChild('src/main.ts');
    const seen = await watchCards(service.port);
    const result = await measure({ port: service.port, latencies: seen.latencies }, signedPosts);
    seen.close();
    return result;
  })();
  const kept = await inFolder(async (folder) => {
    const env = { GENGFU_DATA: folder };
    {
      await using service = await startChild('src/main.ts', env);
      await acknowledged(service.port, signedPosts(killed, 'killed'));
    }
    await using service = await startChild('src/main.ts', env);
    return (await waitForCards(service.port, killed)).length;
  });
  return { ...times, kept };
}

async function measurePeer() {
  const receiver = await startReceiver();
  try {
    const times = await inFolder(async (folder) => {
      await using service = await startAlertmanager(folder, receiver.url);
      return await measure({ port: service.port, latencies: receiver.latencies }, alertPosts);
    });
    const kept = await inFolder(async (folder) => {
      {
        await using service = await startAlertmanager(folder, receiver.url);
        await acknowledged(service.port, alertPosts(killed, 'killed'));
      }
      await using _service = await startAlertmanager(folder, receiver.url);
      // Nothing tells that nothing more will come.
      for (let before = -1; before !== receiver.count('killed'); await sleep(5_000)) before = receiver.count('killed');
      return receiver.count('killed');
    });
    return { ...times, kept };
  } finally {
    receiver.stop();
  }
}

async function measure(to: Delivery, posts: (count: number, tag: string, perPost?: number) => Post[]) {
  await paced(to, posts(300, 'warm'), perSecond);
  const steady = await paced(to, posts(seconds * perSecond, 'steady'), perSecond);
  const flood = await flooded(to, posts(burst, 'burst'));
  const mass = await flooded(to, posts(many, 'many', 100));
  return { paced: { p50: at(steady, 0.5), p99: at(steady, 0.99) }, burst: describe(flood), many: describe(mass) };
}

function describe({ times, acceptedAfter }: Flood) {
  return {
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    'accepted after ms': acceptedAfter,
    perSecond: Math.round((times.length * 1000) / times.at(-1)!),
  };
}

/** Returns with the last acknowledgement; what follows in the caller is the kill. */
async function acknowledged(port: number, posts: Post[]): Promise<void> {
  const requests = posts.map(({ request }) => request);
  await load(port, requests, 64);
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
