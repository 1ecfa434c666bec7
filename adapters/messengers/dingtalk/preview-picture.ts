import { html } from 'hono/html';
import * as z from 'zod';
import type { Html } from '../../../src/web/html.ts';
import type { ParamMap } from './render.ts';
import { ticketTemplate } from './ticket-template.ts';

const words = z.object({ content: z.string() }).transform(({ content }) => content);
const colour = z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]);
const visible = z.object({ condition: z.object({ conditions: z.array(z.object({ variable: z.string() })) }) });
const button = z.object({ text: words, color: colour, visible });

/** Of the template what makes a picture; template-props.ts writes far more. */
const node = z.object({
  componentName: z.string(),
  props: z.object({
    title: words.optional(),
    text: words.optional(),
    color: colour.optional(),
    size: z.string().optional(),
    bold: z.boolean().optional(),
    visible: visible.optional(),
    direction: z.string().optional(),
    buttons: z.object({ list: z.array(button) }).optional(),
    formSchema: z.object({ variable: z.string() }).optional(),
    submitText: words.optional(),
  }),
  get children() {
    return z.array(node).optional();
  },
});
type Node = z.output<typeof node>;

const editor = z.object({ schema: z.object({ componentsTree: z.tuple([node]) }) });
const form = z.object({
  fields: z.array(
    z.object({
      label: z.string(),
      required: z.boolean().optional(),
      placeholder: z.string().optional(),
      options: z.array(z.object({ text: z.string() })).optional(),
      defaultValue: z.union([z.string(), z.object({ index: z.number() })]).optional(),
    }),
  ),
});

let tree: Node | undefined;

/**
 * The card template, filled with the values that would be sent, as HTML close to what the client shows. Nothing in it can be
 * tapped; panels open, and so do forms, which the client opens by their buttons.
 */
export function drawPicture(values: ParamMap, opens: (action: string) => string): Html {
  tree ??= editor.parse(JSON.parse(ticketTemplate().editorData)).schema.componentsTree[0];
  return html`<div class="dingtalk-card">${(tree.children ?? []).map(draw)}</div>`;

  function draw({ componentName, props, children = [] }: Node): Html | '' {
    if (componentName === 'Form') return drawForm(props);
    if (!isShown(props.visible)) return '';
    switch (componentName) {
      case 'CardHeaderV2':
        return html`<p class="dingtalk-title" dir="auto">${fill(props.title)}</p>`;
      case 'Tag':
        return html`<span class="dingtalk-tag" data-colour="${props.color}">${fill(props.text)}</span> `;
      case 'BaseText':
        return html`<p data-size="${props.size}" data-bold="${props.bold ? 'yes' : 'no'}" dir="auto">${fill(props.text)}</p>`;
      case 'Divider':
        return html`<hr />`;
      case 'ButtonList':
        return drawButtons(props);
      case 'CollapsePanel':
        return html`<details class="dingtalk-panel">
          <summary>${fill(props.title)}</summary>
          ${children.map(draw)}
        </details>`;
      default:
        return '';
    }
  }

  function drawButtons({ buttons, direction }: Node['props']): Html | '' {
    const shown = (buttons?.list ?? []).filter((candidate) => isShown(candidate.visible));
    if (shown.length === 0) return '';
    return html`<div class="dingtalk-buttons" data-direction="${direction}">
      ${shown.map(({ text, color }) => html`<span data-colour="${color}">${fill(text)}</span>`)}
    </div>`;
  }

  /** Its own visibility is the client's: which form is open. */
  function drawForm({ formSchema, submitText }: Node['props']): Html | '' {
    const { fields } = form.parse(JSON.parse(values[formSchema?.variable ?? ''] || '{"fields":[]}'));
    if (fields.length === 0) return '';
    return html`<details class="dingtalk-form">
      <summary>${opens(fill(submitText))}</summary>
      ${fields.map(({ label, required, placeholder, options, defaultValue }) => {
        const chosen = typeof defaultValue === 'object' ? options?.[defaultValue.index]?.text : defaultValue;
        return html`<p>${label}${required ? html`<em>*</em>` : ''}</p>
          <span data-kind="${options ? 'select' : 'text'}" data-filled="${chosen ? 'yes' : 'no'}" dir="auto"
            >${chosen ?? placeholder ?? ''}</span
          >`;
      })}
      <div class="dingtalk-buttons"><span data-colour="blue">${fill(submitText)}</span></div>
    </details>`;
  }

  /** Private variables and what the client computes are not set on a fresh card. */
  function isShown(when: z.output<typeof visible> | undefined): boolean {
    return (when?.condition.conditions ?? []).every(({ variable }) => Boolean(values[variable]));
  }

  function fill(text = ''): string {
    return text.replace(/\$\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
  }
}
