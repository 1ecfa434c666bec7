import type { Card } from '../../cards/card.ts';
import type { Language, Texts } from '../texts/texts.ts';
import type { Html } from './html.ts';

/** How one messenger would show a card; every adapter of a real messenger has one in its `preview.ts`, and one for each other way. */
export interface CardPreview {
  /** The same as `Messenger.name`. */
  readonly name: string;
  /** What people call the messenger. */
  readonly title: Readonly<Record<Language, string>>;
  /** Draws the card from the JSON that would be sent. Sends nothing, needs no account and loads no SDK. */
  draw(card: Card, texts: Texts): DrawnPreview;
}

export interface DrawnPreview {
  sent: unknown;
  picture: Html;
  /** What this messenger cannot show or do, one short sentence each, in the reader's language. */
  losses: string[];
}
