import { randomUUID } from 'node:crypto';
import type { Json } from './models.ts';
import { envelope } from './notification-bodies.ts';
import type { Happening } from './notification-bodies.ts';
import { schemaFaults } from './schemas.ts';
import type { Queue } from './sqs/queue.ts';
import type { Subscription, World } from './world.ts';

/** Brings what happened to the queue of every subscription that wants it. Nothing is signed: trust is IAM on the queue (facts/marketplaces §3.5). */
export class Publisher {
  readonly #world: World;
  readonly #queue: Queue;
  /** Nothing arrives while it is set. */
  losing: 'on' | 'off' = 'off';

  constructor(world: World, queue: Queue) {
    this.#world = world;
    this.#queue = queue;
  }

  /** @returns the NotificationIds, one for each subscription */
  publish(happening: Happening): string[] {
    return [...this.#world.subscriptions.values()]
      .filter((subscription) => wants(subscription, happening))
      .map(({ subscriptionId, destinationId }) => this.send(happening, destinationId, subscriptionId));
  }

  send(happening: Happening, destinationId: string, subscriptionId: string): string {
    const notificationId = randomUUID();
    const body = envelope(this.#world, happening, { subscriptionId, notificationId });
    const faults = schemaFaults(happening.type, body);
    if (faults.length > 0) throw new Error(`${happening.type} would be what its schema forbids: ${faults.join('; ')}`);
    this.#world.notifications.set(notificationId, { type: happening.type, body });
    const arn = this.#world.destinations.get(destinationId)?.resource.sqs?.arn;
    // Whoever takes EventBridge looks there; this queue is not it.
    if (arn === this.#queue.arn) this.#deliver(body);
    return notificationId;
  }

  /** The same notification, with the same NotificationId: at-least-once (§3.5). */
  repeat(notificationId: string): void {
    const known = this.#world.notifications.get(notificationId);
    if (!known) throw new Error(`nothing was published as ${notificationId}`);
    this.#deliver(known.body);
  }

  #deliver(body: Json): void {
    if (this.losing === 'off') this.#queue.put(JSON.stringify(body));
  }
}

/** The filters of a subscription's processingDirective. */
function wants(subscription: Subscription, { type, marketplaceIds, orderChangeType }: Happening): boolean {
  if (subscription.notificationType !== type) return false;
  const filter = subscription.processingDirective?.eventFilter;
  if (filter?.marketplaceIds && !marketplaceIds.some((id) => filter.marketplaceIds!.includes(id))) return false;
  return !(filter?.orderChangeTypes && orderChangeType && !filter.orderChangeTypes.includes(orderChangeType));
}
