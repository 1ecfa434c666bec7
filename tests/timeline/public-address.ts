import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PublicAddress {
  url: string;
  /** Where requests go from now on, whatever path they name; null = nobody is there. */
  leadTo(address: string | null): void;
  stop(): Promise<void>;
}

/** What stands in front of a service with a public name: the address is known before the service behind it is up. */
export async function openPublicAddress(): Promise<PublicAddress> {
  let target: string | null = null;
  let url = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      passOn(
        request.method ?? 'GET',
        new URL(request.url ?? '/', url).search,
        request.headers as Record<string, string>,
        body,
      ).then(
        ({ status, type, text }) => response.writeHead(status, { 'content-type': type }).end(text),
        () => response.writeHead(502).end(),
      );
    });
  });

  async function passOn(method: string, search: string, headers: Record<string, string>, body: Buffer) {
    if (target === null) return { status: 502, type: 'text/plain', text: 'nobody is there' };
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...passed } = headers;
    const answer = await fetch(target + search, {
      method,
      headers: passed,
      ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
    });
    return { status: answer.status, type: answer.headers.get('content-type') ?? 'text/plain', text: await answer.text() };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    leadTo: (address) => void (target = address),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
