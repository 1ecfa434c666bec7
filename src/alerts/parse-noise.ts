import { parseDuration } from '../clocks/parse-duration.ts';
import type { NoiseSettings } from './noise-settings.ts';

const off = /^(?:关|关闭|off|0)$/iu;

/**
 * One measure as people set it: `冷却 30分钟`, `group 3 10m`, `抖动 6 1小时`, `quiet normal,important 22:00-8:00`, `安静 关`.
 * @returns what it changes, null when it says something else
 */
export function parseNoise(text: string): Partial<NoiseSettings> | null {
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
      return isOff ? { groupMs: 0 } : counted(said, (groupLoud, groupMs) => ({ groupLoud, groupMs }));
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

const span = (key: 'coolDownMs' | 'inhibitMs', ms: number | null): Partial<NoiseSettings> | null =>
  ms === null || ms > longestMs ? null : { [key]: ms };

function counted(said: string, make: (times: number, ms: number) => Partial<NoiseSettings>): Partial<NoiseSettings> | null {
  const [, times = '', rest = ''] = /^(\d{1,3})\s*(?:张|次|单)?\s+(.+)$/u.exec(said) ?? [];
  const ms = parseDuration(rest);
  return Number(times) > 0 && ms !== null && ms <= longestMs ? make(Number(times), ms) : null;
}

const levels = { 重要: 'important', important: 'important', 普通: 'normal', normal: 'normal' } as const;

function quietHours(said: string): Partial<NoiseSettings> | null {
  const found = /^(\S+?)\s+(\d{1,2})(?::(\d\d))?\s*[-–~至到]\s*(\d{1,2})(?::(\d\d))?$/u.exec(said);
  if (!found) return null;
  const named = found[1]!.split(/[,，、]/u).map((word) => levels[word.toLowerCase() as keyof typeof levels]);
  const minute = (hour: string, rest = '0'): number => (Number(hour) % 24) * 60 + Number(rest);
  const [from, to] = [minute(found[2]!, found[3]), minute(found[4]!, found[5])];
  if (named.some((level) => level === undefined) || from > 1439 || to > 1439 || from === to) return null;
  return { quiet: { from, to, levels: [...new Set(named)] } };
}
