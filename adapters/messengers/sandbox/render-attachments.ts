import { html } from 'hono/html';
import type { Card, CardAttachment } from '../../../cards/card.ts';
import type { Texts } from '../../../src/texts/texts.ts';
import type { Html } from '../../../src/web/html.ts';

/** The buyer's files: pictures as thumbnails, all of them by name; one that cannot be looked at says what to do. */
export function renderAttachments({ attachments }: Card, texts: Texts): Html | '' {
  if (!attachments?.length) return '';
  return html`<ul class="attachments" aria-label="${texts('card.attachments')}">
    ${attachments.map((attachment) => renderOne(attachment))}
  </ul>`;
}

function renderOne({ name, size, state, advice, path, link, thumbnail, kind }: CardAttachment): Html {
  const label = html`<b dir="auto">${name}</b
    >${size ? html` <small>${size}</small>` : ''}${advice ? html`<span class="advice">${advice}</span>` : ''}`;
  const href = path ?? link;
  if (!href)
    return html`<li data-state="${state}">
      <i class="icon icon-file" aria-hidden="true"></i>
      <p>${label}</p>
    </li>`;
  const image = thumbnail
    ? html`<img src="${thumbnail.path}" alt="" loading="lazy" />`
    : html`<i class="icon icon-file" aria-hidden="true"></i>`;
  return html`<li data-state="${state}" data-kind="${kind}">
    <a href="${href}" target="_blank" rel="noopener noreferrer"
      >${image}
      <p>${label}</p></a
    >
  </li>`;
}
