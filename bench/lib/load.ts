import net from 'node:net';

/** A request ready to be written: building and signing it is not part of what is measured. */
export function rawPost(path: string, headers: Record<string, string>, body: Buffer): Buffer {
  const lines = Object.entries({
    host: '127.0.0.1',
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
  p999: number;
  seconds: number;
}

/**
 * Sends every request once over `connections` keep-alive sockets, each waiting for its answer before the next. Does as
 * little as it can between an answer and the next request: it shares the machine with what it measures.
 * @throws Error when any answer is not 200
 */
export async function load(port: number, requests: readonly Buffer[], connections: number): Promise<LoadResult> {
  const queue: Queue = { requests, next: 0, times: [] };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, () => askOneByOne(port, queue)));
  const seconds = (performance.now() - started) / 1000;
  const times = queue.times.sort((a, b) => a - b);
  return {
    perSecond: Math.round(requests.length / seconds),
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    p999: at(times, 0.999),
    seconds,
  };
}

interface Queue {
  requests: readonly Buffer[];
  next: number;
  /** Milliseconds from request to answer. */
  times: number[];
}

function askOneByOne(port: number, queue: Queue): Promise<void> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  let sent = 0;
  let received = '';
  const ask = (): void => {
    const request = queue.requests[queue.next++];
    if (!request) return void socket.end();
    sent = performance.now();
    socket.write(request);
  };
  return new Promise((resolve, reject) => {
    socket.on('connect', ask);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (!complete(received)) return;
      if (!received.startsWith('HTTP/1.1 200')) {
        socket.destroy();
        reject(new Error(received.slice(0, 300)));
        return;
      }
      received = '';
      queue.times.push(performance.now() - sent);
      ask();
    });
    socket.on('error', reject);
    socket.on('close', resolve);
  });
}

const lengthHeader = 'content-length: ';

function complete(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = text.toLowerCase().indexOf(lengthHeader);
  if (length >= 0 && length < head)
    return text.length >= head + 4 + Number.parseInt(text.slice(length + lengthHeader.length), 10);
  return text.endsWith('0\r\n\r\n');
}

/** @param sorted milliseconds, ascending */
export const at = (sorted: readonly number[], share: number): number =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

export const round = (value: number): number => Math.round(value * 100) / 100;
