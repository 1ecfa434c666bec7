import { GengfuError } from '../errors.ts';
import { formatDuration, parseDuration } from '../clocks/parse-duration.ts';
import { parseWarningPercents } from '../clocks/parse-warning-percents.ts';
import { defaultWarningPercents } from '../clocks/warnings.ts';
import { changeSetting } from '../change-setting.ts';
import { platformNames } from '../rules/platform-names.ts';
import { requireRole } from '../people/actor.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { describePolicies } from './describe-policies.ts';

const hourMs = 3_600_000;
const longestMs = 90 * 24 * hourMs;
/** A span, yet none above zero. */
const belowOne = /^\s*(?:[-\u2212\uFF0D负]\s*[\d零半一两二三四五六七八九十]|0+(?:\.0*)?\s*[^\d.]|零)/u;
const refusals = { unreadable: 'unreadable_warnings', outside: 'warning_outside', too_many: 'too_many_warnings' } as const;

/**
 * Without arguments what is in force; `/sla 2h` sets the team's target, `/sla amazon 12h` a stricter platform limit,
 * `/sla amazon off` takes it back; `/sla warn 50% 80%` says at which shares of a deadline people are warned.
 * @throws GengfuError unknown_platform, unreadable_limit, unreadable_duration, limit_outside, unreadable_warnings, warning_outside, too_many_warnings
 */
export const sla = defineCommand({
  spec: {
    name: 'sla',
    zh: ['时限'],
    params: [
      { name: 'platform', kind: 'word', label: { zh: '平台或目标', en: 'platform or target' }, optional: true },
      { name: 'limit', kind: 'rest', label: { zh: '时限', en: 'limit' }, optional: true },
    ],
    example: { zh: '/时限 amazon 12小时', en: '/sla amazon 12h' },
  },
  about: 'help.sla',
  least: 'viewer',
  async run(desk, { platform, limit }, { by }) {
    const texts = textsOf(desk);
    if (platform !== undefined) {
      requireRole(by, 'supervisor');
      if (/^(?:提醒|预警|warn(?:ings?)?)$/iu.test(platform)) await setWarnings(limit);
      else await setLimit(platform, limit);
    }
    const lines = describePolicies(desk);
    return {
      text: texts('say.sla', {
        target: formatDuration(desk.settings.get('firstResponseMs'), texts.language),
        warnings: [...desk.settings.get('warningPercents'), 100]
          .map((percent) => `${percent}%`)
          .join(texts.language === 'zh' ? '、' : ', '),
        lines: lines.join('\n') || texts('say.sla_none'),
      }),
    };

    async function setWarnings(typed = ''): Promise<void> {
      const isDefault = /^(?:默认|default)$/iu.test(typed.trim());
      const percents = isDefault ? [...defaultWarningPercents] : parseWarningPercents(typed);
      if (typeof percents === 'string') throw new GengfuError(refusals[percents], { typed: typed.trim().slice(0, 30) || '—' });
      await changeSetting(desk, { key: 'warningPercents', value: percents, by });
    }

    async function setLimit(name: string, typed = ''): Promise<void> {
      const known = platformNames.idOf(name);
      if (!known && typed === '')
        return changeSetting(desk, { key: 'firstResponseMs', value: readLimit(name, 'unreadable_limit'), by });
      if (!known) throw new GengfuError('unknown_platform', { platform: name });
      const { [known]: _, ...others } = desk.settings.get('policyOverrides');
      if (/^(?:off|取消|默认)$/iu.test(typed.trim())) return changeSetting(desk, { key: 'policyOverrides', value: others, by });
      const span = readLimit(typed || name, 'unreadable_duration');
      return changeSetting(desk, { key: 'policyOverrides', value: { ...others, [known]: span / hourMs }, by });
    }

    function readLimit(typed: string, unreadable: 'unreadable_limit' | 'unreadable_duration'): number {
      const span = parseDuration(typed);
      if (span === null && !belowOne.test(typed)) throw new GengfuError(unreadable, { typed: typed.slice(0, 30) });
      if (span === null || span > longestMs)
        throw new GengfuError('limit_outside', { most: formatDuration(longestMs, texts.language) });
      return span;
    }
  },
});
