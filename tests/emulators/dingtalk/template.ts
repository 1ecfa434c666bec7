/**
 * The file that the card platform exports and imports: `{editorData, widgetInfo, type, mode}` (facts/messengers §3.5).
 * `editorData` is JSON in a string; its inner shape was read from the exported files of open-dingtalk/dingtalk-card-examples.
 * `widgetInfo`, what clients run, is compiled from it by the editor and is not looked at.
 */
export interface ImportableCard {
  editorData: string;
  widgetInfo: string;
  type: string;
  mode: string;
}

export type VariableType = (typeof variableTypes)[number];

export interface Variable {
  name: string;
  private: boolean;
  type: VariableType;
}

export interface TemplateNode {
  componentName: string;
  id: string;
  props: Record<string, unknown>;
  children: TemplateNode[];
}

export interface Template {
  id: string;
  variables: Map<string, Variable>;
  /** Computed variables: name → expression over the others. */
  expressions: Map<string, string>;
  /** Variables of the client, by name; only parameters of buttons carry them to the server. */
  locals: Map<string, VariableType>;
  root: TemplateNode[];
}

/** Types that the editor offers: §3.5 and the exported files. */
const variableTypes = [
  'string', 'number', 'boolean', 'markdown', 'object', 'dynamicObject', 'stringArray', 'numberArray', 'booleanArray',
  'objectArray', 'loopArray', 'selectOptions', 'form', 'table',
] as const; // prettier-ignore

/** Components of §3.5 and of the exported files. */
const components = new Set([
  'Card', 'StdCard', 'CardHeader', 'CardHeaderV2', 'BaseText', 'BaseTextBlock', 'Markdown', 'MarkdownBlock', 'Divider', 'DividerBlock',
  'Tag', 'Image', 'Avatar', 'Icon', 'Grid', 'GridLayout', 'Loop', 'CollapsePanel', 'Table', 'ProgressBar', 'Chart', 'CheckableTags',
  'ButtonList', 'SingleButton', 'ButtonBlock', 'Input', 'SelectBlock', 'MultiSelectBlock', 'DatePickerBlock', 'Checkbox',
  'CheckboxList', 'CheckboxListMulti', 'Form',
]); // prettier-ignore

/** The console refuses the file. */
export class TemplateRefused extends Error {}

type Json = Record<string, unknown>;

export function readTemplate(id: string, file: string | ImportableCard): Template {
  const card = (typeof file === 'string' ? JSON.parse(file) : file) as Partial<ImportableCard>;
  for (const key of ['editorData', 'widgetInfo', 'type', 'mode'] as const)
    if (typeof card[key] !== 'string') throw new TemplateRefused(`${key} must be a string`);
  if (card.mode !== 'card') throw new TemplateRefused(`mode ${card.mode} is no card`);
  const editor = JSON.parse(card.editorData ?? '') as Json;
  const tree = (editor.schema as Json | undefined)?.componentsTree;
  if (!Array.isArray(tree)) throw new TemplateRefused('editorData.schema.componentsTree is missing');
  return {
    id,
    variables: byName(editor.variableList, (entry) => ({
      name: String(entry.name),
      private: entry.private === true,
      type: typeOf(entry),
    })),
    expressions: byName(editor.expList, ({ expContent }) => String(expContent)),
    locals: byName(editor.localList, typeOf),
    root: tree.map(readNode),
  };
}

function byName<T>(list: unknown, read: (entry: Json) => T): Map<string, T> {
  return new Map(((list ?? []) as Json[]).map((entry) => [String(entry.name), read(entry)]));
}

function typeOf(entry: Json): VariableType {
  const type = variableTypes.find((known) => known === entry.type);
  if (!type) throw new TemplateRefused(`variable ${String(entry.name)} has the unknown type ${String(entry.type)}`);
  return type;
}

function readNode(value: unknown): TemplateNode {
  const node = value as Json;
  const componentName = String(node.componentName);
  if (!components.has(componentName)) throw new TemplateRefused(`unknown component ${componentName}`);
  return {
    componentName,
    id: typeof node.id === 'string' ? node.id : '',
    props: (node.props ?? {}) as Json,
    children: ((node.children ?? []) as unknown[]).map(readNode),
  };
}
