import type { RunningService } from '../running-service.ts';
import type { Finding } from './finding.ts';
import { say } from './say.ts';

/** Whether a running service answers and is ready. */
export async function checkService(running: RunningService): Promise<Finding> {
  const subject = say('服务', 'service');
  const ready = await fetch(`${running.url}/readyz`, { signal: AbortSignal.timeout(6_000) }).then(
    async (response) => ({ ok: response.ok, failed: failedIn(await response.text()) }),
    () => null,
  );
  if (ready && !ready.ok)
    return {
      state: 'failed',
      subject,
      words: say(`正在运行,但没有就绪:${ready.failed}`, `runs at ${running.url} and is not ready: ${ready.failed}`),
    };
  return ready
    ? { state: 'ok', subject, words: say(`正在运行,${running.url}`, `keeps watch at ${running.url}`) }
    : {
        state: 'failed',
        subject,
        words: say(
          `进程 ${running.pid} 占着数据目录,但 ${running.url} 没有应答`,
          `process ${running.pid} holds the data folder, but ${running.url} does not answer`,
        ),
      };
}

/** Names of the checks that failed, as /readyz tells them. */
function failedIn(text: string): string {
  try {
    const { checks = {} } = JSON.parse(text) as { checks?: Record<string, string> };
    return Object.keys(checks)
      .filter((name) => checks[name] !== 'ok')
      .join(', ');
  } catch {
    return '?';
  }
}
