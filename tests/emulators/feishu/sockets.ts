import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Hono } from 'hono';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { decodeFrame, encodeFrame, method } from './frames.ts';
import type { World } from './world.ts';

/** Seconds, as the platform sends them. Its own values: 120, 30, 120 (facts/messengers §2.2.3). */
export interface ClientConfig {
  ReconnectCount: number;
  ReconnectInterval: number;
  ReconnectNonce: number;
  PingInterval: number;
}

/** The platform's answer to a data frame: HTTP-like code and, when the handler returned something, its JSON. */
export interface Ack {
  code: number;
  data: unknown;
}

const maxConnections = 50;

/** Long connections of facts/messengers §2.2.3: endpoint discovery, protobuf frames, acks, and what goes wrong with them. */
export class Sockets {
  readonly #world: World;
  readonly #config: ClientConfig;
  /** Pongs are sent by hand so that a frozen connection sends none. */
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #live = new Map<WebSocket, { service: number; frozen: boolean }>();
  readonly #acks = new Map<string, (ack: Ack) => void>();
  readonly #tickets = new Set<string>();
  #refusals: number[] = [];
  #rejections = 0;
  /** Into how many frames an event is cut. */
  parts = 1;

  constructor(world: World, config: ClientConfig) {
    this.#world = world;
    this.#config = config;
  }

  get count(): number {
    return this.#live.size;
  }

  mount(app: Hono, base: () => string): void {
    app.post('/callback/ws/endpoint', async (context) => {
      const { AppID, AppSecret } = await context.req.json<{ AppID: string; AppSecret: string }>();
      const refuse = (code: number, msg: string) => context.json({ code, msg, data: {} });
      const planned = this.#refusals.shift();
      if (planned) return refuse(planned, 'refused on purpose');
      if (AppID !== this.#world.appId || AppSecret !== this.#world.appSecret) return refuse(514, 'auth failed');
      if (this.#live.size >= maxConnections) return refuse(1000040350, 'too many connections');
      const ticket = randomUUID();
      this.#tickets.add(ticket);
      // device_id and service_id must not come first: the SDK parses the whole URL as a query string (§1.1).
      const URL = `${base().replace('http', 'ws')}/ws/v2?fpid=493&aid=552564&device_id=7400000000000000001&access_key=k&service_id=33554678&ticket=${ticket}`;
      return context.json({ code: 0, msg: 'ok', data: { URL, ClientConfig: this.#config } });
    });
  }

  listen(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = new URL(request.url ?? '/', 'http://emulator');
      const rejected = this.#rejections > 0 || !this.#tickets.delete(url.searchParams.get('ticket') ?? '');
      this.#world.history.push({
        at: Date.now(),
        kind: 'handshake',
        method: 'GET',
        path: url.pathname,
        body: null,
        code: rejected ? 403 : 0,
      });
      if (rejected) {
        this.#rejections = Math.max(0, this.#rejections - 1);
        socket.end('HTTP/1.1 403 Forbidden\r\nhandshake-status: 403\r\nhandshake-msg: rejected\r\nConnection: close\r\n\r\n');
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (ws) => this.#accept(ws, Number(url.searchParams.get('service_id'))));
    });
  }

  #accept(ws: WebSocket, service: number): void {
    const connection = { service, frozen: false };
    this.#live.set(ws, connection);
    ws.on('close', () => this.#live.delete(ws));
    ws.on('error', () => undefined);
    ws.on('ping', (payload: Buffer) => {
      if (!connection.frozen) ws.pong(payload);
    });
    ws.on('message', (bytes: Buffer) => {
      if (connection.frozen) return;
      const frame = decodeFrame(bytes);
      if (frame.method === method.control && frame.headers.type === 'ping') {
        const payload = Buffer.from(JSON.stringify(this.#config));
        ws.send(encodeFrame(service, { method: method.control, headers: { type: 'pong' }, payload }));
        return;
      }
      const answer = JSON.parse(Buffer.from(frame.payload).toString()) as { code: number; data?: string };
      const data: unknown = answer.data ? JSON.parse(Buffer.from(answer.data, 'base64').toString()) : undefined;
      this.#world.history.push({
        at: Date.now(),
        kind: 'frame',
        method: 'ACK',
        path: frame.headers.message_id ?? '',
        body: data,
        code: answer.code,
      });
      this.#acks.get(frame.headers.message_id ?? '')?.({ code: answer.code, data });
    });
  }

  /** Sends an event to one random connection and waits for its ack; null when nobody answered in time. */
  async push(event: unknown, withinMs: number): Promise<Ack | null> {
    const live = [...this.#live];
    const [ws, connection] = live[Math.floor(Math.random() * live.length)] ?? [];
    if (!ws || !connection) return null;
    const messageId = randomUUID();
    const bytes = Buffer.from(JSON.stringify(event));
    const size = Math.ceil(bytes.length / this.parts);
    const sum = Math.ceil(bytes.length / size);
    for (let seq = 0; seq < sum && !connection.frozen; seq += 1) {
      const headers = { type: 'event', message_id: messageId, sum: String(sum), seq: String(seq), trace_id: messageId };
      ws.send(
        encodeFrame(connection.service, { method: method.data, headers, payload: bytes.subarray(seq * size, (seq + 1) * size) }),
      );
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(null), withinMs);
      const settle = (ack: Ack | null) => {
        clearTimeout(timer);
        this.#acks.delete(messageId);
        resolve(ack);
      };
      this.#acks.set(messageId, settle);
    });
  }

  /** Sends bytes as they are on every connection. */
  sendRaw(bytes: string | Uint8Array): void {
    for (const [ws, { frozen }] of this.#live) if (!frozen) ws.send(bytes);
  }

  /** Cuts every connection. */
  drop(): void {
    for (const ws of this.#live.keys()) ws.terminate();
  }

  /** Leaves every connection open but silent: no pongs, no events, no acks read. */
  freeze(): void {
    for (const connection of this.#live.values()) connection.frozen = true;
  }

  rejectHandshakes(times: number): void {
    this.#rejections = times;
  }

  refuseEndpoint(...codes: number[]): void {
    this.#refusals = codes;
  }

  close(): void {
    this.drop();
    this.#server.close();
  }
}
