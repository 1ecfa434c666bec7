import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { Lane } from '../../outbound/lane.ts';
import type { BotConnection } from './connection.ts';
import { toMessengerError } from './fault.ts';

/** 100 chunks of 512 KB (facts/messengers §4.2). */
const fileLimit = 100 * 512 * 1024;

/** Stores bytes with the platform, in chunks over the long connection; the key is a media_id, good for three days. */
export function createUpload(connection: BotConnection, lane: Lane): Messenger['upload'] {
  return async ({ name, type, bytes }) => {
    if (bytes.byteLength === 0 || bytes.byteLength > fileLimit)
      throw new MessengerError('refused', 'WeCom takes files of 1 byte to 50 MB');
    return lane.send({ api: 'upload', chat: 'upload' }, async () => {
      const client = await connection.client();
      try {
        const media = await client.uploadMedia(Buffer.from(bytes), { type: mediaType(type), filename: name });
        return { key: media.media_id };
      } catch (reason) {
        throw toMessengerError(reason);
      }
    });
  };
}

/** Voice must be AMR and video MP4 there; whatever else a file is, it is a file. */
function mediaType(type: string): 'image' | 'file' | 'voice' | 'video' {
  if (type === 'image/png' || type === 'image/jpeg') return 'image';
  if (type === 'audio/amr') return 'voice';
  return type === 'video/mp4' ? 'video' : 'file';
}
