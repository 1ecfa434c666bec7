import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Lane } from '../../outbound/lane.ts';
import type { DingtalkApi } from './api.ts';
import type { Http } from './http.ts';

const answer = z.object({ downloadUrl: z.url() });

/** More than any marketplace takes. */
const mostBytes = 50 * 1024 * 1024;

/** What people sent to the bot: a code becomes an address for a while, and that the bytes (facts/messengers §3.3). */
export function createDownload(parts: {
  api: DingtalkApi;
  http: Http;
  lane: Lane;
  robotCode: () => string;
}): (downloadCode: string) => Promise<Uint8Array> {
  const { api, http, lane, robotCode } = parts;
  return async (downloadCode) => {
    const body = { downloadCode, robotCode: robotCode() };
    const path = '/v1.0/robot/messageFiles/download';
    const read = answer.safeParse(await lane.call('download', () => api.call({ method: 'POST', path, body, quota: 'counted' })));
    if (!read.success) throw new MessengerError('unreachable', 'DingTalk gave no address for a file');
    return http.download(read.data.downloadUrl, mostBytes);
  };
}
