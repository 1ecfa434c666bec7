import { html } from 'hono/html';
import type { CardPreview } from '../../../src/web/card-preview.ts';
import { findLosses } from '../../../src/web/find-losses.ts';
import type { Html } from '../../../src/web/html.ts';
import { msgParamBytes } from './limits.ts';
import { fitsInto, renderMarkdown } from './render-markdown.ts';
import { words } from './words.ts';

/** What goes to a group while no card template is set: a markdown message with the command of every button. */
export const dingtalkTextPreview: CardPreview = {
  name: 'dingtalk',
  title: { zh: '钉钉(没有模板)', en: 'DingTalk, no template' },
  draw(card, texts) {
    const markdown = renderMarkdown(card, words[texts.language], fitsInto(msgParamBytes));
    return {
      sent: { msgKey: 'sampleMarkdown', msgParam: JSON.stringify(markdown) },
      picture: drawMarkdown(markdown.text),
      losses: [...findLosses(card, { said: markdown, tappable: new Set() }, texts), texts('preview.text_only')],
    };
  },
};

/** The few signs that render-markdown.ts writes; all others in it are words of people and stay words. */
function drawMarkdown(text: string): Html {
  return html`<div class="dingtalk-card">${text.split('\n\n').map(drawParagraph)}</div>`;
}

function drawParagraph(paragraph: string): Html {
  const title = /^### ([^]*)$/.exec(paragraph);
  if (title) return html`<p class="dingtalk-title" dir="auto">${title[1]}</p>`;
  const bold = /^\*\*([^]*)\*\*$/.exec(paragraph);
  if (bold) return html`<p data-size="middle" data-bold="yes" dir="auto">${bold[1]}</p>`;
  const lines = paragraph.split('  \n');
  return html`<p data-size="middle" data-bold="no" dir="auto">
    ${lines.map((line, at) => html`${at > 0 ? html`<br />` : ''}${line}`)}
  </p>`;
}
