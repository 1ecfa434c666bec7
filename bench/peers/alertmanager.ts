import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import path from 'node:path';
import type { Post } from '../lib/deliver.ts';
import { rawPost } from '../lib/load.ts';

const binary = 'prometheus-alertmanager';

export const hasAlertmanager = (): boolean => spawnSync(binary, ['--version']).status === 0;

/** Takes webhooks on loopback and notes when each alert, by its label `id`, came first and how often. */
export async function startReceiver() {
  const cameAt = new Map<string, number>();
  let again = 0;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const now = performance.now();
      const { alerts } = JSON.parse(Buffer.concat(chunks).toString()) as { alerts: { labels: { id: string } }[] };
      for (const { labels } of alerts) {
        if (cameAt.has(labels.id)) again += 1;
        else cameAt.set(labels.id, now);
      }
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    count: (tag: string) => [...cameAt.keys()].filter((id) => id.startsWith(tag)).length,
    twice: () => again,
    latencies: async (sent: ReadonlyMap<string, number>, timeLimitMs = 120_000): Promise<number[]> => {
      const started = performance.now();
      while ([...sent.keys()].some((id) => !cameAt.has(id))) {
        if (performance.now() - started > timeLimitMs) throw new Error('webhooks are missing');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return [...sent].map(([id, at]) => cameAt.get(id)! - at).sort((a, b) => a - b);
    },
    stop(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Alertmanager alone, as quick as it can be set: every alert a group of its own, no wait before the first notification.
 * @param folder its own; started twice on one folder it finds what the first left
 */
export async function startAlertmanager(folder: string, webhookUrl: string) {
  const config = path.join(folder, 'alertmanager.yml');
  writeFileSync(
    config,
    `route: { receiver: chat, group_by: ['...'], group_wait: 0s, group_interval: 1m, repeat_interval: 1h }
receivers: [{ name: chat, webhook_configs: [{ url: '${webhookUrl}', send_resolved: false }] }]
`,
  );
  const port = await freePort();
  const child = spawn(
    binary,
    [
      `--config.file=${config}`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (const begun = performance.now(); !(await isReady(port)); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (performance.now() - begun > 20_000) throw new Error('alertmanager did not become ready');
  return {
    port,
    async [Symbol.asyncDispose](): Promise<void> {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Alerts as a monitoring system posts them, `perPost` to a request. */
export function alertPosts(count: number, tag: string, perPost = 1): Post[] {
  const posts: Post[] = [];
  for (let first = 0; first < count; first += perPost) {
    const keys = Array.from({ length: Math.min(perPost, count - first) }, (_, index) => `${tag} ${first + index}`);
    const alerts = keys.map((id) => ({
      labels: { alertname: 'BuyerWaits', severity: 'important', store: 'de', id },
      annotations: { summary: 'Die Dose kam verbeult an und der Deckel schließt nicht, ich möchte mein Geld zurück.' },
    }));
    posts.push({ request: rawPost('/api/v2/alerts', {}, Buffer.from(JSON.stringify(alerts))), keys });
  }
  return posts;
}
