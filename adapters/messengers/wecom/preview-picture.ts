import type { TemplateCard } from '@wecom/aibot-node-sdk';
import { html } from 'hono/html';
import type { Html } from '../../../src/web/html.ts';

type Selection = NonNullable<TemplateCard['button_selection']>;

/** A template_card as HTML, close to what the client shows. Nothing in it can be tapped. */
export function drawCard(card: TemplateCard): Html {
  const { source, action_menu, main_title, quote_area, sub_title_text, horizontal_content_list: rows = [] } = card;
  return html`<div class="wecom-card">
    ${source ? html`<p class="wecom-source" data-colour="${source.desc_color ?? 0}">${source.desc}</p>` : ''}
    ${action_menu ? html`<p class="wecom-menu">${action_menu.desc} ⋯</p>` : ''}
    <p class="wecom-title" dir="auto">${main_title?.title}</p>
    ${main_title?.desc ? html`<p class="wecom-desc">${main_title.desc}</p>` : ''}
    ${
      quote_area
        ? html`<div class="wecom-quote">
            <b>${quote_area.title}</b>
            <p dir="auto">${quote_area.quote_text}</p>
          </div>`
        : ''
    }
    ${sub_title_text ? html`<p class="wecom-sub" dir="auto">${sub_title_text}</p>` : ''}
    ${
      rows.length > 0
        ? html`<dl>
            ${rows.map(
              ({ keyname, value }) =>
                html`<dt>${keyname}</dt>
                  <dd dir="auto">${value}</dd>`,
            )}
          </dl>`
        : ''
    }
    ${[card.button_selection, ...(card.select_list ?? [])].map((select) => (select ? drawSelect(select) : ''))}
    ${drawChecks(card)} ${drawButtons(card)}
  </div>`;
}

/** The card that takes this one's place for the person who tapped. */
export function drawFollowing(after: string, card: TemplateCard): Html {
  return html`<details class="wecom-following">
    <summary>${after}</summary>
    ${drawCard(card)}
  </details>`;
}

/** A markdown message whose words are all literal: render-text.ts left no mark in them. */
export function drawText(text: string): Html {
  return html`<p class="wecom-text" dir="auto">${text}</p>`;
}

function drawSelect({ title, option_list, selected_id }: Selection): Html {
  const chosen = option_list.find(({ id }) => id === selected_id);
  return html`<div class="wecom-select">
    <span>${title}</span>
    <ul>
      ${option_list.map(({ id, text }) => html`<li data-chosen="${id === chosen?.id ? 'yes' : 'no'}">${text}</li>`)}
    </ul>
  </div>`;
}

function drawChecks({ checkbox }: TemplateCard): Html | '' {
  if (!checkbox) return '';
  return html`<ul class="wecom-checks">
    ${checkbox.option_list.map(({ text, is_checked }) => html`<li data-chosen="${is_checked ? 'yes' : 'no'}">${text}</li>`)}
  </ul>`;
}

function drawButtons({ button_list = [], submit_button }: TemplateCard): Html {
  const buttons = submit_button ? [...button_list, { ...submit_button, style: 1 }] : button_list;
  return html`<div class="wecom-buttons">
    ${buttons.map(({ text, style }) => html`<span data-style="${style ?? 1}">${text}</span>`)}
  </div>`;
}
