import { readLabelledForm } from '../../mail/labelled-form.ts';

export interface ContactForm {
  orderId?: string;
  item?: string;
  reason: string;
  details: string;
}

/**
 * Reads the form by which Amazon's customer service passes on what a buyer told it: lines `Order#:`, `Item:`,
 * `Reason:` and `Details:`, the last running to the end (facts: Amazon 3.3). null when the text is no such form.
 */
export function readContactForm(text: string): ContactForm | null {
  const values = readLabelledForm(text, { labels: ['order#', 'item', 'reason', 'details'], closing: ['details'] });
  const details = values.get('details');
  const order = values.get('order#');
  const reason = values.get('reason');
  if (details === undefined || order === undefined || reason === undefined) return null;
  const orderId = /\d{3}-\d{7}-\d{7}/.exec(order)?.[0];
  const item = values.get('item');
  return { ...(orderId ? { orderId } : {}), ...(item ? { item } : {}), reason, details };
}
