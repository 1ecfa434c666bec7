import { buttonsOf, inputControl, readParams } from './controls.ts';
import type { Control } from './controls.ts';
import { fieldsOf } from './forms.ts';
import { readMarkdown } from './markdown.ts';
import { isVisible, lookup, resolveText } from './scope.ts';
import type { Scope } from './scope.ts';
import type { TemplateNode } from './template.ts';
import type { CardInstance } from './world.ts';

/** A card as one person sees it. */
export interface DrawnCard {
  lines: string[];
  mentions: string[];
  links: string[];
  controls: Control[];
  /** What its names meant. */
  scope: Scope;
}

/** @param person whose private data and client state apply; null = somebody without either */
export function drawCard(card: CardInstance, person: string | null): DrawnCard {
  const scope: Scope = {
    template: card.template,
    public: card.public,
    private: (person === null ? undefined : card.private.get(person)) ?? {},
    local: (person === null ? undefined : card.local.get(person)) ?? {},
  };
  const drawn: DrawnCard = { lines: [], mentions: [], links: [], controls: [], scope };
  for (const node of card.template.root) draw(node, scope, drawn, card);
  return drawn;
}

function draw(node: TemplateNode, scope: Scope, drawn: DrawnCard, card: CardInstance): void {
  const { componentName, props } = node;
  if (!isVisible(scope, props)) return;
  const write = (text: string) => {
    if (text.trim()) drawn.lines.push(text);
  };
  switch (componentName) {
    case 'StdCard':
      write(resolveText(scope, props.cardName));
      write(resolveText(scope, props.tagText));
      break;
    case 'CardHeader':
    case 'CardHeaderV2':
    case 'CollapsePanel':
      write(resolveText(scope, props.title));
      break;
    case 'BaseText':
    case 'BaseTextBlock':
    case 'Tag':
      write(resolveText(scope, props.text));
      break;
    case 'Markdown':
    case 'MarkdownBlock': {
      const text = resolveText(scope, props.content);
      const read = readMarkdown(text);
      // A name in a card's markdown is only highlighted when the delivery says so too (§3.5).
      drawn.mentions.push(...read.mentions.filter((id) => card.cardAtUserIds.includes(id)));
      drawn.links.push(...read.links);
      write(text);
      break;
    }
    case 'ButtonList':
    case 'SingleButton':
    case 'ButtonBlock':
      for (const { props: button, control } of buttonsOf(scope, node)) {
        write(control.label);
        if (control.actionType === 'url') drawn.links.push(...[resolveText(scope, button.url)].filter(Boolean));
        else drawn.controls.push(control);
      }
      break;
    case 'Input':
    case 'DatePickerBlock':
    case 'SelectBlock':
    case 'MultiSelectBlock':
      write(resolveText(scope, props.currentValue) || resolveText(scope, props.placeholder));
      drawn.controls.push(inputControl(scope, node));
      break;
    case 'Form':
      drawForm(node, scope, drawn);
      break;
    case 'Loop': {
      const list = props.listData as { variable?: string; variableType?: string } | undefined;
      const entries = lookup(scope, list?.variable ?? '', list?.variableType);
      if (Array.isArray(entries))
        entries.forEach((entry: unknown, index) => {
          const inner = { ...scope, loop: { entry: entry as Record<string, unknown>, index } };
          for (const child of node.children) draw(child, inner, drawn, card);
        });
      return;
    }
  }
  for (const child of node.children) draw(child, scope, drawn, card);
}

/** The form is drawn and checked by the client; only its submission reaches the server (§3.5). */
function drawForm(node: TemplateNode, scope: Scope, drawn: DrawnCard): void {
  const { props } = node;
  const fields = fieldsOf(scope, props.formSchema);
  if (fields.length === 0) return;
  const status = resolveText(scope, props.status);
  for (const { label, hidden, defaultValue } of fields) {
    if (hidden) continue;
    if (label) drawn.lines.push(label);
    if (typeof defaultValue === 'string' && defaultValue) drawn.lines.push(defaultValue);
  }
  const label = resolveText(scope, props.submitText);
  if (label) drawn.lines.push(label);
  drawn.controls.push({
    kind: 'form',
    actionId: resolveText(scope, props.id) || node.id,
    label,
    actionType: typeof props.actionType === 'string' ? props.actionType : 'request',
    enabled: status !== 'disabled',
    params: () => readParams(scope, props.params),
    bound: {},
    fields,
    toast: { success: props.successToast, failure: props.failureToast, condition: props.successCondition },
    scope,
  });
}
