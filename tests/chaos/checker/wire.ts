import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type Wire = Awaited<ReturnType<typeof layWire>>;

/** A TCP proxy in front of a server, on which lines are cut, fall silent and lose what was answered. */
export async function layWire(target: string) {
  const { hostname, port } = new URL(target);
  const lines = new Set<Socket>();
  const silent = new Set<Socket>();
  let frozen = false;
  let answersToLose = 0;

  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(from);
      from.on('data', (bytes) => {
        if (frozen || silent.has(from)) return void silent.add(near).add(far);
        if (from === far && answersToLose > 0) {
          answersToLose -= 1;
          return near.resetAndDestroy();
        }
        to.write(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        lines.delete(from);
        silent.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Ends every line. */
    cut: () => lines.forEach((line) => line.resetAndDestroy()),
    /** Half-open: what is sent on any line, old or new, goes nowhere, and nobody hears that it does. */
    freeze(): void {
      frozen = true;
    },
    /** New lines are good. Those that fell silent stay so, as a line does whose other end forgot it, until somebody gives them up. */
    thaw(): void {
      frozen = false;
    },
    /** The next so many answers are lost with their line, after the server has done what was asked. */
    loseAnswers(times: number): void {
      answersToLose = times;
    },
    heal(): void {
      frozen = false;
      answersToLose = 0;
    },
    async stop(): Promise<void> {
      for (const line of lines) line.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
