import type { Texts } from '../texts/texts.ts';

/** What people call a messenger. */
export function messengerLabel(name: string, texts: Texts): string {
  const key = `messenger.${name}`;
  return texts.has(key) ? texts(key) : name;
}
