import { actions } from '../../../cards/card.ts';
import type { Card, CardAction } from '../../../cards/card.ts';
import type { Texts } from '../../../src/texts/texts.ts';
import type { CardPreview } from '../../../src/web/card-preview.ts';
import { findLosses } from '../../../src/web/find-losses.ts';
import { dingtalkConfig } from './config.ts';
import { drawPicture } from './preview-picture.ts';
import { renderCard } from './render.ts';
import type { ParamMap } from './render.ts';
import type { FormStyle } from './render-form.ts';
import { words } from './words.ts';

export const dingtalkPreview: CardPreview = {
  name: 'dingtalk',
  title: { zh: '钉钉', en: 'DingTalk' },
  draw(card, texts) {
    const { cardValueBytes, multilineField } = dingtalkConfig.shape;
    const style = { valueBytes: cardValueBytes.parse(undefined), multilineField: multilineField.parse(undefined) };
    const values = renderCard(card, words[texts.language], style);
    return {
      sent: { cardData: { cardParamMap: values } },
      picture: drawPicture(values, (action) => texts('preview.opens', { action })),
      losses: lossesOf(card, values, style, texts),
    };
  },
};

function lossesOf(card: Card, values: ParamMap, style: FormStyle, texts: Texts): string[] {
  const tappable = new Set(actions.filter((action) => values[`label_${action}`] || values[`more_${action}`]));
  const tapped = card.actions.filter(({ action }) => tappable.has(action));
  const ask = (kind: 'person' | 'multiline') => tapped.filter((action) => asksFor(action, kind));
  return [
    ...findLosses(card, { said: values, tappable }, texts),
    ...ask('person').map(({ label }) => texts('preview.typed_person', { action: label })),
    ...(ask('multiline').length > 0 && style.multilineField === 'TEXT' ? [texts('preview.one_line_input')] : []),
    texts('preview.needs_template'),
  ];
}

const asksFor = ({ fields = [] }: CardAction, wanted: 'person' | 'multiline'): boolean =>
  fields.some(({ kind, options }) => kind === wanted && !options?.length);
