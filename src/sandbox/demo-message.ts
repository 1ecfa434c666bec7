/** A buyer's message of the demo, with translations by hand. */
export interface DemoMessage {
  store: 'amazon-de' | 'shopee-my';
  buyer: string;
  /** null = asks before buying. */
  order: string | null;
  product: string;
  /** FEATURES B5. */
  topic: 'logistics' | 'product' | 'return' | 'refund' | 'complaint' | 'invoice' | 'cancellation' | 'presale' | 'other';
  /** BCP 47 code of `text`. */
  language: string;
  text: string;
  zh: string;
  en: string;
}
