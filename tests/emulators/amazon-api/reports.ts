import { randomBytes, randomUUID } from 'node:crypto';
import type { Handlers } from './api.ts';
import type { Documents } from './documents.ts';
import { feedbackReport, returnsReport } from './flat-files.ts';
import type { FlatFileOptions } from './flat-files.ts';
import { healthReport } from './health-report.ts';
import type { HealthReportOptions } from './health-report.ts';
import type { Json } from './models.ts';
import { reportFinished } from './notification-bodies.ts';
import type { Publisher } from './publisher.ts';
import { invalidInput, notFound, Refusal } from './refusal.ts';
import type { Report, World } from './world.ts';
import { iso } from './world.ts';

export interface ReportOptions extends HealthReportOptions, FlatFileOptions {
  /** From createReport to the end, on the machine's clock. Default 20 ms; Amazon takes minutes to hours. */
  reportTakesMs?: number;
  /** Whether documents are compressed. Default GZIP. */
  reportCompression?: 'GZIP' | 'none';
}

/** Reports 2021-06-30 for the three types of facts/marketplaces §3.7. */
export class Reports {
  readonly #world: World;
  readonly #documents: Documents;
  readonly #publisher: Publisher;
  readonly #options: ReportOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #writers: Record<string, (report: Report) => string | null>;
  readonly #doomed: string[] = [];
  readonly #pages = new Map<string, Report[]>();

