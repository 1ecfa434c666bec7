import { parseDuration } from '../clocks/parse-duration.ts';
import { parseShortSpan } from '../clocks/short-span.ts';
import { defaultNoise } from './noise-settings.ts';
import type { GroupKey, NoiseSettings } from './noise-settings.ts';

const off = /^(?:关|关闭|off|0)$/iu;
const on = /^(?:开|打开|on)$/iu;

/** What is never set: that somebody in need waits for the like of them. */
type Refused = 'urgent_waits';

/**
 * One measure as people set it: `冷却 30分钟`, `group 3 10m`, `分组 规则 商品`, `等待 普通 30秒`, `抖动 6 1小时`,
 * `quiet normal,important 22:00-8:00`, `安静 关`.
 * @param now what is in force
 * @returns what it changes, null when it says something else
 */
export function parseNoise(text: string, now: NoiseSettings): Partial<NoiseSettings> | Refused | null {
  const [name = '', ...rest] = text.normalize('NFKC').trim().split(/\s+/);
  const said = rest.join(' ');
  const isOff = off.test(said);
  switch (name.toLowerCase()) {
    case '冷却':
    case 'cooldown':
      return span('coolDownMs', isOff ? 0 : parseDuration(said));
    case '抑制':
    case 'inhibit':
      return span('inhibitMs', isOff ? 0 : parseDuration(said));
    case '归并':
    case 'group':
      if (/^by\s/iu.test(said)) return groupBy(said.slice(3));
      return isOff ? { groupMs: 0 } : counted(said, (groupLoud, groupMs) => ({ groupLoud, groupMs }));
    case '分组':
    case 'groupby':
      return groupBy(said);
    case '间隔':
    case 'interval':
      return span('groupMs', isOff ? 0 : parseDuration(said));
    case '等待':
    case 'wait':
      return wait(said, now);
    case '失联':
    case 'outage':
      return isOff || on.test(said) ? { inhibitByOutage: !isOff } : null;
    case '抖动':
    case 'flap':
      return isOff ? { flapMs: 0 } : counted(said, (flapTimes, flapMs) => ({ flapTimes, flapMs }));
    case '安静':
    case 'quiet':
      return isOff ? { quiet: null } : quietHours(said);
    default:
      return null;
  }
}

const longestMs = 86_400_000;
/** Whoever waits for the like of it for longer has not been told. */
const longestWaitMs = 600_000;

const span = (key: 'coolDownMs' | 'inhibitMs' | 'groupMs', ms: number | null): Partial<NoiseSettings> | null =>
  ms === null || ms > longestMs ? null : { [key]: ms };

function counted(said: string, make: (times: number, ms: number) => Partial<NoiseSettings>): Partial<NoiseSettings> | null {
  const [, times = '', rest = ''] = /^(\d{1,3})\s*(?:张|次|单)?\s+(.+)$/u.exec(said) ?? [];
  const ms = parseDuration(rest);
  return Number(times) > 0 && ms !== null && ms <= longestMs ? make(Number(times), ms) : null;
}

const keyWords: Readonly<Record<string, GroupKey>> = {
  规则: 'rule',
  rule: 'rule',
  店铺: 'store',
  店: 'store',
  store: 'store',
  商品: 'product',
  产品: 'product',
  sku: 'product',
  asin: 'product',
  product: 'product',
  买家: 'buyer',
  buyer: 'buyer',
};

function groupBy(said: string): Partial<NoiseSettings> | null {
  if (/^(?:默认|default)$/iu.test(said)) return { groupBy: defaultNoise.groupBy };
  const words = said.split(/[\s,，、+]+/u).filter((word) => word !== '');
  const keys = words.map((word) => (Object.hasOwn(keyWords, word.toLowerCase()) ? keyWords[word.toLowerCase()] : undefined));
  if (keys.length === 0 || keys.some((key) => key === undefined)) return null;
  return { groupBy: [...new Set(keys as GroupKey[])] };
}

const levels = { 重要: 'important', important: 'important', 普通: 'normal', normal: 'normal' } as const;
const levelOf = (word: string): 'important' | 'normal' | undefined =>
  Object.hasOwn(levels, word.toLowerCase()) ? levels[word.toLowerCase() as keyof typeof levels] : undefined;

function wait(said: string, { groupWaitMs }: NoiseSettings): Partial<NoiseSettings> | Refused | null {
  if (off.test(said)) return { groupWaitMs: { important: 0, normal: 0 } };
  const [, word = '', rest = ''] = /^(\S+)\s+(.+)$/u.exec(said) ?? [];
  if (/^(?:紧急|urgent)$/iu.test(word)) return 'urgent_waits';
  const level = levelOf(word);
  const ms = off.test(rest) ? 0 : parseShortSpan(rest);
  return level && ms !== null && ms <= longestWaitMs ? { groupWaitMs: { ...groupWaitMs, [level]: ms } } : null;
}

function quietHours(said: string): Partial<NoiseSettings> | null {
  const found = /^(\S+?)\s+(\d{1,2})(?::(\d\d))?\s*[-–~至到]\s*(\d{1,2})(?::(\d\d))?$/u.exec(said);
  if (!found) return null;
  const named = found[1]!.split(/[,，、]/u).map(levelOf);
  const minute = (hour: string, rest = '0'): number => (Number(hour) % 24) * 60 + Number(rest);
  const [from, to] = [minute(found[2]!, found[3]), minute(found[4]!, found[5])];
  if (from > 1439 || to > 1439 || from === to) return null;
  const meant = named.filter((level) => level !== undefined);
  return meant.length < named.length ? null : { quiet: { from, to, levels: [...new Set(meant)] } };
}
