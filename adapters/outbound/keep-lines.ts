import type { Card } from '../../cards/card.ts';

/**
 * The lines of a card as far as there is room, in their order. Of a ticket's history the newest stay; a list that is about no
 * ticket, such as a digest, begins with what is most urgent, so there the first stay.
 * @param draw null = there is no room for this line, nor for any that matters less
 */
export function keepLines(
  { ticket, history = [] }: Pick<Card, 'ticket' | 'history'>,
  draw: (line: { at: string; text: string }) => string | null,
): string[] {
  const isList = ticket === undefined;
  const kept: string[] = [];
  for (const line of isList ? history : history.toReversed()) {
    const drawn = draw(line);
    if (drawn === null) break;
    kept.push(drawn);
  }
  return isList ? kept : kept.reverse();
}
