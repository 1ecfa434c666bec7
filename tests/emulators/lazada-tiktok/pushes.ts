export interface PushPlan {
  /** What counts as an acknowledgement is HTTP 200 within this time. */
  ackWithinMs: number;
  /** Times between two attempts, as the platform states them. */
  againAfterMs: number[];
  /** Shrinks `againAfterMs`. */
  repushFactor: number;
  /** Gives up on the address above this share of failures, counted once `atLeast` attempts were made. */
  stops?: { share: number; atLeast: number };
  /** Asked before every attempt. */
  allowed?: () => boolean;
}

export interface PushAttempt {
  body: string;
  headers: Record<string, string>;
  /** 0: no answer in time, or none at all. */
  status: number;
  elapsedMs: number;
  /** 1 for the first. */
  attempt: number;
}

/** Calls the push address, again by the schedule until it is acknowledged. Nothing is kept for an address that comes later. */
export class Pushes {
  readonly #plan: PushPlan;
  readonly #headers: (body: string) => Record<string, string>;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #bodies = new Map<string, string>();
  readonly attempts: PushAttempt[] = [];
  #url: string | null = null;
  #failed = 0;
  #made = 0;
  losing: 'on' | 'off' = 'off';
  stopped = false;
  lastBody: string | undefined;

  constructor(plan: PushPlan, headers: (body: string) => Record<string, string>) {
    this.#plan = plan;
    this.#headers = headers;
  }

  /** A new address starts with a clean record. */
  set url(url: string | null) {
    this.#url = url;
    this.#failed = 0;
    this.#made = 0;
    this.stopped = false;
  }

  get url(): string | null {
    return this.#url;
  }

  /** @param body is asked anew for every attempt, for platforms that repeat with the state of the moment. */
  send(id: string, body: () => string): void {
    this.lastBody = body();
    if (this.losing === 'on') return;
    this.#bodies.set(id, this.lastBody);
    void this.#until200(id, body, 1);
  }

  /** The same bytes once more, whatever was answered before. */
  async again(id: string): Promise<PushAttempt> {
    const body = this.#bodies.get(id);
    if (body === undefined) throw new Error(`nothing was pushed for ${id}`);
    if (!this.#url) throw new Error('there is no push address');
    const before = this.attempts.filter((made) => made.body === body).length;
    return this.#call(this.#url, body, before + 1);
  }

  /** A test message: nothing is counted, kept or repeated. */
  async probe(url: string, body: string): Promise<{ status: number; elapsedMs: number }> {
    return this.#post(url, body, { 'content-type': 'application/json', ...this.#headers(body) });
  }

  async #until200(id: string, body: () => string, attempt: number): Promise<void> {
    if (!this.#url || this.stopped || this.#plan.allowed?.() === false) return;
    const sent = body();
    this.#bodies.set(id, sent);
    const { status } = await this.#call(this.#url, sent, attempt);
    this.#count(status);
    const wait = this.#plan.againAfterMs[attempt - 1];
    if (status === 200 || wait === undefined) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#until200(id, body, attempt + 1);
    }, wait * this.#plan.repushFactor);
    timer.unref();
    this.#timers.add(timer);
  }

  async #call(url: string, body: string, attempt: number): Promise<PushAttempt> {
    const headers = { 'content-type': 'application/json', ...this.#headers(body) };
    const made = { body, headers, attempt, ...(await this.#post(url, body, headers)) };
    this.attempts.push(made);
    return made;
  }

  async #post(url: string, body: string, headers: Record<string, string>): Promise<{ status: number; elapsedMs: number }> {
    const from = performance.now();
    const status = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(this.#plan.ackWithinMs),
    }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => 0,
    );
    return { status, elapsedMs: performance.now() - from };
  }

  #count(status: number): void {
    this.#made += 1;
    if (status !== 200) this.#failed += 1;
    const { stops } = this.#plan;
    if (stops && this.#made >= stops.atLeast && this.#failed / this.#made > stops.share) this.stopped = true;
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
