import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { PollPage, PollRequest, PolledEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { SpApi } from './api-client.ts';
import { iso, readCursor } from './poll-cursor.ts';
import { askForReport, lookAtReport, readReport } from './reports.ts';
import type { ReportText } from './reports.ts';

/** A stream that is read by having Amazon write a report. */
export interface ReportStream {
  reportType: string;
  /** From one report to the next. */
  everyMs: number;
  /** Days that each report looks back; absent where a report is about the present. */
  days?: number;
  /** @param memory what this stream remembered of the report before */
  read(report: ReportText & { reportId: string }, memory: Memory): { events: PolledEvent[]; memory?: Memory };
}
export type Memory = Record<string, string>;

const cursorSchema = z.object({
  /** Asked for and not read yet. */
  report: z.object({ id: z.string(), askedAt: z.number(), until: z.number().optional() }).optional(),
  /** No other before this instant. */
  dueAt: z.number().default(0),
  /** Where a span that is read again has come to. */
  from: z.number().optional(),
  /** Reports in a row that Amazon could not write. */
  failed: z.number().default(0),
  memory: z.record(z.string(), z.string()).default({}),
});
type Cursor = z.infer<typeof cursorSchema>;

const dayMs = 86_400_000;
/** "You can request up to 60 days of data in a single report." */
const longestMs = 59 * dayMs;
const waitingMs = 60_000;
const afterFailureMs = 3_600_000;
/** A report that is not there by then never comes. */
const lostAfterMs = dayMs;
const toleratedFailures = 3;

/**
 * A report takes minutes to hours: one page asks for it, later ones look whether it is there, none waits (facts/marketplaces
 * §3.7). Without data Amazon cancels a report; that is an answer like any other.
 */
export async function pollReport(api: SpApi, stream: ReportStream, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const at = readCursor(cursorSchema, request.cursor) ?? cursorSchema.parse({ from: request.range?.from });
  if (!at.report) return ask(api, stream, at, request, store);
  const { id, askedAt } = at.report;
  const found = await lookAtReport(api, id, store);
  switch (found.state) {
    case 'underway':
      if (request.now - askedAt > lostAfterMs) return failed(at, request);
      // Nobody may hurry a span that is read again: its job comes back later.
      if (request.range) throw new MarketplaceError('throttled', 'the report is not written yet', { retryAfterMs: waitingMs });
      return { events: [], cursor: JSON.stringify(at), more: false };
    case 'failed':
      return failed(at, request);
    case 'empty':
      return done(stream, at, request, { events: [] });
    case 'written': {
      const text = await readReport(api, found.documentId, store);
      return done(stream, at, request, stream.read({ ...text, reportId: id, reportedAt: found.at ?? askedAt }, at.memory));
    }
  }
}

async function ask(api: SpApi, stream: ReportStream, at: Cursor, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const { now, range } = request;
  if (now < at.dueAt && !range) {
    if (at.failed >= toleratedFailures)
      throw new MarketplaceError('invalid', `Amazon could not write ${stream.reportType}, ${at.failed} times in a row`);
    return { events: [], cursor: JSON.stringify(at), more: false };
  }
  const from = range ? (at.from ?? range.from) : now - (stream.days ?? 0) * dayMs;
  const until = range && Math.min(range.until, now, from + longestMs);
  const span = stream.days === undefined ? {} : { dataStartTime: iso(from), ...(until && { dataEndTime: iso(until) }) };
  const id = await askForReport(api, { reportType: stream.reportType, ...span }, store);
  return { events: [], cursor: JSON.stringify({ ...at, report: { id, askedAt: now, until } }), more: range !== undefined };
}

function done(
  stream: ReportStream,
  { report, ...at }: Cursor,
  { now, range }: PollRequest,
  { events, memory = at.memory }: { events: PolledEvent[]; memory?: Memory },
): PollPage {
  const from = report?.until;
  const more = range !== undefined && from !== undefined && from < Math.min(range.until, now);
  const next: Cursor = { dueAt: (report?.askedAt ?? now) + stream.everyMs, failed: 0, memory, from };
  return { events, cursor: JSON.stringify(next), more };
}

/** The next one is asked for in an hour, and trouble is made of it when that does not help either. */
function failed({ report: _, ...at }: Cursor, { now, range }: PollRequest): PollPage {
  if (range) throw new MarketplaceError('down', 'Amazon could not write the report');
  return { events: [], cursor: JSON.stringify({ ...at, failed: at.failed + 1, dueAt: now + afterFailureMs }), more: false };
}
