import type { Level } from '../../cards/card.ts';
import { readDuration } from '../clocks/parse-duration.ts';
import { GengfuError } from '../errors.ts';
import { clockStep, waitingStep } from './policy.ts';
import type { ClockStep, WaitingStep } from './policy.ts';
import type { Means } from './means.ts';
import { audienceWords, levelWords, meansWords, readWord, whenWords } from './policy-words.ts';

/** One change of the policy: a step set at its time, the steps of a time taken away, or all as it was at first. */
export type PolicyEdit =
  | { kind: 'reset' }
  | { kind: 'waiting'; level: Level; step: WaitingStep }
  | { kind: 'clock'; step: ClockStep }
  | { kind: 'remove'; level: Level | null; at: number; when: ClockStep['when'] };

/** Steps later than this are nobody's alarm any more. */
const longestMs = 7 * 86_400_000;

interface Said {
  level?: Level;
  /** Milliseconds after it began to ring. */
  after?: number;
  percent?: number;
  tell?: ClockStep['tell'];
  by: Means[];
  when: ClockStep['when'];
  everyMs?: number;
  times?: number;
  remove?: true;
}

/**
 * `紧急 5分钟 加急值班`, `urgent 15m supervisors phone off-hours every 15m 3 times`, `80% 下一位 私信`, `重要 30分钟 取消`, `默认`; the
 * words in any order. @throws GengfuError bad_escalation with `typed`, the part that was not understood
 */
export function parsePolicyEdit(text: string): PolicyEdit {
  const typed = text.normalize('NFKC').toLowerCase().trim();
  if (/^(?:默认|恢复默认|default|reset)$/u.test(typed)) return { kind: 'reset' };
  const said = readAll(typed);
  const { level, after, percent, tell, by, when, everyMs, times = 3, remove } = said;
  const lacks = (what: string): GengfuError => new GengfuError('bad_escalation', { typed: what });
  if (remove) {
    if (percent !== undefined) return { kind: 'remove', level: null, at: percent, when };
    if (level === undefined || after === undefined) throw lacks(text);
    return { kind: 'remove', level, at: after, when };
  }
  if (tell === undefined || by.length === 0) throw lacks(text);
  const telling = { tell, by: [...new Set(by)], when };
  const parsed =
    percent !== undefined
      ? clockStep.safeParse({ percent, ...telling })
      : waitingStep.safeParse({ afterMs: after, ...telling, ...(everyMs ? { repeat: { everyMs, times } } : {}) });
  if (!parsed.success || (percent === undefined && (level === undefined || (after ?? 0) > longestMs))) throw lacks(text);
  return percent !== undefined
    ? { kind: 'clock', step: parsed.data as ClockStep }
    : { kind: 'waiting', level: level!, step: parsed.data as WaitingStep };
}

function readAll(typed: string): Said {
  const said: Said = { by: [], when: 'always' };
  let left = typed;
  while (left !== '') {
    const length = readOne(left, said);
    if (length === 0) throw new GengfuError('bad_escalation', { typed: /^\S+/u.exec(left)?.[0].slice(0, 20) ?? left });
    left = left.slice(length).replace(/^[\s,;、+和及:]+/u, '');
  }
  return said;
}

/** Reads one word or number into `said`. @returns characters read, 0 when nothing fits */
function readOne(text: string, said: Said): number {
  const level = readWord(levelWords, text);
  if (level && said.level === undefined) return ((said.level = level.name), level.length);
  const when = readWord(whenWords, text);
  if (when) return ((said.when = when.name), when.length);
  const tell = readWord(audienceWords, text);
  if (tell && said.tell === undefined) return ((said.tell = tell.name), tell.length);
  const means = readWord(meansWords, text);
  if (means) return (said.by.push(means.name), means.length);
  const plain =
    /^(?:(?<now>立刻|立即|马上|at once|immediately|now)|(?<remove>取消|删除|off|remove)|(?<percent>\d{1,3})\s*%|(?<times>\d{1,2})\s*(?:次|times))/u.exec(
      text,
    );
  const { now, remove, percent, times } = plain?.groups ?? {};
  if (now) said.after = 0;
  if (remove) said.remove = true;
  if (percent) said.percent = Number(percent);
  if (times) said.times = Number(times);
  if (plain) return plain[0].length;
  const every = /^(?:每隔?|every\s*)/u.exec(text)?.[0].length ?? 0;
  const duration = readDuration(text.slice(every));
  if (!duration) return 0;
  if (every > 0) said.everyMs = duration.ms;
  else said.after = duration.ms;
  return every + duration.length;
}
