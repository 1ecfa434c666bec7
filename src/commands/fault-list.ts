import { countBacklog } from '../inbox/count-backlog.ts';
import { faultCode } from '../inbox/fault-code.ts';
import { listParked } from '../inbox/parked-events.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

const most = 10;

/** Events that could not be processed and wait for a person. */
export const faultList = defineCommand({
  spec: {
    name: 'fault list',
    zh: ['异常 列表', '异常'],
    aliases: ['faults', 'fault'],
    params: [],
    example: { zh: '/异常 列表', en: '/fault list' },
  },
  about: 'help.fault_list',
  least: 'viewer',
  async run(desk) {
    const texts = textsOf(desk);
    const [events, { parked: count }] = await Promise.all([listParked(desk.db.read, most), countBacklog(desk.db.read)]);
    if (events.length === 0) return { text: texts('say.no_faults') };
    const lines = events.map(({ id, storeId, receivedAt, error }) =>
      texts('say.fault_line', {
        code: faultCode(id),
        store: desk.stores.get(storeId)?.name ?? storeId,
        at: texts.time(receivedAt, desk.clock.now()),
        reason: error,
      }),
    );
    if (count > lines.length) lines.push(texts('say.more', { count: count - lines.length }));
    return { text: [texts('say.faults_title', { count }), ...lines].join('\n') };
  },
});
