import type { Language } from '../clocks/language.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import type { ClockStep, EscalationPolicy, WaitingStep } from './policy.ts';
import { audienceWords, levelWords, meansWords, whenWords } from './policy-words.ts';

/** The policy, one step a line, each as it could be typed. */
export function formatPolicy(policy: EscalationPolicy, language: Language): string[] {
  const levels = ['urgent', 'important', 'normal'] as const;
  return [
    ...levels.flatMap((level) =>
      policy[level].map((step) => `${levelWords[level][language][0]} ${waitingWords(step, language)}`),
    ),
    ...policy.clock.map((step) => `${step.percent}% ${tellingWords(step, language)}`),
  ];
}

function waitingWords(step: WaitingStep, language: Language): string {
  const zh = language === 'zh';
  const after = step.afterMs === 0 ? (zh ? '立刻' : 'at once') : formatDuration(step.afterMs, language);
  const { repeat } = step;
  const again = repeat
    ? zh
      ? ` 每${formatDuration(repeat.everyMs, language)} ${repeat.times}次`
      : ` every ${formatDuration(repeat.everyMs, language)} ${repeat.times} times`
    : '';
  return `${after} ${tellingWords(step, language)}${again}`;
}

function tellingWords({ tell, by, when }: Pick<ClockStep, 'tell' | 'by' | 'when'>, language: Language): string {
  const words = [
    audienceWords[tell][language][0],
    ...by.map((means) => meansWords[means][language][0]),
    whenWords[when][language][0],
  ];
  return words.filter((word) => word !== undefined).join(' ');
}
