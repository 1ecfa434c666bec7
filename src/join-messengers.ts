import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { openCallBudget } from './notify/call-budget.ts';
import type { Messenger } from './ports/messenger.ts';
import { sandboxGroups, sandboxTeam } from './sandbox/sandbox-directory.ts';
import type { Database } from './store/database.ts';
import { createLease } from './store/lease.ts';
import { textsIn } from './texts/texts.ts';

export interface JoinedMessengers {
  messengers: Messenger[];
  /** After the messengers have stopped. */
  close(): Promise<void>;
}

/** Told once a month per messenger, when most of its calls are used. */
export type OnBudget = (state: { messenger: string; month: string; used: number; limit: number }) => void;

/** Told of every push that a messenger turned away: unreadable, forged, for another bot. */
export type OnRefused = (messenger: string) => void;

/** DingTalk counts its months in China. */
const dingtalkZone = 'Asia/Shanghai';

/** Where the messenger port meets its implementations. Only what is configured is loaded. */
export async function joinMessengers(parts: {
  config: Config;
  db: Database;
  clock: Clock;
  onBudget: OnBudget;
  onRefused: OnRefused;
}): Promise<JoinedMessengers> {
  const { config, db, clock, onBudget, onRefused } = parts;
  const { language, feishu, dingtalk, wecom } = config;
  const messengers: Messenger[] = [];
  const closings: (() => Promise<void>)[] = [];
  if (config.sandbox) {
    const { openChatLog } = await import('../adapters/messengers/sandbox/chat-log.ts');
    const { createSandbox } = await import('../adapters/messengers/sandbox/index.ts');
    messengers.push(
      createSandbox({
        log: openChatLog({ db, clock }),
        team: () => sandboxTeam(db),
        groups: () => sandboxGroups(db),
        clock,
        texts: textsIn(language, config.zone),
      }),
    );
  }
  if (feishu) {
    const { createFeishu } = await import('../adapters/messengers/feishu/index.ts');
    messengers.push(createFeishu({ ...feishu, language }, { clock, onRefused: () => onRefused('feishu') }));
  }
  if (dingtalk) {
    const { createDingtalk } = await import('../adapters/messengers/dingtalk/index.ts');
    const { monthlyCalls, ...options } = dingtalk;
    const budget = await openCallBudget({
      db,
      clock,
      name: 'dingtalk',
      zone: dingtalkZone,
      limit: monthlyCalls,
      onMostUsed: (state) => onBudget({ messenger: 'dingtalk', ...state }),
    });
    messengers.push(createDingtalk({ ...options, language }, { clock, budget, onRefused: () => onRefused('dingtalk') }));
    closings.push(() => budget.close());
  }
  if (wecom) {
    const { createWecom } = await import('../adapters/messengers/wecom/index.ts');
    const lease = createLease({ db, clock, name: 'wecom' });
    messengers.push(createWecom({ ...wecom, language }, { clock, lease, onRefused: () => onRefused('wecom') }));
  }
  return { messengers, close: async () => void (await Promise.all(closings.map((close) => close()))) };
}

/** What a look at a messenger found without disturbing it. */
export interface MessengerCheck {
  /** What is good, a sentence each. */
  good: string[];
  /** What could not be asked, or works with less. */
  remarks: string[];
}

/** What to do about a refusal, by the platform's code or one of ours; null for one that nobody foresaw. In the language of the settings. */
export type Advise = (code: string) => string | null;

export interface MessengerDoctor {
  /** @throws MessengerError, ZodError of the settings, or Error in words */
  look(): Promise<MessengerCheck>;
  advise(): Promise<Advise>;
}

type Advices = readonly { code: RegExp; zh: string; en: string }[];

/** By name, of the messengers that are configured. */
export function joinMessengerChecks({ language, feishu, dingtalk, wecom }: Config): Map<string, MessengerDoctor> {
  const checks = new Map<string, MessengerDoctor>();
  const from =
    (advices: Advices): Advise =>
    (code) =>
      advices.find((advice) => advice.code.test(code))?.[language] ?? null;
  if (feishu)
    checks.set('feishu', {
      look: async () => (await import('../adapters/messengers/feishu/check.ts')).checkFeishu({ ...feishu, language }),
      advise: async () => from((await import('../adapters/messengers/feishu/advice.ts')).feishuAdvice),
    });
  if (dingtalk) {
    const { monthlyCalls: _, ...options } = dingtalk;
    checks.set('dingtalk', {
      look: async () => (await import('../adapters/messengers/dingtalk/check.ts')).checkDingtalk({ ...options, language }),
      advise: async () => from((await import('../adapters/messengers/dingtalk/advice.ts')).dingtalkAdvice),
    });
  }
  if (wecom)
    checks.set('wecom', {
      look: async () => (await import('../adapters/messengers/wecom/check.ts')).checkWecom({ ...wecom, language }),
      advise: async () => from((await import('../adapters/messengers/wecom/advice.ts')).wecomAdvice),
    });
  return checks;
}
