import * as z from 'zod';
import type { Desk } from '../desk.ts';
import { applyHappenings } from '../inbox/apply-happenings.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { judgeSubjects } from '../matters/judge-subjects.ts';
import { readSeriesSubjects } from './read-series-subjects.ts';

const payload = z.object({ storeId: z.string() });

/** Asks the rules whether more came than chance explains. That it is over is found by the hourly look at matters. */
export function watchSeries(desk: Desk): JobDefinition<z.infer<typeof payload>> {
  return {
    kind: 'watch-series',
    payload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const store = desk.stores.get(job!.payload.storeId);
      const subjects = store && desk.rules.matcherAbout('series') ? await readSeriesSubjects(desk, store) : [];
      if (subjects.length > 0)
        await desk.db.writeRows(async (tx) => {
          await applyHappenings(desk, tx, await judgeSubjects(desk, tx, subjects));
        });
      return {};
    },
  };
}
