import { html } from 'hono/html';
import type { Card } from '../../cards/card.ts';
import type { Texts } from '../texts/texts.ts';
import type { CardPreview } from './card-preview.ts';
import type { Html } from './html.ts';

/** The empty dialog; assets/preview.js fills it for a card. */
export function renderPreviewDialog(texts: Texts): Html {
  return html`<dialog class="preview" id="preview" aria-labelledby="preview-title">
    <header>
      <h2 id="preview-title">${texts('preview.title')}</h2>
      <small>${texts('preview.about')}</small>
      <button type="button" class="close" data-close aria-label="${texts('page.close')}">×</button>
    </header>
    <div class="preview-columns" tabindex="-1"></div>
  </dialog>`;
}

/** One column for each messenger: the picture, what is lost there, and the JSON. */
export function renderPreviews(card: Card, previews: readonly CardPreview[], texts: Texts): Html {
  return html`${previews.map((preview) => renderColumn(card, preview, texts))}`;
}

function renderColumn(card: Card, preview: CardPreview, texts: Texts): Html {
  const { sent, picture, losses } = preview.draw(card, texts);
  const title = preview.title[texts.language];
  return html`<section class="preview-column" data-messenger="${preview.name}" aria-label="${title}">
    <h3>${title}</h3>
    <div class="picture" tabindex="0" role="group" aria-label="${title}">${picture}</div>
    <div class="losses" data-count="${losses.length}">
      <h4>${texts('preview.losses')}</h4>
      <ul>
        ${losses.length > 0 ? losses.map((loss) => html`<li>${loss}</li>`) : html`<li class="nothing">${texts('preview.nothing_lost')}</li>`}
      </ul>
    </div>
    <details class="json">
      <summary>${texts('preview.json')}</summary>
      <pre tabindex="0">${JSON.stringify(sent, null, 2)}</pre>
    </details>
  </section>`;
}
