import { Callbacks } from './callbacks.ts';
import type { CallbackAnswer, CallbackTarget } from './callbacks.ts';
import type { Tampering } from './callback-crypto.ts';
import { refreshBody } from './events.ts';
import { cmd } from './frames.ts';
import type { Node } from './frames.ts';
import { Refusal } from './refusal.ts';
import { respondMessage, respondUpdate, respondWelcome } from './replies.ts';
import type { Sockets } from './sockets.ts';
import { newId } from './world.ts';
import type { EmulatedChat, EmulatedMessage, Request, World } from './world.ts';

export interface PushOutcome {
  /** The msgid; a repetition carries the same. */
  eventId: string;
  reqId: string;
  /** Written to a connection that is read, or called back and answered. */
  delivered: boolean;
  attempts: number;
  /** The code with which a passive answer was refused, callback mode only. */
  refused?: number;
  /** Not sent: too many of this person's interactions are under way. */
  busy?: true;
}

interface Event {
  kind: Request['kind'];
  chat: EmulatedChat;
  person: string;
  body: Node;
  message?: EmulatedMessage;
  onAnswer?: Request['onAnswer'];
}

const passiveTypes = ['stream', 'template_card', 'stream_with_template_card'];

export class Pushes {
  readonly #world: World;
  readonly #sockets: Sockets;
  readonly #callbacks = new Callbacks();
  readonly #underWay = new Map<string, number>();
  readonly #sent = new Map<string, Event>();
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  #stopped = false;

  constructor(world: World, sockets: Sockets) {
    this.#world = world;
    this.#sockets = sockets;
  }

  /** Sends an event and remembers what may be answered to it; each sending has a req_id of its own. */
  async send(event: Event): Promise<PushOutcome> {
    const { delivery } = this.#world;
    const request = this.#remember(event);
    this.#sent.set(request.eventId, event);
    const outcome = { eventId: request.eventId, reqId: request.reqId };
    if (delivery.mode === 'http') return { ...outcome, ...(await this.#callBack(delivery, request, event)) };
    const frame = {
      cmd: event.kind === 'message' ? cmd.message : cmd.event,
      headers: { req_id: request.reqId },
      body: event.body,
    };
    const delivered = this.#sockets.push(frame);
    // A click is sent once and dropped (§4.2); what may wait is what people wrote.
    if (!delivered && event.kind === 'message' && this.#world.whileOffline === 'queued') this.#sockets.queue(frame);
    return { ...outcome, delivered, attempts: delivered ? 1 : 0 };
  }

  /** The same event once more: the same msgid, a new req_id. */
  async repeat(eventId: string): Promise<PushOutcome> {
    const event = this.#sent.get(eventId);
    if (!event) throw new Error(`nothing was pushed as ${eventId}`);
    return this.send(event);
  }

  #remember({ kind, chat, person, body, message, onAnswer }: Event): Request {
    const request: Request = {
      reqId: newId('r-'),
      eventId: String(body.msgid),
      kind,
      chat: chat.id,
      person,
      createdAt: Date.now(),
      answered: false,
      streams: new Map(),
      ...(message ? { message } : {}),
      ...(onAnswer ? { onAnswer } : {}),
    };
    this.#world.requests.set(request.reqId, request);
    return request;
  }

  /** A message may be called back again when nothing came; a click never is (§0.3). */
  async #callBack(target: CallbackTarget, request: Request, event: Event): Promise<Omit<PushOutcome, 'eventId' | 'reqId'>> {
    const before = this.#underWay.get(event.person) ?? 0;
    if (before >= this.#world.limits.concurrent) return { delivered: false, attempts: 0, busy: true };
    this.#underWay.set(event.person, before + 1);
    const finished = () => this.#underWay.set(event.person, (this.#underWay.get(event.person) ?? 1) - 1);
    const most = event.kind === 'message' ? 1 + this.#world.repushes : 1;
    let answer: Node | 'empty' | null = null;
    let attempts = 0;
    while (answer === null && attempts < most) {
      attempts += 1;
      answer = await this.#callbacks.deliver(target, event.body, this.#world.windows.answerMs);
    }
    const refused = answer === null || answer === 'empty' ? null : this.#apply(request, answer);
    if (!this.#unfinished(request)) finished();
    else void this.#refresh(target, request, event).finally(finished);
    return { delivered: answer !== null, attempts, ...(refused === null ? {} : { refused }) };
  }

  /** Does what a passive answer says; the code when it is refused. */
  #apply(request: Request, answer: Node): number | null {
    const path = `passive/${request.kind}`;
    const entry = { at: Date.now(), kind: 'http' as const, method: 'ANSWER', path, body: answer as unknown, code: 0 };
    this.#world.history.push(entry);
    try {
      if (request.kind === 'click') respondUpdate(this.#world, request, answer);
      else if (request.kind === 'enter_chat') respondWelcome(this.#world, request, answer);
      else respondMessage(this.#world, request, answer, passiveTypes);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      entry.code = error.code;
      return error.code;
    }
  }

  #unfinished(request: Request): string | undefined {
    const { streamMs } = this.#world.windows;
    const open = [...request.streams].find(([, { finished, createdAt }]) => !finished && Date.now() - createdAt <= streamMs);
    return open?.[0];
  }

  /** Asks for more of a stream until it is finished or its time is over (§4.3). */
  async #refresh(target: CallbackTarget, request: Request, { chat, person }: Event): Promise<void> {
    for (let stream = this.#unfinished(request); stream !== undefined && !this.#stopped; stream = this.#unfinished(request)) {
      await this.#sleep(this.#world.windows.streamPollMs);
      if (this.#stopped) return;
      const body = refreshBody(this.#world, { chat, person }, stream);
      const answer = await this.#callbacks.deliver(target, body, this.#world.windows.answerMs);
      if (answer !== null && answer !== 'empty') this.#apply(request, answer);
    }
  }

  tamper(eventId: string, how: Tampering): Promise<CallbackAnswer | null> {
    const { delivery } = this.#world;
    if (delivery.mode !== 'http') throw new Error('only callbacks can be spoilt');
    return this.#callbacks.tamper(delivery, eventId, how, this.#world.windows.answerMs);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.set(timer, resolve);
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const [timer, resolve] of this.#timers) {
      clearTimeout(timer);
      resolve();
    }
  }
}
