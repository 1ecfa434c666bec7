/**
 * By sales order: the relay's address is another one in each message and says nothing about the buyer
 * (facts: Walmart §9). A question without an order stands alone.
 */
export function threadKey(relay: string, salesOrderId: string | undefined): string {
  return salesOrderId === undefined ? `relay:${relay}` : `order:${salesOrderId}`;
}
