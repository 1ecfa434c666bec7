import { html } from 'hono/html';
import { platformLabel } from '../../cards/ticket-card.ts';
import type { Html } from './html.ts';
import { renderFileButton, renderPickedFiles } from './page-files.ts';
import { demoReplies } from '../sandbox/demo-replies.ts';
import { demoMessages } from '../sandbox/demo-sentences.ts';
import type { TextKey } from '../texts/texts.ts';
import type { PageParts } from './page-shell.ts';

/** Right: writing as a buyer, and what the marketplace got back. */
export function renderBuyerPanel({ texts, stores }: PageParts): Html {
  return html`<aside class="buyer" id="buyer" aria-label="${texts('page.buyer')}">
    <form class="write" id="write">
      <header>
        <h2>${texts('page.buyer')}</h2>
        <button type="button" class="chip" data-random>${texts('page.random')}</button>
        <button type="button" class="chip" popovertarget="sentences">${texts('page.sentences')}</button>
      </header>
      <label class="field">
        <span>${texts('page.store')}</span>
        <select name="store">
          ${stores.map(({ id, name, platform, site }) => html`<option value="${id}">${platformLabel(platform, texts)} ${site.toUpperCase()} · ${name}</option>`)}
        </select>
      </label>
      <div class="pair">
        <label class="field">
          <span>${texts('page.buyer_name')}</span>
          <input name="buyer" required maxlength="100" list="buyers" autocomplete="off" value="${demoMessages[0]!.buyer}" />
        </label>
        <label class="field">
          <span>${texts('page.order')}</span>
          <input name="order" maxlength="100" autocomplete="off" placeholder="${texts('page.order_placeholder')}" />
        </label>
      </div>
      <datalist id="buyers">
        ${[...new Set(demoMessages.map(({ buyer }) => buyer))].map((buyer) => html`<option value="${buyer}"></option>`)}
      </datalist>
      <input type="hidden" name="product" />
      <label class="field">
        <span>${texts('page.text')}</span>
        <textarea name="text" rows="3" maxlength="200000" placeholder="${texts('page.text_placeholder')}"></textarea>
      </label>
      ${renderPickedFiles(texts)}
      <div class="line">
        ${renderFileButton(texts)} <button type="submit" class="button primary wide">${texts('page.buyer_send')}</button>
      </div>
    </form>
    <section class="sent" aria-label="${texts('page.sent')}">
      <header>
        <h2>${texts('page.sent')}</h2>
        <small>${texts('page.sent_about')}</small>
      </header>
      <p class="none">${texts('page.sent_empty')}</p>
      <ol class="outbound" aria-live="polite"></ol>
    </section>
    ${renderSentences({ texts, stores })}
    <template id="phrases">
      <select aria-label="${texts('page.phrases')}">
        <option value="">${texts('page.phrases')}</option>
        ${demoReplies.map((reply) => html`<option>${reply[texts.language]}</option>`)}
      </select>
    </template>
  </aside>`;
}

function renderSentences({ texts, stores }: Pick<PageParts, 'texts' | 'stores'>): Html {
  return html`<div class="sentences" id="sentences" popover aria-label="${texts('page.sentences')}">
    <header>
      <h2>${texts('page.sentences')}</h2>
      <small>${texts('page.sentences_about')}</small>
      <button
        type="button"
        class="close"
        popovertarget="sentences"
        popovertargetaction="hide"
        aria-label="${texts('page.close')}"
      >
        ×
      </button>
    </header>
    <ul>
      ${demoMessages.map(
        ({ store, buyer, order, product, topic, language, text, ...translated }) =>
          html`<li>
            <button
              type="button"
              class="sentence"
              data-store="${store}"
              data-buyer="${buyer}"
              data-order="${order ?? ''}"
              data-product="${product}"
              data-text="${text}"
            >
              <span class="from"
                ><b>${buyer}</b> · ${stores.find(({ id }) => id === store)?.name ?? store} ·
                ${texts(`topic.${topic}` as TextKey)}</span
              >
              <span class="said" lang="${language}">${text}</span>
              <span class="means">${translated[texts.language]}</span>
            </button>
          </li>`,
      )}
    </ul>
  </div>`;
}
