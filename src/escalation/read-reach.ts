import type { Reader, RowWrite } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';

/** How calls by one means went: by what was wanted, whatever reached the person in the end. */
export interface Reach {
  wanted: string;
  calls: number;
  /** Reached by some means. */
  reached: number;
  /** Reached by the very means that was wanted. */
  direct: number;
  /** From asking to the messenger's answer, of those reached. */
  meanMs: number | null;
}

/** Of calls asked for since an instant that are settled; needless ones do not count. */
export function readReach(read: Reader | RowWrite, since: number): Promise<Reach[]> {
  return selectRows<Reach>(
    read,
    `SELECT "wanted", count(*) AS calls, count(CASE WHEN "state" = 'reached' THEN 1 END) AS reached, count(CASE WHEN "means" = "wanted" THEN 1 END) AS direct,
       avg(CASE WHEN "state" = 'reached' THEN ms("settledAt") - ms("askedAt") END) AS "meanMs"
     FROM "Call" WHERE "askedAt" >= instant(?) AND "state" IN ('reached', 'unreached') GROUP BY "wanted" ORDER BY "wanted"`,
    since,
  );
}
