import type { JobFailure } from '../jobs/job.ts';
import { MessengerError } from '../ports/messenger.ts';

/** How often a messenger whose month is used up is tried: a raised quota or a new month is noticed within this time. */
const spentRetryMs = 15 * 60_000;

/** Until the job comes to the process that can. */
const elsewhereRetryMs = 200;

/** What the job queue should make of a messenger's refusal. */
export function toJobFailure(error: unknown): JobFailure {
  const cause = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof MessengerError)) return { error: cause };
  switch (error.fault) {
    case 'throttled':
      return { error: cause, retryAfterMs: error.retryAfterMs ?? 1_000, waits: true };
    case 'spent':
      return { error: cause, retryAfterMs: spentRetryMs, waits: true };
    case 'unreachable':
      return { error: cause };
    case 'elsewhere':
      return { error: cause, retryAfterMs: elsewhereRetryMs, waits: true };
    case 'gone':
    case 'content':
    case 'refused':
      return { error: cause, final: true };
  }
}
