import * as z from 'zod';
import type { JobRequest } from '../jobs/job.ts';

export const groupPayload = z.object({ groupKey: z.string() });
export const settlePayload = z.object({ ruleId: z.string(), ticketId: z.string() });
export const outagePayload = z.object({ storeId: z.string() });

/** Tells a group of alerts that wait; asked for again it is told when the last one says. */
export const tellGroupJob = (groupKey: string, dueAt: number): JobRequest => ({
  kind: 'tell-group',
  key: `group:${groupKey}`,
  payload: { groupKey },
  dueAt,
});

/** A look at what came and went, once it has been quiet for long enough. */
export const settleLook = (ruleId: string, ticketId: string, dueAt: number): JobRequest => ({
  kind: 'settle-flapping',
  key: `flap:${ruleId}:${ticketId}`,
  payload: { ruleId, ticketId },
  dueAt,
});

/** A look whether a store's outage is over, and what was held back meanwhile. */
export const outageLook = (storeId: string, dueAt: number): JobRequest => ({
  kind: 'outage-over',
  key: `outage:${storeId}`,
  payload: { storeId },
  dueAt,
});
