/** What a message is about, in the order the topic model numbers them. FEATURES B5. */
export const topics = [
  'logistics',
  'product',
  'return',
  'refund',
  'complaint',
  'invoice',
  'cancellation',
  'presale',
  'other',
] as const;
export type Topic = (typeof topics)[number];
