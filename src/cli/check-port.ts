import { createServer } from 'node:net';
import type { Config } from '../config.ts';
import type { RunningService } from '../running-service.ts';
import type { Finding } from './finding.ts';
import { say } from './say.ts';

/** The running service answers, or its port is free for it. */
export async function checkPort(config: Config, running: RunningService | null): Promise<Finding> {
  if (running) {
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
  const subject = say('端口', 'port');
  const trouble = await tryListening(config);
  switch (trouble) {
    case null:
      return { state: 'ok', subject, words: say(`${config.port} 可用`, `${config.port} is free`) };
    case 'EADDRINUSE':
      return {
        state: 'failed',
        subject,
        words: say(
          `${config.port} 已被别的程序占用,请改 GENGFU_PORT`,
          `${config.port} is used by another program; set GENGFU_PORT`,
        ),
      };
    default:
      return {
        state: 'failed',
        subject,
        words: say(
          `${config.host}:${config.port} 不能用(${trouble}),检查 GENGFU_HOST`,
          `${config.host}:${config.port} cannot be used (${trouble}); check GENGFU_HOST`,
        ),
      };
  }
}

function tryListening({ host, port }: Config): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
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
