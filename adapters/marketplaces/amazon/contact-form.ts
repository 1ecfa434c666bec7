export interface ContactForm {
  orderId?: string;
  item?: string;
  reason: string;
  details: string;
}

const labels = ['order#', 'item', 'reason', 'details'] as const;
type Label = (typeof labels)[number];

/**
 * Reads the form by which Amazon's customer service passes on what a buyer told it: lines `Order#:`, `Item:`,
 * `Reason:` and `Details:`, the last running to the end (facts: Amazon 3.3). null when the text is no such form.
 */
export function readContactForm(text: string): ContactForm | null {
  const values = new Map<Label, string>();
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const label = labels.find((candidate) => labelOf(line) === candidate);
    if (label === undefined || values.has(label)) continue;
    const value = line.slice(line.indexOf(':') + 1);
    if (label === 'details') values.set(label, [value, ...lines.slice(at + 1)].join('\n').trim());
    else values.set(label, value.trim());
    if (label === 'details') break;
  }
  const details = values.get('details');
  const order = values.get('order#');
  const reason = values.get('reason');
  if (details === undefined || order === undefined || reason === undefined) return null;
  const orderId = /\d{3}-\d{7}-\d{7}/.exec(order)?.[0];
  const item = values.get('item');
  return { ...(orderId ? { orderId } : {}), ...(item ? { item } : {}), reason, details };
}

function labelOf(line: string): string {
  const colon = line.indexOf(':');
  return colon < 1 || colon > 20 ? '' : line.slice(0, colon).trim().toLowerCase().replace(' #', '#');
}
