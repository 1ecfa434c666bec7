import { createHash, randomUUID } from 'node:crypto';

export interface QueueOptions {
  /** Default 30 s, as a queue has when nobody sets it. */
  visibilityTimeoutSeconds?: number;
  /** Times a message comes again although it was deleted: at-least-once (facts/marketplaces §3.5). Default 0. */
  duplicates?: number;
  /** Notifications are unordered (§3.5). Default as sent. */
  order?: 'as_sent' | 'newest_first';
  /** Shrinks the seconds of a long poll. Default 1. */
  longPollFactor?: number;
}

/** A hand-over of a message to a reader. */
export interface HandOver {
  messageId: string;
  body: string;
  attempt: number;
  at: number;
  receiptHandle: string;
  deletedAt?: number;
}

interface Kept {
  messageId: string;
  body: string;
  sentAt: number;
  visibleAt: number;
  received: number;
  firstReceivedAt?: number;
  receiptHandle?: string;
  /** Copies that are still to come. */
  copies: number;
}

const retentionMs = 4 * 86_400_000;

/** A standard queue: visibility timeouts on the given clock, no order, now and then a message twice. */
export class Queue {
  readonly arn: string;
  readonly options: QueueOptions;
  readonly handOvers: HandOver[] = [];
  /** Whether the queue's policy lets the platform's principal 437568002678 send (§3.5). */
  letsNotificationsIn = true;
  readonly #now: () => number;
  readonly #waiting = new Set<() => void>();
  #messages: Kept[] = [];

  constructor(arn: string, now: () => number, options: QueueOptions) {
    this.arn = arn;
    this.#now = now;
    this.options = options;
  }

  put(body: string): string {
    const message: Kept = {
      messageId: randomUUID(),
      body,
      sentAt: this.#now(),
      visibleAt: this.#now(),
      received: 0,
      copies: this.options.duplicates ?? 0,
    };
    this.#messages.push(message);
    this.wake();
    return message.messageId;
  }

  /** Hands over what is visible, and hides it. */
  receive(most: number, visibilityTimeoutSeconds: number): (Kept & { md5: string })[] {
    const now = this.#now();
    this.#messages = this.#messages.filter(({ sentAt }) => sentAt + retentionMs > now);
    const visible = this.#messages.filter(({ visibleAt }) => visibleAt <= now);
    if (this.options.order === 'newest_first') visible.reverse();
    return visible.slice(0, most).map((message) => {
      message.received += 1;
      message.firstReceivedAt ??= now;
      message.visibleAt = now + visibilityTimeoutSeconds * 1_000;
      message.receiptHandle = `AQEB${randomUUID().replaceAll('-', '')}`;
      const { messageId, body, receiptHandle } = message;
      this.handOvers.push({ messageId, body, receiptHandle, attempt: message.received, at: now });
      return { ...message, md5: createHash('md5').update(body).digest('hex') };
    });
  }

  /**
   * @returns false for a handle that was never given out. With an old handle the call succeeds and the message stays:
   * only the last one counts.
   */
  delete(receiptHandle: string): boolean {
    const handOver = this.handOvers.find((one) => one.receiptHandle === receiptHandle);
    if (!handOver) return false;
    const message = this.#messages.find((one) => one.receiptHandle === receiptHandle);
    if (!message) return true;
    handOver.deletedAt ??= this.#now();
    if (message.copies > 0) {
      message.copies -= 1;
      message.visibleAt = this.#now();
      this.wake();
    } else this.#messages = this.#messages.filter((one) => one !== message);
    return true;
  }

  changeVisibility(receiptHandle: string, seconds: number): boolean {
    const message = this.#messages.find((one) => one.receiptHandle === receiptHandle);
    if (message) message.visibleAt = this.#now() + seconds * 1_000;
    if (seconds === 0) this.wake();
    return message !== undefined;
  }

  counts(): { visible: number; hidden: number } {
    const visible = this.#messages.filter(({ visibleAt }) => visibleAt <= this.#now()).length;
    return { visible, hidden: this.#messages.length - visible };
  }

  /** Resolves when something may have become visible, or the time is over. */
  async changed(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
    });
  }

  wake(): void {
    for (const done of this.#waiting) done();
  }
}
