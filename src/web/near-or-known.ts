import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Headers by which a proxy says that somebody else is asking. */
const proxied = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via', 'cf-connecting-ip'];

/** Whether a request was made on this very machine and not handed on by a proxy here. */
export function isNear(c: Context): boolean {
  if (proxied.some((name) => c.req.header(name) !== undefined)) return false;
  try {
    const { address = '' } = getConnInfo(c).remote;
    // A machine that speaks to itself by its outer address does so from that address.
    const { localAddress } = (c.env as HttpBindings).incoming.socket;
    return address === '::1' || /^(?:::ffff:)?127\./.test(address) || (address !== '' && address === localAddress);
  } catch {
    // Not over a socket.
    return false;
  }
}

/** Whether a request bears the token that was set. */
export function bearsToken(c: Context, token: string | undefined): boolean {
  const [, given] = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  if (token === undefined || given === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
