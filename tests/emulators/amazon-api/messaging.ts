import { randomUUID } from 'node:crypto';
import type { Call, Handler, Handlers } from './api.ts';
import type { Documents } from './documents.ts';
import { operations } from './models.ts';
import type { Json } from './models.ts';
import type { Order } from './order-shape.ts';
import { denied, invalidInput } from './refusal.ts';
import type { World } from './world.ts';

/** Templates of Messaging v1: the last part of their path, and the operation that sends them (facts/marketplaces §3.2). */
const templates = operations
  .filter(({ model, method }) => model === 'messaging' && method === 'post')
  .map(({ operationId, path }) => ({ operationId, name: path.split('/').at(-1)! }));

export const messagingActions: string[] = templates.map(({ name }) => name);

interface Attachment {
  uploadDestinationId: string;
  fileName: string;
}

/** Messaging v1: seller-initiated and template-typed; it cannot answer a buyer (§3.2). */
export function messagingHandlers(world: World, documents: Documents): Handlers {
  const send =
    (name: string): Handler =>
    ({ path, query, body }) => {
      const order = orderOf(world, { path, query });
      if (!world.orderSecrets.get(order.orderId)!.actions.includes(name))
        throw denied(`${name} is not available for this order.`);
      const {
        text,
        attachments = [],
        coverageStartDate,
        coverageEndDate,
      } = body as Json & { text?: string; attachments?: Attachment[] };
      checkText(text ?? '');
      for (const { uploadDestinationId } of attachments)
        if (!documents.uploads.get(uploadDestinationId)?.bytes)
          throw invalidInput(`Nothing was uploaded to ${uploadDestinationId}.`);
      world.sent.push({
        thread: order.orderId,
        text: text ?? '',
        messageId: randomUUID(),
        ...(order.buyer?.buyerEmail ? { buyer: order.buyer.buyerEmail } : {}),
        at: world.now(),
        kind: name,
        ...(attachments.length > 0 ? { pictures: attachments.map(({ fileName }) => fileName) } : {}),
        ...(name === 'warranty' ? { coverage: { start: coverageStartDate as string, end: coverageEndDate as string } } : {}),
      });
      return { status: 201, body: {} };
    };

  return {
    getMessagingActionsForOrder({ path, query }) {
      const { orderId } = orderOf(world, { path, query });
      const suffix = `?marketplaceIds=${(query.marketplaceIds as string[])[0]}`;
      const self = `/messaging/v1/orders/${orderId}`;
      const actions = world.orderSecrets
        .get(orderId)!
        .actions.map((name) => ({ href: `${self}/messages/${name}${suffix}`, name }));
      return { status: 200, body: { _links: { self: { href: `${self}${suffix}` }, actions } } };
    },
    GetAttributes({ path, query }) {
      const { orderId } = orderOf(world, { path, query });
      return { status: 200, body: { buyer: { locale: world.orderSecrets.get(orderId)!.locale } } };
    },
    ...Object.fromEntries(templates.map(({ operationId, name }) => [operationId, send(name)])),
  };
}

/** An order nobody knows is InvalidInput: the static sandbox answers so for 123-1234567-0000000. */
export function orderOf(world: World, { path, query }: Pick<Call, 'path' | 'query'>): Order {
  const order = world.orders.get(path.amazonOrderId!);
  const [marketplaceId] = query.marketplaceIds as string[];
  if (order?.salesChannel.marketplaceId !== marketplaceId) throw invalidInput('amazonOrderId');
  return order!;
}

/** "No HTML, no e-mail addresses" (§3.2). The buyer's language and whether a link is needed are for people to judge. */
function checkText(text: string): void {
  if (/<[a-z!/][^>]*>/i.test(text)) throw invalidInput('text must not contain HTML.');
  if (/[\w.+-]+@[\w-]+\.[\w.]+/.test(text)) throw invalidInput('text must not contain e-mail addresses.');
}
