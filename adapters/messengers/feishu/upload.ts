import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { FeishuApi } from './api.ts';

const imageLimit = 10 * 1024 * 1024;
const fileLimit = 30 * 1024 * 1024;

/** `file_type` by the end of the name; everything else is `stream` (facts/messengers §2.3.6). */
const fileTypes = new Map([
  ['opus', 'opus'],
  ['mp4', 'mp4'],
  ['pdf', 'pdf'],
  ['doc', 'doc'],
  ['docx', 'doc'],
  ['xls', 'xls'],
  ['xlsx', 'xls'],
  ['ppt', 'ppt'],
  ['pptx', 'ppt'],
]);

const uploaded = z.union([
  z.object({ image_key: z.string() }).transform(({ image_key }) => image_key),
  z.object({ file_key: z.string() }).transform(({ file_key }) => file_key),
]);

/** Stores bytes with the platform; the key is an `image_key` for images up to 10 MB and a `file_key` for the rest up to 30 MB. */
export function createUpload(api: FeishuApi): Messenger['upload'] {
  return async ({ name, type, bytes }) => {
    if (bytes.byteLength === 0 || bytes.byteLength > fileLimit)
      throw new MessengerError('refused', 'Feishu takes files of 1 byte to 30 MB');
    const blob = () => new Blob([new Uint8Array(bytes)], { type });
    const asImage = type.startsWith('image/') && bytes.byteLength <= imageLimit;
    const data = asImage
      ? await api.upload('/im/v1/images', () => formOf({ image_type: 'message' }, 'image', blob(), name))
      : await api.upload('/im/v1/files', () => formOf({ file_type: fileTypeOf(name), file_name: name }, 'file', blob(), name));
    const key = uploaded.safeParse(data);
    if (!key.success) throw new MessengerError('unreachable', 'Feishu accepted a file without giving its key');
    return { key: key.data };
  };
}

function fileTypeOf(name: string): string {
  return fileTypes.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? 'stream';
}

function formOf(fields: Record<string, string>, part: string, blob: Blob, name: string): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set(part, blob, name);
  return form;
}
