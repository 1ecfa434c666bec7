import { letBuyersWrite } from './buyers.ts';
import type { Writing } from './buyers.ts';
import { letColleaguesWork } from './colleagues.ts';
import type { Run } from './run.ts';

const usual: Writing = { buyers: 3, messages: 20, atOnce: 4, order: 'in turn', repeated: 0.1, urgent: 0.1 };

/** Buyers write, the team answers, and meanwhile something happens to the service. */
export async function liveThrough(
  run: Run,
  options: { writing?: Partial<Writing>; meanwhile?: () => Promise<unknown> } = {},
): Promise<void> {
  const writing = { ...usual, ...options.writing };
  await Promise.all([letBuyersWrite(run, writing), letColleaguesWork(run, writing.buyers), options.meanwhile?.()]);
}
