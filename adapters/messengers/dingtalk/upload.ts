import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { Lane } from '../../outbound/lane.ts';
import type { DingtalkApi } from './api.ts';

const uploaded = z.object({ media_id: z.string().min(1) });

/** Stores bytes with the platform; the key is a media id, which markdown takes as the address of an image (facts/messengers §3.6). */
export function createUpload(api: DingtalkApi, lane: Lane): Messenger['upload'] {
  return async ({ name, type, bytes }) => {
    if (bytes.byteLength === 0) throw new MessengerError('refused', 'DingTalk takes no empty files');
    const path = `/media/upload?type=${type.startsWith('image/') ? 'image' : 'file'}`;
    const form = new FormData();
    form.set('media', new Blob([new Uint8Array(bytes)], { type }), name);
    const answer = await lane.call('media', () => api.old({ method: 'POST', path, body: form, quota: 'counted' }));
    const read = uploaded.safeParse(answer);
    if (!read.success) throw new MessengerError('unreachable', 'DingTalk accepted a file without giving its key');
    return { key: read.data.media_id };
  };
}
