import * as z from 'zod';
import type { ActionName, Card, CardAction } from '../../../cards/card.ts';
import type { Texts } from '../../../src/texts/texts.ts';
import type { CardPreview } from '../../../src/web/card-preview.ts';
import { findLosses } from '../../../src/web/find-losses.ts';
import { slotOf } from './button-slots.ts';
import { dingtalkConfig } from './config.ts';
import { drawPicture } from './preview-picture.ts';
import { renderCard } from './render.ts';
import type { ParamMap } from './render.ts';
import type { FormStyle } from './render-form.ts';
import { words } from './words.ts';

const { cardTemplate, cardValueBytes, multilineField } = dingtalkConfig.shape;
/** The part of the settings that changes what is drawn. */
const settings = z.object({ cardTemplate, cardValueBytes, multilineField });

/**
 * Draws the ticket template; that it has to be imported first is said where none is set.
 * @param options those of the adapter; what is absent is drawn as by default
 */
export function createDingtalkPreview(options: z.input<typeof settings> = {}): CardPreview {
  const parsed = settings.parse(options);
  const style = { valueBytes: parsed.cardValueBytes, multilineField: parsed.multilineField };
  return {
    name: 'dingtalk',
    title: { zh: '钉钉', en: 'DingTalk' },
    draw(card, texts) {
      const values = renderCard(card, words[texts.language], style);
      return {
        sent: { cardData: { cardParamMap: values } },
        picture: drawPicture(values, (action) => texts('preview.opens', { action })),
        losses: [
          ...lossesOf(card, values, style, texts),
          ...(parsed.cardTemplate === undefined ? [texts('preview.needs_template')] : []),
        ],
      };
    },
  };
}

function lossesOf(card: Card, values: ParamMap, style: FormStyle, texts: Texts): string[] {
  const isTappable = (action: ActionName): boolean => {
    const slot = slotOf(action);
    return slot !== null && Boolean(values[`label_${slot}`] || values[`more_${slot}`]);
  };
  const tappable = new Set(card.actions.map(({ action }) => action).filter(isTappable));
  const tapped = card.actions.filter(({ action }) => tappable.has(action));
  const ask = (kind: 'person' | 'multiline') => tapped.filter((action) => asksFor(action, kind));
  return [
    ...findLosses(card, { said: values, tappable }, texts),
    ...ask('person').map(({ label }) => texts('preview.typed_person', { action: label })),
    ...(ask('multiline').length > 0 && style.multilineField === 'TEXT' ? [texts('preview.one_line_input')] : []),
  ];
}

const asksFor = ({ fields = [] }: CardAction, wanted: 'person' | 'multiline'): boolean =>
  fields.some(({ kind, options }) => kind === wanted && !options?.length);
