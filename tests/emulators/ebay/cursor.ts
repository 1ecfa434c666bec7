import { notificationRefusal } from './notification-errors.ts';

/** A page of the Notification API: `limit` 10–100 and a continuation token instead of an offset. */
export function cursorPage<T>(url: string, all: T[]): { shown: T[]; rest: Record<string, unknown> } {
  const address = new URL(url);
  const limit = Number(address.searchParams.get('limit') ?? '20');
  if (!Number.isInteger(limit) || limit < 10 || limit > 100) throw notificationRefusal(195004);
  const token = address.searchParams.get('continuation_token');
  const start = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw notificationRefusal(195005);
  const end = start + limit;
  address.searchParams.set('continuation_token', Buffer.from(String(end)).toString('base64url'));
  return {
    shown: all.slice(start, end),
    rest: { total: all.length, href: url, limit, ...(end < all.length ? { next: address.href } : {}) },
  };
}
