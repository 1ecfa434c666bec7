import { buyerIndex } from '../inbox/ledger.ts';
import type { Desk } from '../desk.ts';

/** Rows of a person by the names that the platform has for them; also what is filed under those names alone. */
export async function findBuyers(desk: Pick<Desk, 'db'>, request: { storeId: string; buyerIds: readonly string[] }) {
  const { storeId, buyerIds } = request;
  const indexes = buyerIds.map((id) => buyerIndex(desk, storeId, id));
  const { read } = desk.db;
  const buyers = await read.buyer.findMany({ where: { storeId, externalIndex: { in: indexes } } });
  const conversations = await read.conversation.findMany({ where: { buyerId: { in: buyers.map(({ id }) => id) } } });
  return { indexes, buyers, conversations };
}
