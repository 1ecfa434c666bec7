import type { Texts } from '../texts/texts.ts';

/** `消息`, `orders`; a stream nobody has a word for keeps its own. */
export function streamLabel(stream: string, texts: Texts): string {
  const key = `stream.${stream}`;
  return texts.has(key) ? texts(key) : stream;
}
