import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod';
import { MarketplaceError } from '../../../src/ports/marketplace-error.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { jsonBody } from './api-client.ts';
import type { SpApi } from './api-client.ts';

const unzip = promisify(gunzip);
const mostBytes = 100_000_000;
const root = '/reports/2021-06-30';

const createdSchema = z.object({ reportId: z.string().min(1) });
const reportSchema = z.object({
  processingStatus: z.string(),
  processingEndTime: z.string().optional(),
  reportDocumentId: z.string().optional(),
});
const documentSchema = z.object({ url: z.url() });

export interface ReportText {
  text: string;
  /** Instant at which Amazon had written it. */
  reportedAt: number;
}

export type ReportState =
  { state: 'underway' | 'failed' | 'empty' } | { state: 'written'; documentId: string; at: number | undefined };

/** @returns the report's id */
export async function askForReport(
  api: SpApi,
  report: { reportType: string; dataStartTime?: string; dataEndTime?: string },
  store: StoreRecord,
): Promise<string> {
  const { marketplaceIds } = api.accountOf(store);
  const { json } = await api.call(store, {
    name: 'createReport',
    method: 'POST',
    path: `${root}/reports`,
    ...jsonBody({ ...report, marketplaceIds }),
  });
  return answered(createdSchema, json, 'createReport').reportId;
}

export async function lookAtReport(api: SpApi, reportId: string, store: StoreRecord): Promise<ReportState> {
  let json: unknown;
  try {
    const path = `${root}/reports/${encodeURIComponent(reportId)}`;
    ({ json } = await api.call(store, { name: 'getReport', method: 'GET', path }));
  } catch (error) {
    // Amazon forgets reports after a while.
    if (error instanceof MarketplaceError && error.fault === 'gone') return { state: 'failed' };
    throw error;
  }
  const { processingStatus, processingEndTime, reportDocumentId } = answered(reportSchema, json, 'getReport');
  if (processingStatus === 'CANCELLED') return { state: 'empty' };
  if (processingStatus === 'FATAL') return { state: 'failed' };
  if (processingStatus !== 'DONE' || !reportDocumentId) return { state: 'underway' };
  return { state: 'written', documentId: reportDocumentId, at: Date.parse(processingEndTime ?? '') || undefined };
}

/** The document behind a written report, in whatever compression and encoding it comes. */
export async function readReport(api: SpApi, documentId: string, store: StoreRecord): Promise<{ text: string }> {
  const path = `${root}/documents/${encodeURIComponent(documentId)}`;
  const { json } = await api.call(store, { name: 'getReportDocument', method: 'GET', path });
  const { bytes, headers } = await api.download(store, answered(documentSchema, json, 'getReportDocument').url);
  return { text: decode(await plain(bytes), headers.get('content-type') ?? '') };
}

async function plain(bytes: Buffer): Promise<Buffer> {
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return zipped ? await unzip(bytes, { maxOutputLength: mostBytes }) : bytes;
  } catch (cause) {
    throw new MarketplaceError('invalid', 'the report cannot be unpacked', { cause });
  }
}

/** Text reports come in the encoding of their marketplace, which one is UNCONFIRMED: the answer's header says it. */
function decode(bytes: Buffer, contentType: string): string {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function answered<T>(schema: z.ZodType<T>, json: unknown, call: string): T {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new MarketplaceError('invalid', `${call} answered something else than its model says`);
  return parsed.data;
}
