import type { Fields, Route, Routes } from './call.ts';
import { checkWindow } from './paging.ts';
import { Refusal } from './refusal.ts';
import { returnView } from './return-view.ts';
import { seconds } from './world.ts';
import type { Return, World } from './world.ts';

/** Returns, facts/marketplaces §5.4: pages count from 0, windows are optional but never longer than 15 days. */
export const returnRoutes: Routes = {
  'returns.get_return_list': {
    scope: 'shop',
    method: 'GET',
    async answer(world, fields) {
      const size = Number(fields.page_size);
      const from = Number(fields.page_no) * size;
      const inside = [...world.returns.values()]
        .filter((entry) => within(fields, 'create_time', entry.createdAt) && within(fields, 'update_time', entry.updatedAt))
        .filter(({ status }) => fields.status === undefined || status === fields.status)
        .map((entry) => returnView(world, entry))
        .filter((entry) =>
          ['negotiation_status', 'seller_proof_status'].every((name) => [undefined, entry[name]].includes(fields[name])),
        );
      return { response: { more: inside.length > from + size, return: inside.slice(from, from + size) } };
    },
  },
  'returns.get_return_detail': {
    scope: 'shop',
    method: 'GET',
    answer: async (world, fields) => ({ response: returnView(world, returnOf(world, fields)) }),
  },
  'returns.confirm': change('ACCEPTED'),
  'returns.dispute': change('SELLER_DISPUTE'),
  'returns.offer': change('REQUESTED'),
  'returns.accept_offer': change('ACCEPTED'),
};

/** What the seller may still do to a return ends when it is settled. */
function change(status: string): Route {
  return {
    scope: 'shop',
    method: 'POST',
    async answer(world, fields) {
      const entry = returnOf(world, fields);
      if (!['REQUESTED', 'PROCESSING', 'JUDGING'].includes(entry.status))
        throw new Refusal('returnsn.illegal', 'The status of the return does not allow this.');
      entry.status = status;
      entry.updatedAt = world.now();
      world.pushes?.returnChanged(entry);
      return { response: { return_sn: entry.id } };
    },
  };
}

function returnOf(world: World, fields: Fields): Return {
  const entry = world.returns.get(String(fields.return_sn));
  if (!entry) throw new Refusal('error_not_found', 'The return does not exist.');
  return entry;
}

function within(fields: Fields, field: 'create_time' | 'update_time', at: number): boolean {
  const [from, to] = [fields[`${field}_from`], fields[`${field}_to`]];
  if (from === undefined && to === undefined) return true;
  checkWindow(from, to, 'error_param');
  return seconds(at) >= Number(from) && seconds(at) <= Number(to);
}
