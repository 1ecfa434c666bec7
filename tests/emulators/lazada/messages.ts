import type { Message, Session } from './world.ts';

/** Words a person sees of it. */
export function textOf({ templateId, content }: Pick<Message, 'templateId' | 'content'>): string {
  if (templateId === 1 || templateId === 2 || templateId === 4) return String(content.txt);
  return templateId === 3 ? '' : JSON.stringify(content);
}

export const pictureOf = ({ templateId, content }: Message): string[] => (templateId === 3 ? [String(content.imgUrl)] : []);

/** Newest first, as both lists show them. */
export function newestFirst(messages: Message[]): Message[] {
  return [...messages].sort((a, b) => b.at - a.at || b.tick - a.tick);
}

export const lastOf = (session: Session): Message | undefined => newestFirst(session.messages)[0];
