import type { Fields, Routes } from './call.ts';
import { fromJson } from './json.ts';
import { Refusal } from './refusal.ts';
import { seconds } from './world.ts';
import type { World } from './world.ts';

const perCall = 100;

/** Codes of facts/marketplaces §5.3 that this shop can bring about. */
const codes = [1, 2, 3, 4, 10, 12];

/** The lost-push queue and the live status, facts/marketplaces §5.3; public calls, signed without token and shop. */
export const pushRoutes: Routes = {
  'push.get_lost_push_message': {
    method: 'GET',
    scope: 'public',
    async answer(world) {
      const waiting = lostOf(world).waiting();
      const page = waiting.slice(0, perCall);
      return {
        response: {
          push_message_list: page.map(({ body, at }) => lostView(world, body, at)),
          has_next_page: waiting.length > perCall,
          last_message_id: page.at(-1)?.id ?? 0,
        },
      };
    },
  },
  'push.confirm_consumed_lost_push_message': {
    method: 'POST',
    scope: 'public',
    async answer(world, fields) {
      lostOf(world).confirm(Number(fields.last_message_id));
      return {};
    },
  },
  'push.get_app_push_config': {
    method: 'GET',
    scope: 'public',
    answer: async (world) => ({
      response: {
        callback_url: world.pushes?.address ?? '',
        live_push_status: lostOf(world).status,
        blocked_shop_id: [],
        push_config_on_list: world.chat === 'granted' ? codes : codes.filter((code) => code !== 10),
        push_config_off_list: [],
      },
    }),
  },
};

function lostView(world: World, body: string, at: number): Fields {
  const push = fromJson(body) as Fields;
  return {
    ...(push.shop_id === undefined ? {} : { shop_id: push.shop_id }),
    code: push.code,
    // When it was lost, not when it was pushed first.
    timestamp: seconds(at),
    data: world.settings.lostPushData === 'text' ? body : push,
  };
}

function lostOf(world: World) {
  if (!world.pushes) throw new Refusal('error_server', 'Push is not running.');
  return world.pushes.lost;
}
