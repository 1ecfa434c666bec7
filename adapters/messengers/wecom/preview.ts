import type { TemplateCard } from '@wecom/aibot-node-sdk';
import { html } from 'hono/html';
import * as z from 'zod';
import type { ActionName, Card, CardAction } from '../../../cards/card.ts';
import type { Texts } from '../../../src/texts/texts.ts';
import type { CardPreview, DrawnPreview } from '../../../src/web/card-preview.ts';
import { findLosses } from '../../../src/web/find-losses.ts';
import { wecomConfig } from './config.ts';
import { markdown } from './outlet.ts';
import { drawCard, drawFollowing, drawText } from './preview-picture.ts';
import { renderCard } from './render.ts';
import { hasPicks, picksOf } from './render-actions.ts';
import type { Drawing } from './render-body.ts';
import { renderForm } from './render-form.ts';
import { plainText, wordsText } from './render-full.ts';
import { renderText } from './render-text.ts';
import { readTapKey } from './tap-key.ts';
import { taskIdOf } from './task-id.ts';
import { words } from './words.ts';

const { botName, quoteBytes, updatedCards, fullText } = wecomConfig.shape;
/** The part of the settings that changes what is drawn. */
const settings = z.object({ botName, quoteBytes, updatedCards, fullText });
type Settings = z.output<typeof settings>;

/** @param options those of the adapter; what is absent is drawn as by default */
export function createWecomPreview(options: z.input<typeof settings> = {}): CardPreview {
  const parsed = settings.parse(options);
  return {
    name: 'wecom',
    title: { zh: '企业微信', en: 'WeCom' },
    draw(card, texts) {
      const drawing: Drawing = {
        words: words[texts.language],
        botName: parsed.botName ?? texts('page.product'),
        quoteBytes: parsed.quoteBytes,
        questions: parsed.updatedCards === 'dead' ? 'typed' : 'in-card',
      };
      return card.ticket === undefined && !hasPicks(card, drawing)
        ? drawAsText(card, drawing, texts)
        : drawAsCard(card, drawing, { texts, ...parsed });
    },
  };
}

/** Without a number there is nothing to tap; see send.ts. */
function drawAsText(card: Card, drawing: Drawing, texts: Texts): DrawnPreview {
  const said = renderText(plainText(card, drawing.words));
  return {
    sent: said.map(markdown),
    picture: html`${said.map(drawText)}`,
    losses: [texts('preview.text_only'), ...findLosses(card, { said, tappable: new Set() }, texts)],
  };
}

function drawAsCard(card: Card, drawing: Drawing, { texts, ...options }: Settings & { texts: Texts }): DrawnPreview {
  const taskId = taskIdOf({ chat: 'preview', key: 'preview', ticket: card.ticket, nonce: 0 });
  const { card: sent, cut } = renderCard(card, taskId, drawing);
  const before = cut && options.fullText === 'before' ? renderText(wordsText(card, drawing.words)) : [];
  const tappable = tappableIn(sent);
  const tapped = card.actions.filter(({ action }) => tappable.has(action));
  const asking = tapped.flatMap((action) => {
    const picks = picksOf(action, drawing);
    return picks?.length ? [{ action, form: renderForm({ card, action, picks }, taskId, drawing) }] : [];
  });
  return {
    sent: [...before.map(markdown), { msgtype: 'template_card', template_card: sent }],
    picture: html`${before.map(drawText)}${drawCard(sent)}${asking.map(({ action, form }) =>
      drawFollowing(texts('preview.opens', { action: action.label }), form),
    )}`,
    losses: [
      ...findLosses(card, { said: sent, tappable }, texts),
      ...(before.length > 0 ? [texts('preview.text_first')] : []),
      ...(asking.length > 0 ? [texts('preview.form_after_tap')] : []),
      ...tapped.filter(takesAnyTime).map(({ label }) => texts('preview.fixed_times', { action: label })),
      texts('preview.update_on_tap'),
    ],
  };
}

/** Such a field is typed elsewhere; here it became a list. */
const takesAnyTime = ({ fields = [] }: CardAction): boolean => fields.some(({ kind, options }) => kind === 'time' && !options);

function tappableIn({ button_list = [] }: TemplateCard): Set<ActionName> {
  return new Set(button_list.flatMap(({ key }) => readTapKey(key)?.action ?? []));
}
