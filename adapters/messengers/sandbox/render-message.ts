import { html } from 'hono/html';
import { renderAvatar } from '../../../src/web/avatar.ts';
import type { Html } from '../../../src/web/html.ts';
import type { DrawOptions, SandboxMessage } from '../../../src/web/sandbox-chat.ts';
import { renderCard } from './render.ts';

/** One message of the group: who, when, and a bubble or a card. */
export function renderMessage(message: SandboxMessage, options: DrawOptions): Html {
  const { texts, people, now } = options;
  const { id, seq, place, version, ticket, person, kind, card, text } = message;
  const name = person === null ? texts('page.product') : (people.find((known) => known.id === person)?.name ?? person);
  const at = texts.time(Date.parse(message.at), now);
  return html`<article
    class="message"
    data-id="${id}"
    data-seq="${seq}"
    data-place="${place}"
    data-version="${version}"
    data-ticket="${ticket ?? ''}"
    data-person="${person ?? ''}"
    data-kind="${kind}"
  >
    ${renderAvatar(person, name)}
    <div class="content">
      <p class="by">
        <span class="name">${name}</span>
        ${person === null ? html`<span class="badge">${texts('page.bot')}</span>` : ''}
        <time datetime="${message.at}">${at}</time>
        ${card ? renderHandles(id, card.title, texts) : ''}
      </p>
      ${card ? renderCard(card, options) : html`<p class="bubble" dir="auto">${person === null ? withJumps(text) : text}</p>`}
    </div>
  </article>`;
}

/** What can be done with a card as a message, whatever it is about. */
function renderHandles(id: string, title: string, texts: DrawOptions['texts']): Html {
  return html`<button type="button" class="quote" data-quote="${id}" data-title="${title}">${texts('page.quote')}</button>
    <button type="button" class="quote" data-preview="${id}" aria-haspopup="dialog">${texts('preview.open')}</button>`;
}

/** The bot's `#1042` leads to the card. */
function withJumps(text: string): (string | Html)[] {
  return text
    .split(/(#\d{1,12}(?!\d))/u)
    .map((piece, index) =>
      index % 2 === 0 ? piece : html`<button type="button" class="jump" data-jump="${piece.slice(1)}">${piece}</button>`,
    );
}
