import { GengfuError } from '../errors.ts';
import { bodyExcerpt } from '../inbox/body-excerpt.ts';
import { faultCode } from '../inbox/fault-code.ts';
import { findParked } from '../inbox/parked-events.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** As much as a chat message holds on every messenger. */
const most = 1_200;

/** One event that could not be processed, as it came. A raw event may say more than a card: agents and above. */
export const faultShow = defineCommand({
  spec: {
    name: 'fault show',
    zh: ['异常 查看'],
    params: [{ name: 'code', kind: 'word', label: { zh: '编号', en: 'code' } }],
    example: { zh: '/异常 查看 3f9a12bc', en: '/fault show 3f9a12bc' },
  },
  about: 'help.fault_show',
  least: 'agent',
  async run(desk, { code: typed }) {
    const texts = textsOf(desk);
    const event = await findParked(desk.db, typed);
    if (!event) throw new GengfuError('unknown_fault', { typed: typed.slice(0, 40) });
    return {
      text: texts('say.fault', {
        code: faultCode(event.id),
        store: desk.stores.get(event.storeId)?.name ?? event.storeId,
        source: event.source,
        at: texts.time(event.receivedAt, desk.clock.now()),
        reason: event.error,
        body: bodyExcerpt(event, most),
      }),
    };
  },
});
