import type { StoreRecord } from '../stores/store-record.ts';

/** Messages that a seller may begin: about one order, of kinds that the platform names and allows. */
export interface Proactive {
  /** What may be sent about an order right now. @throws MarketplaceError */
  allowed(orderId: string, store: StoreRecord): Promise<ProactiveKind[]>;
  /** @throws ReplyError */
  send(message: ProactiveMessage, store: StoreRecord): Promise<void>;
}

export interface ProactiveKind {
  /** The platform's own name of it. */
  name: string;
  /** Characters; absent = the platform writes the text itself. */
  textLimit?: number;
}

export interface ProactiveMessage {
  orderId: string;
  /** ProactiveKind.name */
  kind: string;
  text?: string;
}
