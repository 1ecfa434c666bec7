import { defaultNoise } from './alerts/noise-settings.ts';
import { defaultWarningPercents } from './clocks/warnings.ts';
import type { Config } from './config.ts';
import { defaultEscalation } from './escalation/policy.ts';
import type { SettingKey, SettingValue } from './settings.ts';
import { defaultSilenceChance } from './traffic/count-tail.ts';

/** What the workspace's settings are until somebody changes them by command. */
export const settingDefaults = (config: Pick<Config, 'language' | 'zone'>): { [Key in SettingKey]: SettingValue<Key> } => ({
  language: config.language,
  hours: 'Mon-Fri 09:00-18:00',
  zone: config.zone,
  holidays: 'cn',
  firstResponseMs: 2 * 3_600_000,
  policyOverrides: {},
  pollEveryMs: {},
  escalation: defaultEscalation,
  ownershipMs: 3_600_000,
  noise: defaultNoise,
  warningPercents: [...defaultWarningPercents],
  silenceChance: defaultSilenceChance,
  policyEdition: '',
  retentionDays: 0,
  clockOffsetMs: 0,
});
