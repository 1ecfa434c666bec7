import { randomUUID } from 'node:crypto';
import { isPublished, publishedTypes } from './notification-types.ts';
import type { Queue } from './sqs/queue.ts';
import type { World } from './world.ts';

/** A notification handed to a reader of the queue. */
export interface Pushed {
  body: string;
  headers: Record<string, string>;
  /** 200 once it was deleted; 0 while it is not acknowledged. */
  status: number;
  /** From hand-over to deletion, or until now. */
  elapsedMs: number;
  /** How many times this message was handed over. */
  attempt: number;
}

export function pushedFrom(queue: Queue, now: number): Pushed[] {
  return queue.handOvers.map(({ messageId, body, attempt, at, deletedAt }) => ({
    body,
    headers: { MessageId: messageId },
    status: deletedAt === undefined ? 0 : 200,
    elapsedMs: (deletedAt ?? now) - at,
    attempt,
  }));
}

/** Makes or takes away what an operator sets up once: the destination and a subscription of each published type. */
export function deliverTo(world: World, queue: Queue, address: string | null): void {
  world.subscriptions.clear();
  world.destinations.clear();
  if (address === null) return;
  if (address !== queue.arn && address !== world.credentials.queueUrl)
    throw new Error('Amazon pushes to an SQS queue, not to an address of ours (facts/marketplaces §3.5)');
  const destinationId = randomUUID();
  world.destinations.set(destinationId, { destinationId, name: 'notifications', resource: { sqs: { arn: queue.arn } } });
  for (const [notificationType, { payloadVersion }] of Object.entries(publishedTypes)) {
    const subscriptionId = randomUUID();
    world.subscriptions.set(subscriptionId, { subscriptionId, notificationType, payloadVersion, destinationId });
  }
}

export type Forgery = 'truncated' | 'tampered' | 'other_scheme' | 'unsigned' | 'wrong_key' | 'stale';

/**
 * A spoilt copy of the newest notification, to be put into the queue. Messages carry no signature (§3.5), so nothing can
 * be unsigned, signed with a wrong key or stale; `tampered` is another order under the same NotificationId.
 */
export function forge(world: World, kind: Forgery): { headers: Record<string, string>; body: Buffer } {
  const newest = [...world.notifications.values()].findLast(({ type }) => isPublished(type));
  if (!newest) throw new Error('nothing was published yet that could be forged');
  const json = JSON.stringify(newest.body);
  const as = (text: string) => ({ headers: {}, body: Buffer.from(text) });
  switch (kind) {
    case 'truncated':
      return as(json.slice(0, json.length / 2));
    case 'tampered':
      return as(json.replaceAll(/\d{3}-\d{7}-\d{7}/g, '999-9999999-9999999').replaceAll(/NORMAL|AT_RISK/g, 'DEACTIVATED'));
    // As EventBridge would wrap the same notification.
    case 'other_scheme':
      return as(
        JSON.stringify({
          version: '0',
          id: randomUUID(),
          'detail-type': newest.type,
          source: 'aws.partner',
          detail: newest.body,
        }),
      );
    case 'unsigned':
    case 'wrong_key':
    case 'stale':
      throw new Error(`a message of the queue cannot be ${kind}: it has no signature (facts/marketplaces §3.5)`);
  }
}
