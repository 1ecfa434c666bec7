import { toJson } from './json.ts';
import { LostPushes } from './lost-pushes.ts';
import {
  authorisedPush,
  deauthorisedPush,
  expiryPush,
  messagePush,
  notificationPush,
  orderPush,
  returnPush,
  trackingPush,
  verifyPush,
} from './push-bodies.ts';
import type { PushBody } from './push-bodies.ts';
import { callAddress } from './push-call.ts';
import type { Pushed } from './push-call.ts';
import { pushSignature } from './sign.ts';
import type { PushScheme } from './sign.ts';
import type { ChatMessage, Order, Return, World } from './world.ts';

/** Seconds between a push that failed and the next (facts/marketplaces §5.3). */
const againAfter = [300, 1_800, 10_800];

/** Sends what happens to the push address, until it is acknowledged or lost. */
export class Pushes {
  readonly #world: World;
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  readonly #bodyOf = new Map<string, Buffer>();
  readonly lost: LostPushes;
  readonly pushed: Pushed[] = [];
  address: string | null = null;
  losing: 'on' | 'off' = 'off';
  /** The last that left, to forge others from. */
  latest: Buffer | undefined;
  readonly #stopped = new AbortController();

  constructor(world: World) {
    this.#world = world;
    this.lost = new LostPushes(world.settings);
  }

  buyerMessage(message: ChatMessage): void {
    if (this.#world.chat === 'granted') this.#go(messagePush(this.#world, message), message.id);
  }

  sellerMessage(message: ChatMessage): void {
    if (this.#world.settings.sellerMessages === 'pushed') this.buyerMessage(message);
  }

  notification(thread: string): void {
    if (this.#world.chat === 'granted') this.#go(notificationPush(this.#world, thread), thread);
  }

  orderChanged(order: Order): void {
    this.#go(orderPush(this.#world, order), order.id);
  }

  trackingChanged(order: Order): void {
    this.#go(trackingPush(this.#world, order), `${order.id}:tracking`);
  }

  returnChanged(entry: Return): void {
    if (this.#world.settings.returnPush === 'code_29') this.#go(returnPush(this.#world, entry), entry.id);
  }

  authorised(): void {
    this.#go(authorisedPush(this.#world), 'authorised');
  }

  deauthorised(): void {
    this.#go(deauthorisedPush(this.#world), 'deauthorised');
  }

  expiresSoon(expiresAt: number): void {
    this.#go(expiryPush(this.#world, expiresAt), 'expiry');
  }

  /** Signs with the app key, unlike everything else (§5.3 b). @returns whether the console would save the address. */
  async verify(address: string): Promise<Pushed> {
    const body = Buffer.from(toJson(verifyPush(this.#world)));
    const scheme: PushScheme = { ...this.#world.settings.signature, key: 'app_key' };
    return this.#call(address, body, 1, scheme);
  }

  /** The same bytes again, whatever became of them before. */
  async repeat(businessId: string): Promise<Pushed> {
    const body = this.#bodyOf.get(businessId);
    if (!body || this.address === null) throw new Error(`nothing was pushed for ${businessId}`);
    return this.#push(this.address, body, 1);
  }

  headers(address: string, body: Buffer, scheme: PushScheme): Record<string, string> {
    const { pushKey, partnerKey } = this.#world.settings;
    const authorization = pushSignature({ scheme, url: address, body, pushKey, partnerKey });
    return { 'content-type': 'application/json', authorization };
  }

  #go(push: PushBody, businessId: string): void {
    if (this.address === null) return;
    const body = Buffer.from(toJson(push));
    this.#bodyOf.set(businessId, body);
    this.latest = body;
    if (this.losing === 'on' || this.lost.status === 'Suspended') this.lost.add(body.toString('utf8'));
    else void this.#deliver(this.address, body);
  }

  async #deliver(address: string, body: Buffer): Promise<void> {
    for (let attempt = 1; !this.#stopped.signal.aborted; attempt += 1) {
      const { acknowledged } = await this.#push(address, body, attempt);
      if (acknowledged) return this.lost.acknowledged();
      const wait = againAfter[attempt - 1];
      if (wait === undefined) return this.lost.add(body.toString('utf8'));
      await this.#sleep(wait * 1_000 * this.#world.settings.repushFactor);
    }
  }

  async #push(address: string, body: Buffer, attempt: number): Promise<Pushed> {
    const result = await this.#call(address, body, attempt, this.#world.settings.signature);
    this.pushed.push(result);
    return result;
  }

  #call(url: string, body: Buffer, attempt: number, scheme: PushScheme): Promise<Pushed> {
    const { pushTimeoutMs } = this.#world.settings;
    const headers = this.headers(url, body, scheme);
    return callAddress({ url, body, headers, attempt, timeoutMs: pushTimeoutMs, stopped: this.#stopped.signal });
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
    this.#stopped.abort();
    for (const [timer, resolve] of this.#timers) {
      clearTimeout(timer);
      resolve();
    }
  }
}
