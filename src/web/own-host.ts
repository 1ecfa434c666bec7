import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';

/**
 * Whether a request names this service by an address or a name of its own. A stranger's name that was made to point here
 * (DNS rebinding) would let a stranger's page pass for ours.
 */
export function namesUs(c: Context, publicUrl: string): boolean {
  const { hostname } = new URL(c.req.url);
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || hostname === 'localhost' || hostname === new URL(publicUrl).hostname;
}

/** For pages that have no log-in. */
export const ownHostOnly =
  (publicUrl: string): MiddlewareHandler =>
  async (c, next) =>
    namesUs(c, publicUrl)
      ? next()
      : c.json(
          { error: { code: 'foreign_host', message: 'open this page by its address, or by the name in GENGFU_PUBLIC_URL' } },
          403,
        );
