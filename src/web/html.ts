import type { html } from 'hono/html';

/** A piece of page. The `html` tag escapes every value, so hostile words can only ever become text. */
export type Html = ReturnType<typeof html>;
