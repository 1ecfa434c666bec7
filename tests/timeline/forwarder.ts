import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A proxy in front of the service, as most installations have one: its address is known before the service listens, and it
 * is the one that platforms are given and some of them sign.
 */
export async function startForwarder() {
  let target: string | null = null;
  const server = createServer((incoming, outgoing) => {
    const forward = async (): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      if (target === null) return void outgoing.writeHead(502).end();
      const { host: _, connection: __, 'content-length': ___, ...headers } = incoming.headers as Record<string, string>;
      const answer = await fetch(target, { method: incoming.method ?? 'POST', headers, body: Buffer.concat(chunks) });
      outgoing.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    };
    forward().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/push`,
    forwardTo: (url: string | null) => void (target = url),
    async stop() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
