import net from 'node:net';

/** A request ready to be written: building and signing it is not part of what is measured. */
export function rawPost(path: string, headers: Record<string, string>, body: Buffer): Buffer {
  const lines = Object.entries({
    host: 'bench',
    'content-type': 'application/json',
    'content-length': String(body.length),
    ...headers,
  });
  return Buffer.concat([
    Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`),
    body,
  ]);
}

export interface LoadResult {
  perSecond: number;
  p50: number;
  p99: number;
  seconds: number;
}

/**
 * Sends every request once over `connections` keep-alive sockets, each waiting for its answer before the next.
 * @throws Error when any answer is not 200
 */
export async function load(port: number, requests: readonly Buffer[], connections: number): Promise<LoadResult> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
      let resolve: (text: string) => void = () => {};
      let received = '';
      socket.on('data', (chunk: Buffer) => {
        received += chunk.toString('latin1');
        if (!complete(received)) return;
        const answer = received;
        received = '';
        resolve(answer);
      });
      const failed = new Promise<never>((_, reject) => socket.on('error', reject));
      failed.catch(() => {});
      while (next < requests.length) {
        const request = requests[next++]!;
        const sent = performance.now();
        const answered = new Promise<string>((done) => (resolve = done));
        socket.write(request);
        const answer = await Promise.race([answered, failed]);
        if (!answer.startsWith('HTTP/1.1 200')) throw new Error(answer.slice(0, 300));
        times.push(performance.now() - sent);
      }
      socket.destroy();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  return { perSecond: Math.round(requests.length / seconds), p50: at(times, 0.5), p99: at(times, 0.99), seconds };
}

function complete(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /content-length: (\d+)/i.exec(text.slice(0, head));
  if (length) return text.length >= head + 4 + Number(length[1]);
  return text.endsWith('0\r\n\r\n');
}

/** @param sorted milliseconds, ascending */
export const at = (sorted: readonly number[], share: number): number =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

export const round = (value: number): number => Math.round(value * 100) / 100;
