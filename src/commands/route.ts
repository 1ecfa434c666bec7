import { describeRoute } from '../routes/describe-route.ts';
import { readRoutes } from '../routes/read-routes.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** Which chats and people hear of which tickets. */
export const route = defineCommand({
  spec: {
    name: 'route',
    zh: ['路由', '路由 列表'],
    aliases: ['routes', 'route list'],
    params: [],
    example: { zh: '/路由', en: '/route' },
  },
  about: 'help.route',
  least: 'viewer',
  async run(desk, _, { chat }) {
    const texts = textsOf(desk);
    const routes = await readRoutes(desk.db.read);
    if (routes.length === 0) return { text: texts('route.none') };
    const lines = await Promise.all(routes.map((each) => describeRoute(desk, each, chat.id)));
    return { text: [texts('route.order'), ...lines].join('\n') };
  },
});
