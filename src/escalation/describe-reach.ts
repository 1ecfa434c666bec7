import type { Desk } from '../desk.ts';
import type { Reader, RowWrite } from '../store/database.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { readReach } from './read-reach.ts';

const spanMs = 30 * 86_400_000;

/** `近 30 天呼叫 41 次,送达 40 次,平均 1.2 秒`. */
export async function describeReach(desk: Desk, read: Reader | RowWrite): Promise<string> {
  const reach = await readReach(read, desk.clock.now() - spanMs);
  const sum = (figure: 'calls' | 'reached'): number => reach.reduce((total, each) => total + each[figure], 0);
  const [calls, reached] = [sum('calls'), sum('reached')];
  const waited = reach.reduce((total, each) => total + (each.meanMs ?? 0) * each.reached, 0);
  const seconds = reached > 0 ? (waited / reached / 1_000).toFixed(1) : '0';
  return textsOf(desk)('call.reach', { calls, reached, seconds });
}
