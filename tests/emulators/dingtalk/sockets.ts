import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Gateway, Subscription } from './gateway.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

export interface Frame {
  type: 'EVENT' | 'CALLBACK';
  topic: string;
  messageId: string;
  headers?: Record<string, string>;
  /** A JSON string, as everything in `data` (facts/messengers §3.2). */
  data: string;
}

export interface Ack {
  code: number;
  data: unknown;
}

interface Connection {
  id: string;
  subscriptions: Subscription[];
  /** Half-open: nothing is read, answered or closed any more. */
  frozen: boolean;
  /** Told to disconnect: nothing is sent any more. */
  silent: boolean;
}

interface Downstream {
  code: number;
  headers?: { messageId?: string };
  data?: string;
}

const maxConnections = 50;

/** Stream connections of facts/messengers §3.2: JSON frames, acks, and what goes wrong with them. */
export class Sockets {
  readonly #world: World;
  readonly #gateway: Gateway;
  readonly #silentWindowMs: number;
  /** Pongs are sent by hand so that a frozen connection sends none. */
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #live = new Map<WebSocket, Connection>();
  readonly #acks = new Map<string, (ack: Ack) => void>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #rejected: () => boolean = () => false;

  constructor(parts: { world: World; gateway: Gateway; silentWindowMs: number; pingIntervalMs: number }) {
    this.#world = parts.world;
    this.#gateway = parts.gateway;
    this.#silentWindowMs = parts.silentWindowMs;
    this.#timers.add(setInterval(() => void this.ping(), parts.pingIntervalMs).unref());
  }

  get count(): number {
    return this.#live.size;
  }

  listen(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = new URL(request.url ?? '/', 'http://emulator');
      // What the platform answers to a bad ticket or a 51st connection is not in the facts; no 101 is all a client may rely on.
      const refused = this.#rejected() || this.#live.size >= maxConnections;
      const subscriptions = refused ? null : this.#gateway.redeem(url.searchParams.get('ticket') ?? '');
      const status = subscriptions ? 101 : 401;
      const code = subscriptions ? '' : 'handshakeRejected';
      this.#world.history.push({
        at: Date.now(),
        kind: 'handshake',
        method: 'GET',
        path: url.pathname,
        body: null,
        status,
        code,
      });
      if (subscriptions) this.#server.handleUpgrade(request, socket, head, (ws) => this.#accept(ws, subscriptions));
      else socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
    });
  }

  #accept(ws: WebSocket, subscriptions: Subscription[]): void {
    const connection: Connection = { id: newId('c-'), subscriptions, frozen: false, silent: false };
    this.#live.set(ws, connection);
    ws.on('close', () => this.#live.delete(ws));
    ws.on('error', () => undefined);
    ws.on('ping', (payload: Buffer) => {
      if (!connection.frozen) ws.pong(payload);
    });
    ws.on('message', (bytes: Buffer) => {
      if (!connection.frozen) this.#read(JSON.parse(bytes.toString()) as Downstream);
    });
    this.#system(ws, connection, 'CONNECTED', { connectionId: connection.id });
    this.#system(ws, connection, 'REGISTERED', {});
  }

  #read(answer: Downstream): void {
    const messageId = answer.headers?.messageId ?? '';
    const data: unknown = answer.data === undefined ? undefined : JSON.parse(answer.data);
    const code = answer.code === 200 ? '' : String(answer.code);
    this.#world.history.push({
      at: Date.now(),
      kind: 'frame',
      method: 'ACK',
      path: messageId,
      body: data,
      status: answer.code,
      code,
    });
    this.#acks.get(messageId)?.({ code: answer.code, data });
  }

  #write(ws: WebSocket, connection: Connection, frame: Omit<Frame, 'type'> & { type: string }): void {
    const { type, topic, messageId, headers, data } = frame;
    if (connection.frozen || connection.silent) return;
    ws.send(
      JSON.stringify({
        specVersion: '1.0',
        type,
        headers: {
          appId: '1305d5f5-38c7-4c54-a9d4-1d0a2c3b4e5f',
          connectionId: connection.id,
          contentType: 'application/json',
          messageId,
          time: String(Date.now()),
          topic,
          ...headers,
        },
        data,
      }),
    );
  }

  #system(ws: WebSocket, connection: Connection, topic: string, data: Record<string, unknown>): string {
    const messageId = newId('sys-');
    this.#write(ws, connection, { type: 'SYSTEM', topic, messageId, data: JSON.stringify(data) });
    return messageId;
  }

  /**
   * Sends a frame to one random connection that subscribed to it. A connection that was told to disconnect is taken only
   * when there is no other; what it should have got is lost (§3.1).
   * @returns null at once when nobody is connected; else the ack, null after `withinMs` without one
   */
  async push(frame: Frame, withinMs: number): Promise<Ack | null> {
    const open = [...this.#live].filter(([, { subscriptions }]) => subscriptions.some((wanted) => wants(wanted, frame)));
    const speaking = open.filter(([, { silent }]) => !silent);
    const choice = speaking.length > 0 ? speaking : open;
    const [ws, connection] = choice[Math.floor(Math.random() * choice.length)] ?? [];
    if (!ws || !connection) return null;
    this.#write(ws, connection, frame);
    return this.#answer(frame.messageId, withinMs);
  }

  #answer(messageId: string, withinMs: number): Promise<Ack | null> {
    return new Promise((resolve) => {
      const settle = (ack: Ack | null) => {
        clearTimeout(timer);
        this.#timers.delete(timer);
        this.#acks.delete(messageId);
        resolve(ack);
      };
      const timer = setTimeout(() => settle(null), withinMs);
      this.#timers.add(timer);
      this.#acks.set(messageId, settle);
    });
  }

  /** Sends bytes as they are on every connection. */
  sendRaw(bytes: string | Uint8Array): void {
    for (const [ws, { frozen }] of this.#live) if (!frozen) ws.send(bytes);
  }

  /** SYSTEM ping on every connection; true when each echoed its data within a second. */
  async ping(): Promise<boolean> {
    const echoed = [...this.#live].map(async ([ws, connection]) => {
      const opaque = newId('');
      const messageId = this.#system(ws, connection, 'ping', { opaque });
      const ack = await this.#answer(messageId, 1_000);
      return ack?.code === 200 && (ack.data as { opaque?: string } | undefined)?.opaque === opaque;
    });
    return (await Promise.all(echoed)).every(Boolean);
  }

  /** Announces the end of every connection, then silence, then the close (§3.2). */
  disconnect(): void {
    for (const [ws, connection] of this.#live) {
      if (connection.frozen) continue;
      this.#system(ws, connection, 'disconnect', { reason: 'connection is expired' });
      connection.silent = true;
      this.#timers.add(setTimeout(() => ws.close(), this.#silentWindowMs));
    }
  }

  drop(): void {
    for (const ws of this.#live.keys()) ws.terminate();
  }

  freeze(): void {
    for (const connection of this.#live.values()) connection.frozen = true;
  }

  /** @param rejection how many handshakes, or until which instant */
  reject(rejection: { times: number } | { until: number }): void {
    let left = 'times' in rejection ? rejection.times : 0;
    this.#rejected = 'until' in rejection ? () => Date.now() < rejection.until : () => left-- > 0;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const settle of this.#acks.values()) settle({ code: 0, data: undefined });
    this.drop();
    this.#server.close();
  }
}

const wants = (wanted: Subscription, frame: Frame): boolean =>
  wanted.type === frame.type && (wanted.topic === '*' || wanted.topic === frame.topic);
