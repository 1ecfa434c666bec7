import * as z from 'zod';
import { noiseSettings } from './alerts/noise-settings.ts';
import { escalationPolicy } from './escalation/policy.ts';
import type { Database, Write } from './store/database.ts';

const schemas = {
  language: z.enum(['zh', 'en']),
  /** Hours as /hours understands them, e.g. "周一至周五 9:00-18:00". */
  hours: z.string(),
  zone: z.string(),
  /** ISO 3166 country whose holidays the team keeps, or '' for none. */
  holidays: z.string(),
  /** Team target for the first answer, in milliseconds of business time. */
  firstResponseMs: z.number().int().positive(),
  /** Platform limits the supervisor set, by platform, in hours. */
  policyOverrides: z.record(z.string(), z.number().positive()),
  /** Milliseconds between rounds of a stream, by `platform.stream`, where a supervisor set them. */
  pollEveryMs: z.record(z.string(), z.number().int().positive()),
  /** Who is called when. */
  escalation: escalationPolicy,
  /** Team time after which a ticket that nothing happens to is taken from its owner, in milliseconds; 0 = never. */
  ownershipMs: z.number().int().nonnegative(),
  /** What keeps alerts from becoming noise. */
  noise: noiseSettings,
  /** Shares of a deadline at which people are warned before it ends, in percent, rising. */
  warningPercents: z.array(z.number().int().min(1).max(99)).max(6),
  /** Probability under which hearing nothing from a store is no chance any more. */
  silenceChance: z.number().positive().max(0.1),
  /** Which version of the platforms' own limits the open deadlines were counted by. */
  policyEdition: z.string(),
  /** Days that buyers' words, names and files are kept; 0 = for ever. */
  retentionDays: z.number().int().nonnegative().max(36_500),
  /** How far the sandbox clock was moved forward. */
  clockOffsetMs: z.number().int().nonnegative(),
} as const;

export type SettingKey = keyof typeof schemas;
export type SettingValue<Key extends SettingKey> = z.infer<(typeof schemas)[Key]>;

/** The workspace's settings, changed by command, held in memory. */
export interface Settings {
  get<Key extends SettingKey>(key: Key): SettingValue<Key>;
  /** Part of the caller's transaction; seen by `get` once that commits. */
  set<Key extends SettingKey>(tx: Write, key: Key, value: SettingValue<Key>): Promise<void>;
  onChange(listener: (key: SettingKey) => void): () => void;
  /** Takes in what another process changed. */
  reload(): Promise<void>;
}

export async function openSettings(db: Database, defaults: { [Key in SettingKey]: SettingValue<Key> }): Promise<Settings> {
  const values: Record<string, unknown> = { ...defaults };
  const listeners = new Set<(key: SettingKey) => void>();
  const texts = new Map<string, string>();

  async function reload(): Promise<void> {
    for (const { key, value } of await db.read.setting.findMany()) {
      const schema = schemas[key as SettingKey] as z.ZodType | undefined;
      if (!schema || texts.get(key) === value) continue;
      const parsed = schema.safeParse(JSON.parse(value));
      if (parsed.success) take(key as SettingKey, value, parsed.data);
    }
  }

  function take(key: SettingKey, text: string, value: unknown): void {
    texts.set(key, text);
    values[key] = value;
    for (const listener of listeners) listener(key);
  }

  await reload();
  return {
    reload,
    get: <Key extends SettingKey>(key: Key) => values[key] as SettingValue<Key>,
    async set(tx, key, value) {
      // Whatever let it through: a value that no schema takes would leave a desk that cannot speak.
      const text = JSON.stringify(schemas[key].parse(value));
      await tx.setting.upsert({ where: { key }, create: { key, value: text }, update: { value: text } });
      db.afterCommit(tx, () => take(key, text, value));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
