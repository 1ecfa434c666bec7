import { readLabelledForm } from '../../mail/labelled-form.ts';
import { stripQuotedText } from '../../mail/strip-quoted-text.ts';

export interface WalmartMessage {
  /** `customerOrderId` of the orders interface. */
  salesOrderId?: string;
  item?: string;
  /** The buyer's words, or the whole text where no `Message:` stands. */
  text: string;
}

const inWords = /\bsales order(?: (?:id|number|no\.?))? ?[:#]? {0,4}(\d{10,20})(?!\d)/i;

/** Reads `Sales Order ID:` … `Message:` (facts: Walmart §9). Labels of the item line are UNCONFIRMED; without one it stays away. */
export function readMessageForm(subject: string, body: string): WalmartMessage {
  const values = readLabelledForm(body, {
    labels: ['sales order id', 'sales order#', 'sales order', 'item', 'item name', 'product name', 'message'],
    closing: ['message'],
  });
  const label = values.get('sales order id') ?? values.get('sales order#') ?? values.get('sales order') ?? '';
  const salesOrderId = /(?<!\d)\d{10,20}(?!\d)/.exec(label)?.[0] ?? inWords.exec(subject)?.[1] ?? inWords.exec(body)?.[1];
  const item = values.get('item') || values.get('item name') || values.get('product name');
  return {
    ...(salesOrderId ? { salesOrderId } : {}),
    ...(item ? { item } : {}),
    text: stripQuotedText(values.get('message') || body),
  };
}
