import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy whose open connections can fall silent without ending, as behind a router that forgot them. */
export async function startMuteProxy(
  target: number,
): Promise<{ port: number; mute(): void; connections(): number; stop(): Promise<void> }> {
  const pairs: { near: Socket; far: Socket }[] = [];
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    pairs.push({ near, far });
    near.on('data', (chunk) => far.write(chunk)).on('error', () => far.destroy());
    far.on('data', (chunk) => near.write(chunk)).on('error', () => near.destroy());
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    mute() {
      for (const { near, far } of pairs) {
        near.removeAllListeners('data').resume();
        far.removeAllListeners('data').resume();
        far.removeAllListeners('close');
      }
    },
    connections: () => pairs.length,
    async stop() {
      for (const { near, far } of pairs) {
        near.destroy();
        far.destroy();
      }
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
