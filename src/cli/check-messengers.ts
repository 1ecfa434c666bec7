import type { Config } from '../config.ts';
import type { Checks } from '../join-adapters.ts';
import type { RunningService } from '../running-service.ts';
import type { Finding } from './finding.ts';
import { messengerTrouble } from './messenger-trouble.ts';
import { say } from './say.ts';

/** Messengers by the name the product gives them. */
export const messengerNames = ['feishu', 'dingtalk', 'wecom'] as const;
export type MessengerName = (typeof messengerNames)[number];

const known: Record<MessengerName, { zh: string; en: string }> = {
  feishu: { zh: '飞书', en: 'Feishu' },
  dingtalk: { zh: '钉钉', en: 'DingTalk' },
  wecom: { zh: '企业微信', en: 'WeCom' },
};

export const messengerTitle = (name: MessengerName): string => say(known[name].zh, known[name].en);

/**
 * Whether the messengers' credentials are good and, for the running service, whether the connections stand.
 * @param running the services on this machine: one connection at one of them is enough
 * @param only one messenger, also when it is not set up
 */
export async function checkMessengers(
  checks: Checks,
  { incomplete, redisUrl }: Pick<Config, 'incomplete' | 'redisUrl'>,
  running: readonly RunningService[],
  only?: MessengerName,
): Promise<Finding[]> {
  const up = running.length > 0 ? await connectionsOf(running) : null;
  const looked = await Promise.all(
    (only ? [only] : messengerNames).map((name) => checkOne(name, { checks, incomplete, up, many: redisUrl !== undefined })),
  );
  const findings = looked.flat();
  if (findings.length > 0) return findings;
  const words = only
    ? say(`没有设置;照 adapters/messengers/${only}/setup.md 做`, `not set up; follow adapters/messengers/${only}/setup.md`)
    : say('没有设置,只有沙盒', 'not set up; there is the sandbox only');
  return [{ state: only ? 'failed' : 'note', subject: only ? messengerTitle(only) : say('聊天软件', 'messenger'), words }];
}

async function checkOne(
  name: MessengerName,
  seen: { checks: Checks; incomplete: Config['incomplete']; up: ReadonlyMap<string, boolean> | null; many: boolean },
): Promise<Finding[]> {
  const { checks, incomplete, up, many } = seen;
  const subject = messengerTitle(name);
  const check = checks.messengers.get(name);
  const findings: Finding[] = incomplete
    .filter(({ messenger }) => messenger === name)
    .map(({ missing }) => ({
      state: 'failed',
      subject,
      words: say(`缺少 ${missing.join(' ')},服务不会启动`, `${missing.join(' ')} is missing; the service will not start`),
    }));
  if (!check || findings.length > 0) return findings;
  try {
    const { good, remarks } = await check.look();
    for (const words of good) findings.push({ state: 'ok', subject, words });
    for (const words of remarks) findings.push({ state: 'note', subject, words });
  } catch (error) {
    findings.push({ state: 'failed', subject, words: messengerTrouble(error, await check.advise()) });
  }
  if (up) findings.push({ subject, ...connectionWords(up.get(name) === true, many) });
  return findings;
}

/** Of many processes one may have the connection, on whichever machine. */
function connectionWords(stands: boolean, many: boolean): Omit<Finding, 'subject'> {
  if (stands) return { state: 'ok', words: say('服务已连接', 'the service is connected') };
  return many
    ? {
        state: 'note',
        words: say(
          '这台机器上的进程没有连着;若别处也没有,看日志',
          'no process on this machine is connected; if none is elsewhere, see the logs',
        ),
      }
    : { state: 'failed', words: say('服务没有连上;看它的日志', 'the service is not connected; see its log') };
}

async function connectionsOf(running: readonly RunningService[]): Promise<ReadonlyMap<string, boolean>> {
  const up = new Map<string, boolean>();
  for (const connections of await Promise.all(running.map(connectionsOfOne)))
    for (const [name, stands] of connections) up.set(name, stands || up.get(name) === true);
  return up;
}

async function connectionsOfOne({ url }: RunningService): Promise<ReadonlyMap<string, boolean>> {
  const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.text(),
    () => '',
  );
  return new Map(
    [...text.matchAll(/^gengfu_messenger_up\{messenger="(\w+)"\} (\d)/gm)].map(([, name, one]) => [name!, one === '1']),
  );
}
