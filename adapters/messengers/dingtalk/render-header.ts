import type { Card } from '../../../cards/card.ts';

const levelMarks = { urgent: '🔴', important: '🟠', normal: '🟢' } as const;

/** The number stands in the title so that a typed command can name the ticket when every button fails (facts/messengers §0.2 b). */
export function titleOf(card: Card): string {
  const number = card.ticket === undefined ? '' : `#${card.ticket}`;
  const title = number && !card.title.includes(number) ? `${number} ${card.title}` : card.title;
  return `${markOf(card)} ${title}`;
}

/** Colour of the level, grey once closed, blue for what the watchman says about himself. */
function markOf(card: Card): string {
  if (card.kind === 'notice' && card.level === 'normal') return '🔵';
  return card.state === 'closed' ? '⚪' : levelMarks[card.level];
}

/** `林悦 处理中 · 2 分钟前`, or nobody's state. */
export function ownerOf(card: Card): string {
  if (!card.owner) return '';
  return card.stateLabel?.includes(card.owner) ? '' : [card.owner, card.stateLabel].filter(Boolean).join(' ');
}
