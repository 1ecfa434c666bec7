/** An order as rules see it, beside its total. */
export interface OrderFacts {
  /** ISO 3166 of the delivery address, lower case; null while unknown. */
  shipTo: string | null;
  /** Units of all its items. */
  quantity: number;
  /** Instants at which the same buyer ordered in the week before it, itself included. */
  sameBuyer: readonly number[];
  /** The same for the delivery address. */
  sameAddress: readonly number[];
  /** Medians of the store's last 28 days in the same currency; null where there are too few orders to say. */
  usual: { quantity: number; total: number } | null;
}

declare module './facts.ts' {
  interface MessageFacts {
    order?: OrderFacts;
  }
}
