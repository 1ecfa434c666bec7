import { html } from 'hono/html';
import type { Card, CardAction } from '../../../cards/card.ts';
import type { Texts } from '../../../src/texts/texts.ts';
import { renderAvatar } from '../../../src/web/avatar.ts';
import type { Html } from '../../../src/web/html.ts';
import { renderAttachments } from './render-attachments.ts';
import { renderForm } from './render-form.ts';

export interface RenderOptions {
  texts: Texts;
  /** Who a person picker offers. */
  people: readonly { id: string; name: string }[];
}

/**
 * The neutral card as HTML. Each `data-part` is redrawn by itself on the page, so that an open form outlives a change of the
 * rest; src/web/assets/redraw.js relies on these names.
 */
export function renderCard(card: Card, { texts, people }: RenderOptions): Html {
  const forms = card.actions.filter(({ fields }) => fields?.length);
  return html`<section class="card" data-kind="${card.kind}" data-level="${card.level}" data-state="${card.state ?? ''}">
    ${renderHead(card)}
    <div class="card-main" data-part="main">
      ${card.notice ? html`<p class="notice">${card.notice}</p>` : ''} ${renderFields(card)} ${renderWords(card, texts)}
      ${renderAttachments(card, texts)}
      ${
        card.reasons?.length
          ? html`<p class="reasons"><span class="label">${texts('card.reasons')}</span> ${card.reasons.join(' · ')}</p>`
          : ''
      }
      ${
        card.stateLabel
          ? html`<p class="state"><span class="label">${texts('card.state')}</span> ${owner(card)}<b>${card.stateLabel}</b></p>`
          : ''
      }
    </div>
    <div class="card-actions" data-part="actions">${renderActions(card.actions, texts)}</div>
    <div class="card-forms" data-part="forms">${forms.map((action) => renderForm(action, { texts, people }))}</div>
    ${renderHistory(card, texts)}
  </section>`;
}

/** Initials stand for a picture: nobody has one here. */
function owner({ owner, ownerIds }: Card): Html | '' {
  return owner && ownerIds?.sandbox ? renderAvatar(ownerIds.sandbox, owner) : '';
}

function renderHead(card: Card): Html {
  return html`<header class="card-head" data-part="head">
    ${card.subtitle ? html`<span class="level">${card.subtitle}</span>` : ''}
    <h3>${card.title}</h3>
    ${card.countdown ? html`<span class="left">${card.countdown}</span>` : ''}
  </header>`;
}

function renderFields({ fields }: Card): Html | '' {
  if (fields.length === 0) return '';
  return html`<dl class="fields">
    ${fields.map(
      ({ label, value, short }) =>
        html`<div class="${short ? 'short' : 'long'}">
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Original beside translation; a screen reader and the hyphenation get the buyer's language. */
function renderWords(card: Card, texts: Texts): Html | '' {
  if (!card.original && !card.translation) return '';
  return html`<div class="words">
    ${
      card.original
        ? html`<blockquote>
            <p class="label">${texts('card.original')}${card.languageLabel ? ` · ${card.languageLabel}` : ''}</p>
            <p class="said" dir="auto" lang="${card.language ?? ''}">${card.original}</p>
          </blockquote>`
        : ''
    }
    ${
      card.translation || card.translationNote
        ? html`<blockquote class="translation">
            <p class="label">${texts('card.translation')}</p>
            ${card.translation ? html`<p class="said" dir="auto">${card.translation}</p>` : ''}
            ${card.translationNote ? html`<p class="note">${card.translationNote}</p>` : ''}
          </blockquote>`
        : ''
    }
  </div>`;
}

function renderActions(actions: readonly CardAction[], texts: Texts): Html | '' {
  const shown = actions.filter(({ secondary }) => !secondary);
  const more = actions.filter(({ secondary }) => secondary);
  return html`${shown.map(renderButton)}
  ${
    more.length > 0
      ? html`<details class="more">
          <summary class="button">${texts('page.more')}</summary>
          <div class="menu">${more.map(renderButton)}</div>
        </details>`
      : ''
  }`;
}

/** The title shows the command that does the same. */
function renderButton({ action, label, style, fields, command }: CardAction): Html {
  const form = fields?.length ? html`data-form aria-expanded="false"` : '';
  return html`<button type="button" class="button ${style ?? ''}" data-action="${action}" title="${command}" ${form}>
    ${label}
  </button>`;
}

function renderHistory({ history }: Card, texts: Texts): Html {
  if (!history?.length) return html`<div class="history" data-part="history"></div>`;
  return html`<details class="history" data-part="history">
    <summary>${texts('page.history')} · ${history.length}</summary>
    <ol>
      ${history.map(
        ({ at, text }) =>
          html`<li>
            <time>${at}</time>
            <span dir="auto">${text}</span>
          </li>`,
      )}
    </ol>
  </details>`;
}
