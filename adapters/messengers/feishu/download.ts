import { MessengerError } from '../../../src/ports/messenger.ts';
import type { FeishuApi } from './api.ts';

/** What people sent to the bot. @throws MessengerError */
export type Download = (resource: { messageId: string; key: string; kind: 'image' | 'file' }) => Promise<Uint8Array>;

/** The platform gives out up to 100 MB (facts/messengers §2.2.5); nothing of that size goes on to a buyer. */
const mostBytes = 50 * 1024 * 1024;

export function createDownload(api: FeishuApi): Download {
  return async ({ messageId, key, kind }) => {
    const path = `/im/v1/messages/${encodeURIComponent(messageId)}/resources/${encodeURIComponent(key)}?type=${kind}`;
    const bytes = await api.download(path, mostBytes);
    if (bytes.length === 0) throw new MessengerError('unreachable', 'Feishu gave out an empty file');
    return bytes;
  };
}
