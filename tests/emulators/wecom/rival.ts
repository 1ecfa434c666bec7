import { once } from 'node:events';
import { WebSocket } from 'ws';
import { cmd, parseFrame } from './frames.ts';
import type { Frame } from './frames.ts';
import type { World } from './world.ts';

/** Another process with the same bot: it takes the connection over and does nothing with what it hears. */
export interface Rival {
  /** Everything that it was sent, acks included. */
  frames: Frame[];
  leave(): Promise<void>;
}

export async function startRival(world: World): Promise<Rival> {
  const ws = new WebSocket(world.url.replace('http', 'ws'));
  const frames: Frame[] = [];
  ws.on('message', (bytes: Buffer) => {
    const frame = parseFrame(bytes.toString());
    if (frame) frames.push(frame);
  });
  await once(ws, 'open');
  const body = { bot_id: world.botId, secret: world.secret };
  ws.send(JSON.stringify({ cmd: cmd.subscribe, headers: { req_id: `${cmd.subscribe}_rival` }, body }));
  await once(ws, 'message');
  return {
    frames,
    async leave() {
      if (ws.readyState === WebSocket.CLOSED) return;
      ws.close();
      await once(ws, 'close');
    },
  };
}
