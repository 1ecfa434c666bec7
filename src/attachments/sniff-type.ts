import path from 'node:path';
import { FileRefused } from './file-refused.ts';
import { wordTable } from '../word-table.ts';

/** What may be kept: extension by media type. Whatever a browser would run (HTML, SVG, scripts) or unpack is not among it. */
const extensions = wordTable<string>({
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/tiff': 'tif',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/3gpp': '3gp',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/amr': 'amr',
  'text/plain': 'txt',
});

/** Those sharp turns into a JPEG; HEIC it cannot read, so that stays a file. */
const pictures = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/tiff']);

/** The old office formats share a container with installers: only the name tells them apart. */
const oldOffice = wordTable<string>({ '.doc': 'application/msword', '.xls': 'application/vnd.ms-excel' });

export interface SniffedType {
  type: string;
  extension: string;
  kind: 'picture' | 'file';
}

/**
 * What a file is by its bytes, whatever its sender called it.
 * @throws FileRefused type_refused | corrupt (empty)
 */
export async function sniffType(bytes: Uint8Array, name: string): Promise<SniffedType> {
  if (bytes.length === 0) throw new FileRefused('corrupt', 'the file is empty');
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes);
  const type =
    found?.mime === 'application/x-cfb'
      ? oldOffice[path.extname(name).toLowerCase()]
      : (found?.mime ?? (isPlainText(bytes) ? 'text/plain' : undefined));
  const extension = type === undefined ? undefined : extensions[type];
  if (type === undefined || extension === undefined)
    throw new FileRefused('type_refused', `files of type ${found?.mime ?? 'unknown'} are not kept`);
  return { type, extension, kind: pictures.has(type) ? 'picture' : 'file' };
}

/** UTF-8 without control characters, and no markup: text that some program would take for a page. */
function isPlainText(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  return (
    !/[\u0000-\u0008\u000e-\u001f]/.test(text) && !/<(?:!doctype|html|svg|script|head|body|iframe|\?xml|\?php)\b/i.test(text)
  );
}

/** Media types that messages and replies may carry. */
export const keptTypes: readonly string[] = Object.keys(extensions);
