import { removeRoute } from '../routes/change-routes.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const routeOff = defineCommand({
  spec: {
    name: 'route off',
    zh: ['路由 删除', '路由 取消'],
    aliases: ['route remove'],
    params: [{ name: 'number', kind: 'number', label: { zh: '路由编号', en: 'number of the route' } }],
    example: { zh: '/路由 删除 3', en: '/route off 3' },
  },
  about: 'help.route_off',
  least: 'supervisor',
  async run(desk, { number }, { by }) {
    await removeRoute(desk, { number, by });
    return { text: textsOf(desk)('route.removed', { number }) };
  },
});
