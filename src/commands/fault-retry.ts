import { setTimeout as wait } from 'node:timers/promises';
import { GengfuError } from '../errors.ts';
import { findParked } from '../inbox/parked-events.ts';
import { readRetried, retryParked } from '../inbox/retry-parked.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** So long the answer waits for what comes of it; cards appear whenever they are ready. */
const patienceMs = 3_000;

/** Tries parked events again, after a repair: of the shop's format, of a store's settings, of Gengfu. */
export const faultRetry = defineCommand({
  spec: {
    name: 'fault retry',
    zh: ['异常 重试'],
    params: [{ name: 'code', kind: 'word', label: { zh: '编号或「全部」', en: 'code, or all' } }],
    example: { zh: '/异常 重试 全部', en: '/fault retry all' },
  },
  about: 'help.fault_retry',
  least: 'supervisor',
  async run(desk, { code: typed }, { by }) {
    const texts = textsOf(desk);
    const ids = await retryParked(desk, { which: await meant(), by });
    if (ids.length === 0) return { text: texts('say.no_faults') };
    desk.processor.wake();
    await Promise.race([desk.processor.idle(), wait(patienceMs, undefined, { ref: false })]);
    const { done, parked, pending, ticket, reason } = await readRetried(desk.db, ids);
    const summary = texts('say.fault_retried', { count: ids.length, done, parked, pending });
    const detail = ticket ?? reason;
    return { text: detail ? `${summary} ${detail}` : summary };

    async function meant(): Promise<string[] | 'all'> {
      if (/^(?:all|全部|所有)$/iu.test(typed)) return 'all';
      const event = await findParked(desk.db, typed);
      if (!event) throw new GengfuError('unknown_fault', { typed: typed.slice(0, 40) });
      return [event.id];
    }
  },
});
