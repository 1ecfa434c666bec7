import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { runCommand } from './commands.ts';
import { ack, cmd, parseFrame } from './frames.ts';
import type { Frame, Node } from './frames.ts';
import { code, Refusal } from './refusal.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

interface Connection {
  ws: WebSocket;
  subscribed: boolean;
  frozen: boolean;
}

/** The long connection of facts/messengers §4.2: one subscriber per bot, acks that echo the req_id, and what goes wrong. */
export class Sockets {
  readonly #world: World;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #live = new Set<Connection>();
  #waiting: Frame[] = [];
  #rejections = 0;
  #silences = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Subscribed connections: 0 or 1. */
  get count(): number {
    return [...this.#live].filter(({ subscribed }) => subscribed).length;
  }

  /** Acks still to be kept back. */
  get silences(): number {
    return this.#silences;
  }

  listen(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const rejected = this.#rejections > 0;
      this.#record({ kind: 'handshake', method: 'GET', path: request.url ?? '/', body: null, code: rejected ? 403 : 0 });
      if (rejected) {
        this.#rejections -= 1;
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (ws) => this.#accept(ws));
    });
  }

  #accept(ws: WebSocket): void {
    const connection: Connection = { ws, subscribed: false, frozen: false };
    this.#live.add(connection);
    ws.on('close', () => this.#live.delete(connection));
    ws.on('error', () => undefined);
    ws.on('message', (bytes: Buffer) => {
      const frame = parseFrame(bytes.toString());
      if (frame?.cmd && !connection.frozen) this.#hear(connection, frame.cmd, frame);
    });
  }

  #hear(connection: Connection, name: string, frame: Frame): void {
    const { req_id: reqId } = frame.headers;
    const body = frame.body ?? {};
    const entry = { kind: 'frame' as const, method: 'CMD', path: name, body, code: 0 };
    let answer: Frame;
    try {
      if (name === cmd.subscribe) this.#subscribe(connection, body);
      else if (!connection.subscribed) throw new Refusal(code.badBot, 'not subscribed');
      answer = ack(
        reqId,
        name === cmd.subscribe || name === cmd.ping ? undefined : runCommand(this.#world, { name, reqId, body }),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      entry.code = error.code;
      answer = { headers: { req_id: reqId }, errcode: error.code, errmsg: error.message };
    }
    this.#record(entry);
    if (name !== cmd.subscribe && name !== cmd.ping && this.#silences > 0) this.#silences -= 1;
    else connection.ws.send(JSON.stringify(answer));
    if (name === cmd.subscribe && connection.subscribed) this.#flush();
  }

  #subscribe(connection: Connection, body: Node): void {
    const { botId, secret, delivery } = this.#world;
    // Callbacks exclude long connections (§4.0); what a bot set to them is told the facts leave open.
    if (body.bot_id !== botId || body.secret !== secret || delivery.mode !== 'ws')
      throw new Refusal(code.badBot, 'invalid bot_id or secret');
    for (const other of this.#live) if (other !== connection && other.subscribed) this.#kick(other);
    connection.subscribed = true;
  }

  /** The newest subscriber wins; the older one is told and closed (§4.1, §4.2). */
  #kick(other: Connection): void {
    other.subscribed = false;
    const body = {
      msgid: newId('CAIQ'),
      create_time: Math.floor(Date.now() / 1_000),
      aibotid: this.#world.botId,
      msgtype: 'event',
      event: { eventtype: 'disconnected_event' },
    };
    if (!other.frozen) other.ws.send(JSON.stringify({ cmd: cmd.event, headers: { req_id: newId('r-') }, body }));
    other.ws.close();
  }

  /** Sends a frame to the subscriber; false when nobody who can read it is connected. */
  push(frame: Frame): boolean {
    const subscriber = [...this.#live].find(({ subscribed }) => subscribed);
    if (!subscriber || subscriber.frozen) return false;
    subscriber.ws.send(JSON.stringify(frame));
    return true;
  }

  /** Sends bytes as they are. */
  sendRaw(bytes: string | Uint8Array): void {
    for (const { ws, subscribed, frozen } of this.#live) if (subscribed && !frozen) ws.send(bytes);
  }

  /** Keeps a frame for the next subscriber. */
  queue(frame: Frame): void {
    this.#waiting.push(frame);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const frame of waiting) this.push(frame);
  }

  #record(entry: Omit<World['history'][number], 'at'>): void {
    this.#world.history.push({ at: Date.now(), ...entry });
  }

  /** Cuts every connection. */
  drop(): void {
    for (const { ws } of this.#live) ws.terminate();
    this.#live.clear();
  }

  /** Leaves every connection open but silent: no acks, no pushes, nothing read. */
  freeze(): void {
    for (const connection of this.#live) connection.frozen = true;
  }

  rejectHandshakes(times: number): void {
    this.#rejections = times;
  }

  /** Does what the next commands ask and says nothing; subscriptions and pings are still answered. */
  dropAcks(times: number): void {
    this.#silences = times;
  }

  close(): void {
    this.drop();
    this.#server.close();
  }
}
