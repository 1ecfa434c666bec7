import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostedFile {
  bytes?: Uint8Array | string;
  type?: string;
  status?: number;
  /** Statuses that come first, one a request. */
  first?: number[];
}

/** A marketplace's server for buyers' files. */
export async function openFileHost() {
  const files = new Map<string, HostedFile>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    asked.push(path);
    const file = files.get(path);
    const status = file?.first?.shift() ?? (file ? (file.status ?? 200) : 404);
    response.writeHead(status, { 'content-type': file?.type ?? 'application/octet-stream' });
    response.end(status === 200 ? file?.bytes : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    /** Paths, in the order of asking. */
    asked,
    put(path: string, file: HostedFile): string {
      files.set(path, file);
      return `http://${host}${path}?key=not-for-logs`;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
