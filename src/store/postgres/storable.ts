/** PostgreSQL's text holds neither NUL nor halves of characters, which buyers do send. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
