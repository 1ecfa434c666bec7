import type { Context } from 'hono';

/**
 * Lets a body that is refused arrive, so that its sender reads the answer and may go on using the connection: the server
 * cuts one with an unread body half a second later, in the middle of the next push. What is longer than `most` bytes, or
 * partly read already, has its connection closed in good order.
 */
export async function readAway(c: Context, most: number): Promise<void> {
  const { body } = c.req.raw;
  if (body && !body.locked && Number(c.req.header('content-length')) <= most) {
    for await (const _ of body);
  } else c.header('connection', 'close');
}
