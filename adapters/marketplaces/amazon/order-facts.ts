export interface OrderFacts {
  orderId?: string;
  items: { id: string; title?: string }[];
  /** Token by which Amazon threads; belongs back below a reply. */
  commMgrTok?: string;
}

const orderNumber = /(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])/;
/** `1 / <title> [ASIN: B0XXXXXXXX]`; the number in front is not documented and therefore not read. */
const itemLine = /^\s*(?:\d{1,4}\s*\/\s*)?(.{0,500}?)\s*\[ASIN:\s*([A-Z0-9]{10})\s*\]/i;
const token = /\[commMgrTok:\s*([^\]\s]{1,120})\s*\]/;

/** What the frame around the buyer's words says. The order number is looked for in the subject first (facts: Amazon 3.3). */
export function orderFacts(subject: string, body: string): OrderFacts {
  const orderId = orderNumber.exec(subject)?.[0] ?? orderNumber.exec(body)?.[0];
  const commMgrTok = token.exec(body)?.[1];
  const items = new Map<string, { id: string; title?: string }>();
  for (const line of body.split('\n').filter((candidate) => candidate.length < 1_000)) {
    const [, title = '', asin] = itemLine.exec(line) ?? [];
    if (asin !== undefined && !items.has(asin)) items.set(asin, { id: asin, ...(title === '' ? {} : { title }) });
  }
  return { items: [...items.values()].slice(0, 50), ...(orderId ? { orderId } : {}), ...(commMgrTok ? { commMgrTok } : {}) };
}

/** A text without Amazon's thread tokens, which mean nothing to people. */
export function withoutToken(text: string): string {
  return text.replace(/\s*\[commMgrTok:\s*[^\]\s]{1,120}\s*\]/g, '').trim();
}
