import { createServer } from 'node:net';
import type { Config } from '../config.ts';
import type { Finding } from './finding.ts';
import { say } from './say.ts';

/** Whether the port is free for the service. */
export async function checkPort(config: Config): Promise<Finding> {
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
