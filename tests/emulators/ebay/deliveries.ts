import { randomUUID } from 'node:crypto';
import { challengeResponse, signatureHeader, signatureOf } from './signing.ts';
import type { SigningKey } from './signing.ts';
import type { TopicId } from './topics.ts';
import { iso } from './world.ts';

export interface Destination {
  destinationId: string;
  name: string;
  status: 'ENABLED' | 'DISABLED' | 'MARKED_DOWN';
  endpoint: string;
  verificationToken: string;
}

export interface Subscription {
  subscriptionId: string;
  topicId: TopicId;
  status: 'ENABLED' | 'DISABLED';
  destinationId: string;
  schemaVersion: string;
  createdAt: number;
}

/** What happened, before it is written down for one subscriber. `key` finds it again, e.g. the id of a message. */
export interface Happening {
  topic: TopicId;
  key: string;
  data: Record<string, unknown>;
  at: number;
}

export interface PushRecord {
  body: string;
  headers: Record<string, string>;
  status: number;
  elapsedMs: number;
  attempt: number;
}

export interface DeliveryRules {
  /** Shrinks every wait between two attempts. */
  repushFactor: number;
  /** Waits before the second and third attempt. UNCONFIRMED; a live retry came after three minutes. */
  retryAfterMs: readonly [number, number];
  /** How often a deletion comes again. UNCONFIRMED; that it does until acknowledged is documented (facts/marketplaces §4.3). */
  deletionAgainMs: number;
  /** How long eBay waits for the acknowledgement. UNCONFIRMED. */
  ackWithinMs: number;
}

const acknowledged = [200, 201, 202, 204];
/** A destination that owes an acknowledgement for a deletion this long is marked down (facts/marketplaces §4.3). */
const markedDownAfterMs = 24 * 3_600_000;

/** Destinations, subscriptions and the pushes to them. Pushes run side by side: no order is promised. */
export class Deliveries {
  readonly destinations = new Map<string, Destination>();
  readonly subscriptions = new Map<string, Subscription>();
  readonly pushed: PushRecord[] = [];
  readonly key: SigningKey;
  readonly #now: () => number;
  readonly #rules: DeliveryRules;
  readonly #sent: { happening: Happening; endpoint: string; body: string }[] = [];
  readonly #owed = new Set<{ happening: Happening; destination: Destination }>();
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  #held: Happening[] | null = null;
  #stopped = false;
  /** `on`: nothing goes out, and nothing comes later. */
  losing: 'on' | 'off' = 'off';

  constructor(key: SigningKey, now: () => number, rules: DeliveryRules) {
    this.key = key;
    this.#now = now;
    this.#rules = rules;
  }

  /** Tells every enabled subscriber. */
  emit(happening: Happening): void {
    if (this.losing === 'on') return;
    if (this.#held) return void this.#held.push(happening);
    for (const { topicId, status, destinationId } of this.subscriptions.values()) {
      const destination = this.destinations.get(destinationId);
      if (topicId === happening.topic && status === 'ENABLED' && destination?.status === 'ENABLED')
        void this.#deliver(happening, destination);
    }
  }

  async #deliver(happening: Happening, destination: Destination): Promise<void> {
    const notificationId = `${randomUUID()}_${randomUUID()}`;
    const deletion = happening.topic === 'MARKETPLACE_ACCOUNT_DELETION';
    const owed = { happening, destination };
    if (deletion) this.#owed.add(owed);
    let waited = 0;
    for (let attempt = 1; ; attempt += 1) {
      // A deletion is counted up to three like the rest; that it goes on is documented, how it counts is not.
      const body = this.body(happening, notificationId, Math.min(attempt, 3));
      this.#sent.push({ happening, endpoint: destination.endpoint, body });
      const status = await this.#post(destination.endpoint, body, attempt);
      if (acknowledged.includes(status)) return void this.#owed.delete(owed);
      const wait = deletion ? this.#rules.deletionAgainMs : this.#rules.retryAfterMs[attempt - 1];
      if (wait === undefined) return;
      waited += wait;
      if (deletion && waited > markedDownAfterMs) {
        destination.status = 'MARKED_DOWN';
        return;
      }
      await this.#sleep(wait * this.#rules.repushFactor);
      if (this.#stopped || destination.status !== 'ENABLED') return;
    }
  }

  /** A destination that is enabled again gets the deletions that it owes an answer to. */
  resume(destination: Destination): void {
    for (const owed of [...this.#owed]) {
      if (owed.destination !== destination) continue;
      this.#owed.delete(owed);
      void this.#deliver(owed.happening, destination);
    }
  }

  body(happening: Happening, notificationId: string, publishAttemptCount: number): string {
    return JSON.stringify({
      metadata: { topic: happening.topic, schemaVersion: '1.0', deprecated: false },
      notification: {
        notificationId,
        eventDate: iso(happening.at),
        publishDate: iso(this.#now()),
        publishAttemptCount,
        data: happening.data,
      },
    });
  }

  /** @returns 0 = nothing answered in time */
  async #post(endpoint: string, body: string, attempt: number): Promise<number> {
    const headers = { 'content-type': 'application/json', [signatureHeader]: signatureOf(this.key, Buffer.from(body)) };
    const record: PushRecord = { body, headers, status: 0, elapsedMs: 0, attempt };
    const started = performance.now();
    try {
      const signal = AbortSignal.timeout(this.#rules.ackWithinMs);
      const answer = await fetch(endpoint, { method: 'POST', headers, body, signal, redirect: 'manual' });
      record.status = answer.status;
      await answer.arrayBuffer();
    } catch {
      // Nobody there, or too late: the next attempt is the answer to both.
    }
    record.elapsedMs = performance.now() - started;
    this.pushed.push(record);
    return record.status;
  }

  /** The very bytes of an earlier push once more. */
  async again(key: string): Promise<number> {
    const found = this.#sent.findLast(({ happening }) => happening.key === key);
    if (!found) throw new Error(`nothing was pushed about ${key}`);
    return this.#post(found.endpoint, found.body, 1);
  }

  lastBody(topic: TopicId): string | undefined {
    return this.#sent.findLast(({ happening }) => happening.topic === topic)?.body;
  }

  hold(): void {
    this.#held ??= [];
  }

  /** Newest first: the order of pushes is no order of events. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const happening of held.reverse()) this.emit(happening);
  }

  /** The challenge that an endpoint must pass. @returns whether it did */
  async challenge(endpoint: string, verificationToken: string): Promise<boolean> {
    const code = randomUUID();
    const address = new URL(endpoint);
    address.searchParams.set('challenge_code', code);
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(this.#rules.ackWithinMs), redirect: 'manual' });
      const said = (await answer.json()) as { challengeResponse?: unknown };
      const json = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
      return answer.status === 200 && json && said.challengeResponse === challengeResponse(code, verificationToken, endpoint);
    } catch {
      return false;
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      timer.unref();
      this.#timers.set(timer, resolve);
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const [timer, wake] of this.#timers) {
      clearTimeout(timer);
      wake();
    }
    this.#timers.clear();
  }
}