  constructor(world: World, documents: Documents, publisher: Publisher, options: ReportOptions) {
    this.#world = world;
    this.#documents = documents;
    this.#publisher = publisher;
    this.#options = options;
    this.#writers = {
      GET_V2_SELLER_PERFORMANCE_REPORT: ({ marketplaceIds }) => healthReport(world, marketplaceIds, options),
      GET_SELLER_FEEDBACK_DATA: (report) => feedbackReport(world, report, options),
      GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE: (report) => returnsReport(world, report),
    };
  }

  /** The next report of this type ends FATAL. */
  failNextOf(reportType: string): void {
    this.#doomed.push(reportType);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  handlers(): Handlers {
    const reportOf = (id: string): Report => {
      if (!/^\d+$/.test(id)) throw invalidInput('reportId is malformed.');
      const found = this.#world.reports.get(id);
      if (!found) throw notFound('No such report.');
      return found;
    };
    return {
      createReport: ({ body }) => ({ status: 202, body: { reportId: this.#create(body) } }),
      getReport: ({ path }) => ({ status: 200, body: reportOf(path.reportId!) }),
      getReports: ({ query }) => ({ status: 200, body: this.#list(query) }),
      cancelReport: ({ path }) => {
        const report = reportOf(path.reportId!);
        // "Only those reports with processingStatus=IN_QUEUE can be cancelled."
        if (report.processingStatus !== 'IN_QUEUE') throw invalidInput('Only reports in the queue can be cancelled.');
        this.#end(report, 'CANCELLED');
        return { status: 200, body: undefined };
      },
      getReportDocument: ({ path, query }) => {
        const document = this.#documents.presign(
          path.reportDocumentId!,
          query.enableContentEncodingUrlHeader === true ? 'gzip' : 'identity',
        );
        if (!document) throw notFound('No such document.');
        return { status: 200, body: { reportDocumentId: path.reportDocumentId, ...document } };
      },
    };
  }

  #create(body: Json): string {
    const { reportType, marketplaceIds, dataStartTime, dataEndTime } = body as unknown as Report;
    if (!this.#writers[reportType]) throw invalidInput(`reportType ${reportType} is invalid.`);
    const foreign = marketplaceIds.find((id) => !this.#world.credentials.marketplaceIds.includes(id));
    if (foreign) throw new Refusal(403, 'Unauthorized', 'Access to requested resource is denied.', `Not a seller in ${foreign}.`);
    if (dataStartTime && dataEndTime && Date.parse(dataEndTime) < Date.parse(dataStartTime))
      throw invalidInput('dataEndTime is before dataStartTime.');
    const report: Report = {
      reportId: String(50_000_000_001 + this.#world.reports.size),
      reportType,
      marketplaceIds,
      ...(dataStartTime ? { dataStartTime } : {}),
      ...(dataEndTime ? { dataEndTime } : {}),
      createdTime: iso(this.#world.now()),
      processingStatus: 'IN_QUEUE',
    };
    this.#world.reports.set(report.reportId, report);
    const takes = this.#options.reportTakesMs ?? 20;
    this.#after(takes / 2, () => {
      if (report.processingStatus !== 'IN_QUEUE') return;
      report.processingStatus = 'IN_PROGRESS';
      report.processingStartTime = iso(this.#world.now());
      this.#after(takes / 2, () => this.#finish(report));
    });
    return report.reportId;
  }

  #finish(report: Report): void {
    const doomed = this.#doomed.indexOf(report.reportType);
    const tooLong = spanOf(report, this.#world.now()) > 60 * 86_400_000 && report.reportType.includes('RETURNS_DATA');
    // "You can request up to 60 days of data in a single report", says the list of returns reports.
    if (doomed >= 0 || tooLong) {
      if (doomed >= 0) this.#doomed.splice(doomed, 1);
      this.#end(report, 'FATAL');
      return;
    }
    const text = this.#writers[report.reportType]!(report);
    // "An automatic cancellation if there is no data to return."
    if (text === null) return this.#end(report, 'CANCELLED');
    const json = text.startsWith('{');
    const charset = json ? 'UTF-8' : (this.#options.flatFileCharset ?? 'UTF-8');
    report.reportDocumentId = `amzn1.spdoc.1.4.eu.${randomUUID()}.T${randomBytes(6).toString('hex').toUpperCase()}`;
    this.#documents.store(report.reportDocumentId, {
      bytes: Buffer.from(text, charset === 'UTF-8' ? 'utf8' : 'latin1'),
      type: `${json ? 'application/json' : 'text/tab-separated-values'};charset=${charset}`,
      compression: this.#options.reportCompression ?? 'GZIP',
    });
    this.#end(report, 'DONE');
  }

  #end(report: Report, status: 'DONE' | 'CANCELLED' | 'FATAL'): void {
    report.processingStatus = status;
    report.processingEndTime = iso(this.#world.now());
    this.#publisher.publish(reportFinished(this.#world, report));
  }

  #list(query: Record<string, unknown>): Json {
    const { reportTypes, processingStatuses, marketplaceIds, nextToken } = query as Record<string, string[] | undefined>;
    if (!nextToken && !reportTypes) throw invalidInput('Either reportTypes or nextToken is required.');
    if (nextToken && Object.keys(query).length > 1) throw invalidInput('nextToken must be the only parameter.');
    const {
      pageSize = 10,
      createdSince,
      createdUntil,
    } = query as { pageSize?: number; createdSince?: string; createdUntil?: string };
    const since = createdSince ? Date.parse(createdSince) : this.#world.now() - 90 * 86_400_000;
    const until = createdUntil ? Date.parse(createdUntil) : this.#world.now();
    const continued = nextToken ? this.#pages.get(String(nextToken)) : undefined;
    if (nextToken && !continued) throw invalidInput('nextToken is invalid.');
    const found =
      continued ??
      [...this.#world.reports.values()]
        .filter(({ reportType }) => reportTypes!.includes(reportType))
        .filter(({ processingStatus }) => !processingStatuses || processingStatuses.includes(processingStatus))
        .filter((report) => !marketplaceIds || report.marketplaceIds.some((id) => marketplaceIds.includes(id)))
        .filter(({ createdTime }) => Date.parse(createdTime) >= since && Date.parse(createdTime) <= until)
        .reverse();
    const rest = found.slice(pageSize);
    const token = rest.length > 0 ? randomBytes(18).toString('base64') : undefined;
    if (token) this.#pages.set(token, rest);
    return { reports: found.slice(0, pageSize), ...(token ? { nextToken: token } : {}) };
  }

  #after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    timer.unref();
    this.#timers.add(timer);
  }
}

function spanOf({ dataStartTime, dataEndTime }: Report, now: number): number {
  return dataStartTime ? (dataEndTime ? Date.parse(dataEndTime) : now) - Date.parse(dataStartTime) : 0;
}
