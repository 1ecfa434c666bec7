import * as z from 'zod';
import { HOUR_MS } from '../clocks/local-day.ts';
import type { Desk } from '../desk.ts';
import { applyHappenings } from '../inbox/apply-happenings.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { countSales } from './count-sales.ts';
import { judgeSubjects } from './judge-subjects.ts';
import { readLateOrders } from './read-late-orders.ts';
import { readSellingStock } from './read-selling-stock.ts';
import { readSeriesSubjects } from '../traffic/read-series-subjects.ts';
import type { Subject } from './subject.ts';

const payload = z.object({});
const everyMs = HOUR_MS;
/** Matters judged in one transaction: others wait for their turn meanwhile. */
const pageSize = 300;

/** Sets the hourly look at what only time makes true going: parcels without news, promises that pass, stock that sells out, numbers that calm down. */
export async function startWatch(desk: Desk): Promise<void> {
  await desk.db.write((tx) =>
    desk.queue.enqueue(tx, [{ kind: 'watch-matters', key: 'watch-matters', payload: {}, dueAt: desk.clock.now() }]),
  );
}

/** Each matter rings once, as for records: its row in Matter decides, whatever is restarted in between. */
export function watchMatters(desk: Desk): JobDefinition<z.infer<typeof payload>> {
  return {
    kind: 'watch-matters',
    payload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      await countSales(desk);
      const subjects: Subject[] = [];
      if (desk.rules.matcherAbout('stock')) subjects.push(...(await readSellingStock(desk)));
      if (desk.rules.matcherAbout('shipment')) subjects.push(...(await readLateOrders(desk)));
      if (desk.rules.matcherAbout('series'))
        for (const store of desk.stores.all()) subjects.push(...(await readSeriesSubjects(desk, store)));
      for (let from = 0; from < subjects.length; from += pageSize)
        await desk.db.writeRows(async (tx) => {
          const page = subjects.slice(from, from + pageSize);
          await applyHappenings(desk, tx, await judgeSubjects(desk, tx, page));
        });
      return { again: new Map([[job!.id, everyMs]]) };
    },
  };
}
