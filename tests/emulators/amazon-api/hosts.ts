import { live, spApi } from './api.ts';
import type { Handlers } from './api.ts';
import type { Documents } from './documents.ts';
import { listen } from './listen.ts';
import { loginRoutes } from './login.ts';
import type { Publisher } from './publisher.ts';
import { sandboxAnswers } from './sandbox.ts';
import type { Queue } from './sqs/queue.ts';
import { queueRoutes } from './sqs/routes.ts';
import { sandboxPlan, UsagePlans } from './usage-plans.ts';
import type { RateOptions } from './usage-plans.ts';
import type { World } from './world.ts';

export interface Hosted {
  world: World;
  handlers: Handlers;
  documents: Documents;
  publisher: Publisher;
  queue: Queue;
  rates: RateOptions;
  tokenTtlSeconds: number;
}

/** Opens the five hosts of the platform: api.amazon.com, sellingpartnerapi-eu, its sandbox, SQS, and the bucket of documents. */
export async function openHosts({ world, handlers, documents, publisher, queue, rates, tokenTtlSeconds }: Hosted) {
  const stopping = new AbortController();
  const queueHost = { queue, queueUrl: '', policy: policyOf(queue.arn), stopped: stopping.signal };
  const hosts = {
    auth: await listen(loginRoutes(world, tokenTtlSeconds)),
    api: await listen(spApi(world, 'api', new UsagePlans(world.now, rates), live(handlers))),
    sandbox: await listen(
      spApi(world, 'sandbox', new UsagePlans(world.now, rates, sandboxPlan), sandboxAnswers(world, publisher)),
    ),
    sqs: await listen(queueRoutes(world, queueHost)),
    documents: await listen(documents.routes()),
  };
  documents.url = hosts.documents.url;
  const [, , , , account, name] = queue.arn.split(':');
  queueHost.queueUrl = `${hosts.sqs.url}/${account}/${name}`;
  return {
    baseUrls: Object.fromEntries(Object.entries(hosts).map(([host, { url }]) => [host, url])) as Record<
      keyof typeof hosts,
      string
    >,
    queueUrl: queueHost.queueUrl,
    async close(): Promise<void> {
      stopping.abort();
      queue.wake();
      await Promise.all(Object.values(hosts).map((host) => host.close()));
    },
  };
}

/** What the queue must allow the platform's account (facts/marketplaces §3.5). */
function policyOf(arn: string): string {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '437568002678' },
    Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
    Resource: arn,
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
