import { createHash } from 'node:crypto';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StreamName } from '../../../src/ports/marketplace.ts';
import { parseExact } from '../../http/exact-json.ts';
import { accountStatuses } from './account-status.ts';
import { readRows, readTable } from './flat-file.ts';
import type { ReportStream } from './poll-report.ts';
import { polledEvent } from './polled.ts';

const hourMs = 3_600_000;

/** Streams that are reports (facts/marketplaces §3.7). Reports have no times of change: a row's own words name its state. */
export const reportStreams: Partial<Record<StreamName, ReportStream>> = {
  performance: {
    reportType: 'GET_V2_SELLER_PERFORMANCE_REPORT',
    everyMs: 6 * hourMs,
    read({ text, reportId, reportedAt }, before) {
      const report = jsonOf(text);
      return {
        events: [polledEvent(`report ${reportId}`, { type: 'health', reportedAt, before, report })],
        memory: accountStatuses(report),
      };
    },
  },
  reviews: {
    reportType: 'GET_SELLER_FEEDBACK_DATA',
    everyMs: 6 * hourMs,
    days: 30,
    read: ({ text, reportedAt }) => ({
      events: readRows(text)
        .slice(1)
        .map((row) => polledEvent(`feedback ${stateOf(row)}`, { type: 'feedback', reportedAt, row })),
    }),
  },
  after_sales: {
    reportType: 'GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE',
    everyMs: 2 * hourMs,
    days: 30,
    read({ text, reportedAt }) {
      const returns = Map.groupBy(
        readTable(text),
        (row) => row['amazon rma id'] || `${row['order id']} ${row['return request date']}`,
      );
      return {
        events: [...returns].map(([id, rows]) =>
          polledEvent(`return ${id} ${stateOf(rows)}`, { type: 'return', reportedAt, rows }),
        ),
      };
    },
  },
};

/** The stream that a finished report belongs to. */
export const streamOfReport = (reportType: string): StreamName | undefined =>
  (Object.keys(reportStreams) as StreamName[]).find((name) => reportStreams[name]!.reportType === reportType);

const stateOf = (words: unknown): string => createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 22);

function jsonOf(text: string): unknown {
  try {
    return parseExact(text);
  } catch (cause) {
    throw new MarketplaceError('invalid', 'the performance report is not JSON', { cause });
  }
}
