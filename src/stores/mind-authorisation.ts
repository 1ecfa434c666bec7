import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { MarketplaceError } from '../ports/marketplace-error.ts';
import type { StoreRecord } from './store-record.ts';

export const mindPayload = z.object({
  storeId: z.string(),
  /** What the platform itself said just now. */
  said: z.object({ state: z.enum(['granted', 'expiring', 'revoked']), expiresAt: z.number().optional() }).optional(),
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Told this long before an authorisation ends, and each time again. */
const warnings = [14 * dayMs, 7 * dayMs, 3 * dayMs, dayMs];

/**
 * Asks each store's platform now and then whether we may still come in, and says in the group when that ends or has ended,
 * with the way to renew it (A8).
 */
export function mindAuthorisation(desk: Desk): JobDefinition<z.infer<typeof mindPayload>> {
  return {
    kind: 'mind-authorisation',
    payload: mindPayload,
    maxAttempts: 1_000_000,
    batch: 1,
    concurrency: 2,
    async handle([job]) {
      const { storeId, said } = job!.payload;
      const store = desk.stores.get(storeId);
      const marketplace = store?.settings.api && desk.marketplaceOf(store, 'poll');
      if (!store || !marketplace?.checkAuthorisation) return {};
      const trouble = said?.state === 'revoked' ? { state: 'lost' as const, at: desk.clock.now() } : await look(store);
      const again = new Map([[job!.id, hourMs]]);
      if (!trouble) return { again };
      return {
        again,
        async settle(tx) {
          await desk.queue.enqueue(tx, [
            {
              kind: 'trouble',
              key: `authorisation:${storeId}:${trouble.state}:${trouble.at}`,
              payload: { kind: 'authorisation', storeId, ...trouble },
              dueAt: desk.clock.now(),
            },
          ]);
        },
      };

      async function look(known: StoreRecord) {
        try {
          const { remarks = [] } = await marketplace!.checkAuthorisation!(known);
          if (remarks.length > 0) desk.log.warn({ store: known.id, remarks }, 'an account works less well than it could');
        } catch (error) {
          // A platform that is down says nothing about our rights.
          if (error instanceof MarketplaceError && error.fault !== 'expired') return null;
          return { state: 'lost' as const, at: dayOf(desk.clock.now()) };
        }
        const until = said?.expiresAt ?? (await endOf(known.id));
        const left = until === null ? Infinity : until - desk.clock.wall();
        const stage = warnings.findLast((ms) => left <= ms);
        return stage === undefined ? null : { state: 'expiring' as const, at: until!, stage };
      }

      async function endOf(id: string): Promise<number | null> {
        const row = await desk.db.read.authorisation.findUnique({ where: { storeId: id } });
        return row?.refreshUntil?.getTime() ?? null;
      }
    },
  };
}

/** A lost authorisation is told once a day, not once an hour. */
const dayOf = (at: number): number => Math.floor(at / dayMs) * dayMs;
