import type { Desk } from '../desk.ts';
import { insertJobs } from '../jobs/job-table.ts';
import { joinMarketplaces } from '../join-marketplaces.ts';
import { createTokenKeeper } from '../stores/token-keeper.ts';
import { inOffice } from './open-office.ts';
import type { Office } from './open-office.ts';

export type Market = Pick<Desk, 'db' | 'clock' | 'stores' | 'marketplaceOf' | 'publicUrl'> & {
  queue: Pick<Desk['queue'], 'enqueue'>;
  office: Office;
};

/** The data folder with the way out to marketplaces; jobs asked for are done by the service. */
export async function inMarket<T>(work: (market: Market) => Promise<T>): Promise<T> {
  return inOffice(async (office) => {
    const { config, db, clock, stores } = office;
    const tokens = createTokenKeeper({ db, clock, onLost: () => {} });
    const marketplaces = joinMarketplaces({
      config,
      db,
      api: { tokensOf: (store, authoriser) => tokens.of(store, authoriser), onTrace: () => {} },
    });
    try {
      return await work({
        db,
        clock,
        stores,
        marketplaceOf: marketplaces.marketplaceOf,
        publicUrl: config.publicUrl,
        queue: { enqueue: (tx, requests) => insertJobs(tx, requests, clock.now()) },
        office,
      });
    } finally {
      marketplaces.close();
    }
  });
}
