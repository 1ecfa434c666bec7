import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { MarketplaceError } from '../ports/marketplace-error.ts';
import type { StreamName } from '../ports/marketplace.ts';

export const readPayload = z.object({ storeId: z.string(), stream: z.string(), id: z.string() });

/** A push is a hint: what it was about is read from the platform and goes through the inbox like everything else. */
export function readResource(desk: Desk, inbox: Inbox): JobDefinition<z.infer<typeof readPayload>> {
  return {
    kind: 'read-resource',
    payload: readPayload,
    // The rounds of the stream find it as well, should all of these fail.
    maxAttempts: 8,
    batch: 1,
    concurrency: 6,
    async handle([job]) {
      const { storeId, stream, id } = job!.payload as { storeId: string; stream: StreamName; id: string };
      const store = desk.stores.get(storeId);
      const marketplace = store?.settings.api && desk.marketplaceOf(store, 'poll');
      if (!store || !marketplace?.read) return {};
      try {
        const events = await marketplace.read({ kind: 'resource_hint', stream, id }, store);
        await Promise.all(
          events.map((event) =>
            inbox.store({ storeId, source: 'poll', externalId: event.externalId, body: Buffer.from(event.body) }),
          ),
        );
        return {};
      } catch (error) {
        if (!(error instanceof MarketplaceError)) throw error;
        // Deleted in between: there is nothing to read any more.
        if (error.fault === 'gone') return {};
        return { failed: new Map([[job!.id, { error, retryAfterMs: error.retryAfterMs }]]) };
      }
    },
  };
}
