import { Hono } from 'hono';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';

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
    const row = await desk.db.read.attachment.findUnique({ where: { id: asked.attachmentId } });
    const key = asked.view === 'thumbnail' ? row?.thumbnailKey : row?.contentKey;
    if (!row?.type || !key) throw nothing;
    const bytes = await desk.files.vault.read(key);
    if (!bytes) throw nothing;
    const show = row.thumbnailKey !== null ? 'inline' : 'attachment';
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': row.type,
      'content-disposition': `${show}; ${fileNames(desk.db.seal.open(row.nameSealed))}`,
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

/** A name for old clients, and the true one (RFC 6266). */
function fileNames(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const escaped = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `filename="${plain}"; filename*=UTF-8''${escaped}`;
}
