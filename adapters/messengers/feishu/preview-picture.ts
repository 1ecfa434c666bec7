import { html } from 'hono/html';
import type { Html } from '../../../src/web/html.ts';
import type { Button, CardJson, ColumnSet, Element, Form, Input, PlainText, SelectPerson, SelectStatic } from './card-json.ts';

/** Card JSON 2.0 as HTML, close to what the desktop client shows. Nothing in it can be tapped; panels open. */
export function drawPicture({ header, body }: CardJson): Html {
  return html`<div class="feishu-card">
    <div class="feishu-head" data-colour="${header.template}">
      <b>${header.title.content}</b>
      ${(header.text_tag_list ?? []).map(({ text, color }) => html` <i class="feishu-tag" data-colour="${color}">${text.content}</i>`)}
      ${header.subtitle ? html`<p>${header.subtitle.content}</p>` : ''}
    </div>
    <div class="feishu-body">${body.elements.map(drawElement)}</div>
  </div>`;
}

type Part = Element | Form['elements'][number];

function drawElement(element: Part): Html {
  switch (element.tag) {
    case 'div':
      return html`${element.text ? drawText(element.text) : ''}${
        element.fields
          ? html`<div class="feishu-fields">
              ${element.fields.map(({ is_short, text }) => html`<p class="${is_short ? 'short' : 'long'}" dir="auto">${text.content}</p>`)}
            </div>`
          : ''
      }`;
    case 'hr':
      return html`<hr />`;
    case 'img':
      return html`<span class="feishu-img" role="img" aria-label="${element.alt.content}">🖼</span>`;
    case 'person':
      return html`<span class="feishu-person" role="img">👤</span>`;
    case 'button':
      return drawButton(element);
    case 'select_static':
    case 'select_person':
      return drawSelect(element);
    case 'input':
      return drawInput(element);
    case 'form':
      return html`<div class="feishu-form">${element.elements.map(drawElement)}</div>`;
    case 'column_set':
      return drawColumns(element);
    case 'collapsible_panel':
      return html`<details class="feishu-panel">
        <summary>${element.header.title.content}</summary>
        ${element.elements.map(drawElement)}
      </details>`;
  }
}

function drawText({ content, text_size, text_color }: PlainText): Html {
  return html`<p data-size="${text_size ?? 'normal'}" data-colour="${text_color ?? 'default'}" dir="auto">${content}</p>`;
}

function drawButton({ text, type, size }: Button): Html {
  return html`<span class="feishu-button" data-type="${type}" data-size="${size ?? 'medium'}">${text.content}</span>`;
}

function drawSelect(select: SelectStatic | SelectPerson): Html {
  const chosen = select.tag === 'select_static' ? select.options.find(({ value }) => value === select.initial_option) : undefined;
  return html`<span class="feishu-select" data-width="${select.width ?? 'auto'}" data-chosen="${chosen ? 'yes' : 'no'}"
    >${chosen?.text.content ?? select.placeholder.content}</span
  >`;
}

function drawInput({ label, required, placeholder, default_value, input_type }: Input): Html {
  return html`<div class="feishu-input">
    ${label ? html`<p>${label.content}${required ? html`<em>*</em>` : ''}</p>` : ''}
    <span data-type="${input_type ?? 'text'}" data-filled="${default_value ? 'yes' : 'no'}" dir="auto"
      >${default_value ?? placeholder?.content ?? ''}</span
    >
  </div>`;
}

function drawColumns({ flex_mode, columns }: ColumnSet): Html {
  return html`<div class="feishu-columns" data-flow="${flex_mode}">
    ${columns.map(({ elements }) => html`<div>${elements.map(drawElement)}</div>`)}
  </div>`;
}
