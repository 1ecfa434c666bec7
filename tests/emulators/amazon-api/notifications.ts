import { randomUUID } from 'node:crypto';
import type { Call, Handlers } from './api.ts';
import { isPublished, otherTypes, publishedTypes } from './notification-types.ts';
import { invalidInput, notFound, Refusal } from './refusal.ts';
import type { Queue } from './sqs/queue.ts';
import type { Destination, Subscription, World } from './world.ts';

const conflict = (details: string) =>
  new Refusal(409, 'Conflict', 'The resource specified conflicts with the current state.', details);

/** Notifications v1 without the sandbox's testNotification (facts/marketplaces §3.5). */
export function notificationHandlers(world: World, queue: Queue): Handlers {
  const { destinations, subscriptions } = world;
  const subscriptionsOf = (type: string) =>
    [...subscriptions.values()].filter(({ notificationType }) => notificationType === type);
  const destinationOf = ({ path }: Call): Destination => {
    const found = destinations.get(path.destinationId!);
    if (!found) throw notFound('No such destination.');
    return found;
  };
  const subscriptionOf = ({ path }: Call): Subscription => {
    const found = subscriptions.get(path.subscriptionId!);
    if (found?.notificationType !== path.notificationType) throw notFound('No such subscription.');
    return found!;
  };

  return {
    getDestinations: () => ({ status: 200, body: { payload: [...destinations.values()] } }),
    getDestination: (call) => ({ status: 200, body: { payload: destinationOf(call) } }),
    createDestination({ body }) {
      const destination = buildDestination(body as unknown as CreateDestination, queue);
      const twin = JSON.stringify(destination.resource);
      // When the platform answers 409 is UNCONFIRMED; the same resource twice is the state it can conflict with.
      if ([...destinations.values()].some(({ resource }) => JSON.stringify(resource) === twin))
        throw conflict('Destination exists.');
      destinations.set(destination.destinationId, destination);
      return { status: 200, body: { payload: destination } };
    },
    deleteDestination(call) {
      const { destinationId } = destinationOf(call);
      if ([...subscriptions.values()].some((subscription) => subscription.destinationId === destinationId))
        throw conflict('The destination still has subscriptions.');
      destinations.delete(destinationId);
      return { status: 200, body: {} };
    },

    getSubscriptions({ query }) {
      const [type] = query.notificationTypes as string[];
      const version = query.payloadVersion as string | undefined;
      const found = subscriptionsOf(known(type!)).filter(({ payloadVersion }) => !version || payloadVersion === version);
      return { status: 200, body: { payload: { subscriptions: found.map(asShown) } } };
    },
    getSubscription({ path, query }) {
      const version = query.payloadVersion as string | undefined;
      const found = subscriptionsOf(known(path.notificationType!)).findLast(
        ({ payloadVersion }) => !version || payloadVersion === version,
      );
      if (!found) throw notFound('No subscription of this type.');
      return { status: 200, body: { payload: asShown(found) } };
    },
    getSubscriptionById: (call) => ({ status: 200, body: { payload: asShown(subscriptionOf(call)) } }),
    createSubscription({ path, body }) {
      const notificationType = known(path.notificationType!);
      const wanted = body as unknown as Omit<Subscription, 'subscriptionId' | 'notificationType'>;
      if (!destinations.has(wanted.destinationId)) throw invalidInput('destinationId is not one of this application.');
      if (isPublished(notificationType) && publishedTypes[notificationType].payloadVersion !== wanted.payloadVersion)
        throw invalidInput(`${notificationType} has no payloadVersion ${wanted.payloadVersion}.`);
      const same = subscriptionsOf(notificationType).some(
        ({ payloadVersion, processingDirective }) =>
          payloadVersion === wanted.payloadVersion &&
          processingDirective?.filterExpression === wanted.processingDirective?.filterExpression,
      );
      if (same) throw conflict('There is a subscription of this type and version.');
      const subscription = { subscriptionId: randomUUID(), notificationType, ...wanted };
      subscriptions.set(subscription.subscriptionId, subscription);
      return { status: 200, body: { payload: asShown(subscription) } };
    },
    deleteSubscriptionById(call) {
      subscriptions.delete(subscriptionOf(call).subscriptionId);
      return { status: 200, body: {} };
    },
  };
}

interface CreateDestination {
  name: string;
  resourceSpecification: { sqs?: { arn: string }; eventBridge?: { region: string; accountId: string } };
}

function buildDestination({ name, resourceSpecification }: CreateDestination, queue: Queue): Destination {
  const { sqs, eventBridge } = resourceSpecification;
  if ((sqs === undefined) === (eventBridge === undefined)) throw invalidInput('Specify either sqs or eventBridge.');
  const destinationId = randomUUID();
  if (eventBridge) return { destinationId, name, resource: { eventBridge: { name, ...eventBridge } } };
  const { arn } = sqs!;
  if (arn.endsWith('.fifo')) throw invalidInput('FIFO queues are not supported.');
  // The principal of the platform must be let in by the queue's policy (§3.5).
  if (arn !== queue.arn || !queue.letsNotificationsIn) throw invalidInput('Cannot send to the queue; check its policy.');
  return { destinationId, name, resource: { sqs: { arn } } };
}

function known(type: string): string {
  if (!isPublished(type) && !otherTypes.includes(type)) throw invalidInput(`notificationType ${type} is invalid.`);
  return type;
}

function asShown({ notificationType: _type, ...shown }: Subscription): Omit<Subscription, 'notificationType'> {
  return shown;
}
