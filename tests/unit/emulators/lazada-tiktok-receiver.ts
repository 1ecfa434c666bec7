import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ReceivedPush {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** An address for pushes that answers as it is told. */
export async function startReceiver() {
  const received: ReceivedPush[] = [];
  let status: number | 'silence' = 200;
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      received.push({ headers: request.headers, body: body.toString() });
      if (status !== 'silence') response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    answer(next: number | 'silence'): void {
      status = next;
    },
    /** Everything pushed of a type, by the field that names it. */
    ofType(type: number): Record<string, unknown>[] {
      return received
        .map(({ body }) => JSON.parse(body) as { message_type?: number; type?: number; data: Record<string, unknown> })
        .filter((push) => (push.message_type ?? push.type) === type)
        .map(({ data }) => data);
    },
    async stop(): Promise<void> {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
