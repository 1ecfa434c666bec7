/** The parts of Feishu card JSON 2.0 that this adapter writes. Unknown properties are errors there (facts/messengers §2.4). */

export interface PlainText {
  tag: 'plain_text';
  content: string;
  text_size?: 'normal' | 'notation' | 'heading';
  text_color?: 'default' | 'grey' | 'red';
}

/** Comes back unchanged with the tap: action, ticket, version (facts/messengers §5.2). */
export interface TapValue {
  a: string;
  t: number;
  v: number;
}

export interface Callback {
  type: 'callback';
  value: TapValue;
}

export interface Div {
  tag: 'div';
  text?: PlainText;
  fields?: { is_short: boolean; text: PlainText }[];
}

export interface Button {
  tag: 'button';
  text: PlainText;
  type: 'default' | 'primary' | 'danger' | 'text' | 'primary_filled';
  size?: 'small' | 'medium';
  /** With `form_action_type`, inside a form only. */
  name?: string;
  form_action_type?: 'submit';
  behaviors: (Callback | OpenUrl)[];
}

export interface OpenUrl {
  type: 'open_url';
  default_url: string;
}

export interface Img {
  tag: 'img';
  /** Of an upload to `im/v1/images`. */
  img_key: string;
  alt: PlainText;
}

/** Drawn by the client from the open_id: the person's picture. */
export interface Person {
  tag: 'person';
  user_id: string;
  size: 'extra_small' | 'small' | 'medium' | 'large';
}

export interface Input {
  tag: 'input';
  name: string;
  required?: boolean;
  label?: PlainText;
  label_position?: 'top' | 'left';
  placeholder?: PlainText;
  default_value?: string;
  input_type?: 'text' | 'multiline_text';
  rows?: number;
  auto_resize?: boolean;
  max_length: number;
  width?: 'fill';
}

export interface SelectStatic {
  tag: 'select_static';
  name: string;
  required?: boolean;
  placeholder: PlainText;
  options: { text: PlainText; value: string }[];
  initial_option?: string;
  width?: 'fill';
  behaviors?: Callback[];
}

export interface SelectPerson {
  tag: 'select_person';
  name: string;
  required?: boolean;
  placeholder: PlainText;
  width?: 'fill';
  behaviors?: Callback[];
}

export interface Form {
  tag: 'form';
  name: string;
  elements: (Div | Input | SelectStatic | SelectPerson | Button)[];
}

export interface ColumnSet {
  tag: 'column_set';
  flex_mode: 'none' | 'stretch' | 'flow' | 'bisect' | 'trisect';
  horizontal_spacing?: string;
  columns: { tag: 'column'; width: 'auto' | 'weighted'; weight?: number; elements: Element[] }[];
}

export interface CollapsiblePanel {
  tag: 'collapsible_panel';
  expanded: boolean;
  header: { title: PlainText };
  elements: Element[];
}

export type Element =
  Div | { tag: 'hr' } | Img | Person | Button | SelectStatic | SelectPerson | Form | ColumnSet | CollapsiblePanel;

export type Colour = 'red' | 'orange' | 'green' | 'blue' | 'grey' | 'neutral' | 'turquoise';

export interface CardJson {
  schema: '2.0';
  config: { update_multi: true; width_mode: 'fill'; enable_forward: true; summary: { content: string } };
  header: {
    title: PlainText;
    subtitle?: PlainText;
    template: 'red' | 'orange' | 'green' | 'blue' | 'grey';
    text_tag_list?: { tag: 'text_tag'; text: PlainText; color: Colour }[];
  };
  body: { direction: 'vertical'; vertical_spacing: string; elements: Element[] };
}

export function plain(content: string): PlainText {
  return { tag: 'plain_text', content };
}

export function paragraph(content: string, style: Omit<PlainText, 'tag' | 'content'> = {}): Div {
  return { tag: 'div', text: { ...plain(content), ...style } };
}
