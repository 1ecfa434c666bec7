import type { Card } from '../../../cards/card.ts';
import { plain } from './card-json.ts';
import type { CardJson, Colour } from './card-json.ts';

const levelColours = { urgent: 'red', important: 'orange', normal: 'green' } as const;

/** At most three (facts/messengers §2.4). */
const maxTags = 3;

/** Header: colour = level, grey once the ticket is closed; tags = state, time left, language. */
export function renderHeader(card: Card): CardJson['header'] {
  const template = card.kind === 'notice' ? noticeColour(card) : card.state === 'closed' ? 'grey' : levelColours[card.level];
  const tags: { text: string | undefined; color: Colour }[] = [
    { text: card.stateLabel, color: card.state === 'closed' ? 'neutral' : 'blue' },
    { text: card.countdown, color: card.level === 'urgent' ? 'red' : 'orange' },
    { text: card.languageLabel, color: 'turquoise' },
  ];
  const shown = tags.filter((tag): tag is { text: string; color: Colour } => Boolean(tag.text)).slice(0, maxTags);
  return {
    title: plain(titleOf(card)),
    ...(card.subtitle ? { subtitle: plain(card.subtitle) } : {}),
    template,
    ...(shown.length > 0
      ? { text_tag_list: shown.map(({ text, color }) => ({ tag: 'text_tag' as const, text: plain(text), color })) }
      : {}),
  };
}

/** A notice is about the watchman, not about a buyer: blue unless it is serious. */
function noticeColour(card: Card): CardJson['header']['template'] {
  return card.level === 'normal' ? 'blue' : levelColours[card.level];
}

/** The number stands in the title so that a typed command can name the ticket when every button fails (facts/messengers §0.2 b). */
export function titleOf(card: Card): string {
  const number = card.ticket === undefined ? '' : `#${card.ticket}`;
  return number && !card.title.includes(number) ? `${number} ${card.title}` : card.title;
}
