import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

export interface Page<T> {
  items: T[];
  /** Empty at the end. */
  next_page_token: string;
}

/**
 * A page after the entry that the token names, so entries that come in meanwhile shift nothing. Tokens are opaque; one of
 * another list, or whose entry is gone, is refused.
 */
export function page<T extends { id: string }>(
  world: World,
  asked: { list: string; all: T[]; query: URLSearchParams; smallest?: number; most: number; usual?: number },
): Page<T> {
  const { list, all, query, most, smallest = 1, usual } = asked;
  const given = query.get('page_size') ?? usual;
  const size = Number(given);
  if (given === undefined || !Number.isInteger(size) || size < smallest || size > most)
    throw new Refusal(world.codes.badRequest, `Invalid page_size. Valid range: [${smallest}-${most}].`, { status: 400 });
  const token = query.get('page_token');
  let from = 0;
  if (token) {
    const [of, id] = Buffer.from(token, 'base64url').toString().split(' ');
    const index = all.findIndex((entry) => entry.id === id);
    if (of !== list || index < 0) throw new Refusal(world.codes.badRequest, 'Invalid page_token.', { status: 400 });
    from = index + 1;
  }
  const items = all.slice(from, from + size);
  const last = items.at(-1);
  const more = last !== undefined && from + size < all.length;
  return { items, next_page_token: more ? Buffer.from(`${list} ${last.id}`).toString('base64url') : '' };
}
