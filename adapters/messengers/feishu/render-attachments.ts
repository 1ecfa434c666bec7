import type { Card, CardAttachment } from '../../../cards/card.ts';
import { paragraph, plain } from './card-json.ts';
import type { Button, ColumnSet, Div, Element, Img } from './card-json.ts';

/** Pictures in one row; a fourth begins another. */
const rowLength = 3;

/**
 * The buyer's files: pictures the platform has already, and every file by name, as a button that opens it where it has a
 * link. Names are the buyer's words and stay plain text.
 */
export function renderAttachments({ attachments = [] }: Card): Element[] {
  const pictures = attachments.flatMap(({ name, thumbnail }): Img[] => {
    const key = thumbnail?.keys.feishu;
    return key === undefined ? [] : [{ tag: 'img', img_key: key, alt: plain(name) }];
  });
  const rows = Array.from({ length: Math.ceil(pictures.length / rowLength) }, (_, row) =>
    pictureRow(pictures.slice(row * rowLength, (row + 1) * rowLength)),
  );
  return [...rows, ...attachments.map(renderName)];
}

/** A lone picture does not fill the card. */
function pictureRow(pictures: Img[]): ColumnSet {
  const widths = pictures.length === 1 ? [...pictures.map((picture) => [picture]), []] : pictures.map((picture) => [picture]);
  return {
    tag: 'column_set',
    flex_mode: 'none',
    horizontal_spacing: '8px',
    columns: widths.map((elements) => ({ tag: 'column', width: 'weighted', weight: 1, elements })),
  };
}

function renderName({ name, size, advice, link }: CardAttachment): Div | Button {
  const label = `📎 ${[name, size, advice].filter(Boolean).join(' · ')}`;
  if (link === undefined) return paragraph(label, { text_size: 'notation', text_color: 'grey' });
  return { tag: 'button', type: 'text', size: 'small', text: plain(label), behaviors: [{ type: 'open_url', default_url: link }] };
}
