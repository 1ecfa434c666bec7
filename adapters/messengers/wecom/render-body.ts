import type { TemplateCard } from '@wecom/aibot-node-sdk';
import type { Card } from '../../../cards/card.ts';
import { cardLimits } from './limits.ts';
import { splitActions } from './render-actions.ts';
import { characters, shorten } from './shorten.ts';
import type { Words } from './words.ts';

/** How a card is drawn. */
export interface Drawing {
  words: Words;
  botName: string | undefined;
  quoteBytes: number;
  /** Whether what an action needs can be asked in the card, or has to be typed. */
  questions: 'in-card' | 'typed';
}

/** Rows of a card that files may take from the facts about the order. */
const filesShown = 2;

type Body = Pick<TemplateCard, 'source' | 'main_title' | 'quote_area' | 'sub_title_text' | 'horizontal_content_list'>;

const levelColours = { urgent: 2, important: 1, normal: 3 } as const;

/** Everything above the buttons. Card fields are plain text; `cut` says that what somebody wrote did not fit. */
export function renderBody(card: Card, drawing: Drawing, hint?: string): { body: Body; cut: boolean } {
  const { words } = drawing;
  let cut = false;
  const fit = (text: string, limit: Parameters<typeof shorten>[1]): string => {
    const shortened = shorten(text, limit);
    cut ||= shortened.cut;
    return shortened.text;
  };
  const quote = card.kind === 'compact' ? null : renderQuote(card, drawing, fit);
  const title = shorten(titleOf(card), { chars: cardLimits.title }).text;
  const state = [card.stateLabel, card.countdown].filter(Boolean).join(' · ');
  const rows = renderRows(card, words);
  const below = renderBelow(card, drawing, hint, fit);
  const source = card.subtitle ? shorten(card.subtitle, { chars: cardLimits.sourceDesc }).text : '';
  return {
    body: {
      ...(source ? { source: { desc: source, desc_color: levelColours[card.level] } } : {}),
      main_title: { title, ...(state ? { desc: shorten(state, { chars: cardLimits.titleDesc }).text } : {}) },
      ...(quote ? { quote_area: { type: 0, ...quote } } : {}),
      ...(below ? { sub_title_text: below } : {}),
      ...(rows.length > 0 ? { horizontal_content_list: rows } : {}),
    },
    cut,
  };
}

type Fit = (text: string, limit: Parameters<typeof shorten>[1]) => string;

/** Original and translation share the room; what one leaves the other gets. */
function renderQuote(card: Card, { words, quoteBytes }: Drawing, fit: Fit): { title: string; quote_text: string } | null {
  const { original = '', translation = '', translationNote } = card;
  const title = [words.original, card.languageLabel].filter(Boolean).join(' · ');
  const note = translationNote ? shorten(translationNote, { chars: 40 }).text : '';
  const label = `${words.translation}: `;
  const room = quoteBytes - Buffer.byteLength(`${label}${note}\n\n`);
  const half = Math.floor(room / 2);
  const originalRoom = Math.max(half, room - Buffer.byteLength(translation));
  const shownOriginal = fit(original, { bytes: originalRoom, mark: words.more });
  const shownTranslation = fit(translation, { bytes: room - Buffer.byteLength(shownOriginal), mark: words.more });
  const lines = [shownOriginal, shownTranslation && `${label}${shownTranslation}`, note].filter(Boolean);
  return lines.length > 0 ? { title, quote_text: lines.join('\n') } : null;
}

/** Six rows are all: what the title says already has none. */
function renderRows(card: Card, words: Words): NonNullable<Body['horizontal_content_list']> {
  const reasons = card.reasons?.length ? [{ label: words.why, value: card.reasons.join(' · ') }] : [];
  const files = card.kind === 'compact' ? [] : fileRows(card, words);
  const fields = card.fields
    .filter(({ value }) => value !== '' && !card.title.includes(value))
    .slice(0, cardLimits.rows - reasons.length - files.length);
  return [...fields, ...reasons, ...files].map(({ label, value, link }: RowText) => ({
    keyname: shorten(label || '·', { chars: cardLimits.rowName }).text,
    value: shorten(value, { chars: cardLimits.rowValue }).text,
    ...(link === undefined ? {} : { type: 1, url: link }),
  }));
}

interface RowText {
  label: string;
  value: string;
  link?: string;
}

/** Two of the rows; what is more is counted in the second. A broken one says why instead of how large it is. */
function fileRows({ attachments = [] }: Card, words: Words): RowText[] {
  const hidden = attachments.length - filesShown;
  return attachments.slice(0, filesShown).map(({ name, size, advice, link }, index) => {
    const more = hidden > 0 && index === filesShown - 1 ? ` +${hidden}` : '';
    const room = cardLimits.rowValue - characters(more);
    const detail = advice ?? size;
    const value = advice ? advice : `${name}${detail ? ` ${detail}` : ''}`;
    return {
      label: words.attachment,
      value: `${shorten(value, { chars: room }).text}${more}`,
      ...(link === undefined ? {} : { link }),
    };
  });
}

/** The notice, then what to type. A command must be whole to be of use, so the notice gives way. */
function renderBelow(card: Card, drawing: Drawing, hint: string | undefined, fit: Fit): string {
  const { words, botName } = drawing;
  const bot = shorten(botName ?? words.bot, { chars: 12 }).text;
  const typed = splitActions(card, drawing).typed.map((action) => ({ ...action, command: action.command.replace(/\s*…$/, '') }));
  const reply = typed.find(({ action }) => action === 'reply');
  const commands = card.kind === 'notice' && !card.ticket ? [] : typed.filter(({ action }) => action !== 'reply');
  const lines = hint ? [hint] : reply ? [words.reply(bot, reply.command)] : [];
  for (let most = commands.length; most > 0 && !hint; most -= 1) {
    const line = words.typed(
      bot,
      commands
        .slice(0, most)
        .map(({ command }) => command)
        .join(' · '),
    );
    // Room for at least a short notice.
    if (characters([...lines, line].join('\n')) > cardLimits.subTitle - (card.notice ? 40 : 0)) continue;
    lines.push(line);
    break;
  }
  const below = lines.join('\n');
  const room = cardLimits.subTitle - characters(below) - 1;
  const notice = card.notice ? fit(card.notice, { chars: Math.max(room, 10), mark: words.more }) : '';
  return shorten([notice, below].filter(Boolean).join('\n'), { chars: cardLimits.subTitle }).text;
}

/** The number stands in the title: a quote tells the bot what was quoted, never which message (facts/messengers §4.2). */
export function titleOf(card: Card): string {
  const number = card.ticket === undefined ? '' : `#${card.ticket}`;
  const shown = shorten(card.title, { chars: cardLimits.title }).text;
  return number && !shown.includes(number) ? `${number} ${card.title}` : card.title;
}
