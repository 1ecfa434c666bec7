import { Hono } from 'hono';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { FileView } from './file-links.ts';

/**
 * `GET /files/:token`: one file for whoever has its link. Pictures, which we made ourselves, show in the browser; all
 * else is saved. A forged, old or never given token is told nothing but 404.
 */
export function fileRoutes(desk: Desk): Hono {
  const routes = new Hono();
  routes.get('/files/:token', async (c) => {
    const nothing = new GengfuError('not_found', {}, { message: 'no such file' });
    const asked = desk.files.links.open(c.req.param('token'), desk.clock.now());
    if (!asked) throw nothing;
    const file = await (asked.view === 'chart' ? readChart(desk, asked.attachmentId) : readAttachment(desk, asked));
    if (!file) throw nothing;
    return c.body(new Uint8Array(file.bytes), 200, {
      'content-type': file.type,
      'content-disposition': `${file.show}; ${fileNames(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, max-age=600',
      'x-robots-tag': 'noindex',
    });
  });
  return routes;
}

interface GivenFile {
  bytes: Uint8Array;
  type: string;
  name: string;
  show: 'inline' | 'attachment';
}

async function readChart(desk: Desk, key: string): Promise<GivenFile | null> {
  const bytes = await desk.files.vault.read(key);
  return bytes && { bytes, type: 'image/png', name: 'chart.png', show: 'inline' };
}

async function readAttachment(desk: Desk, asked: { attachmentId: string; view: FileView }): Promise<GivenFile | null> {
  const row = await desk.db.read.attachment.findUnique({ where: { id: asked.attachmentId } });
  const key = asked.view === 'thumbnail' ? row?.thumbnailKey : row?.contentKey;
  if (!row?.type || !key) return null;
  const bytes = await desk.files.vault.read(key);
  const show = row.thumbnailKey !== null ? 'inline' : 'attachment';
  return bytes && { bytes, type: row.type, name: desk.db.seal.open(row.nameSealed), show };
}

/** A name for old clients, and the true one (RFC 6266). */
function fileNames(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const escaped = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `filename="${plain}"; filename*=UTF-8''${escaped}`;
}
