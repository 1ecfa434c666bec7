import type { Settings } from './options.ts';

/** A push that was never acknowledged. */
export interface LostPush {
  id: number;
  at: number;
  body: string;
}

const keptMs = 3 * 86_400_000;

/** What waits to be fetched: three days, until it is confirmed (facts/marketplaces §5.3). Counts losses in a row for the live status. */
export class LostPushes {
  #waiting: LostPush[] = [];
  #lastId = 176_000;
  #inARow = 0;
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  add(body: string): void {
    this.#lastId += 1;
    this.#inARow += 1;
    this.#waiting.push({ id: this.#lastId, at: this.#settings.now(), body });
  }

  acknowledged(): void {
    this.#inARow = 0;
  }

  /** The earliest first. */
  waiting(): LostPush[] {
    const oldest = this.#settings.now() - keptMs;
    this.#waiting = this.#waiting.filter(({ at }) => at >= oldest);
    return this.#waiting;
  }

  confirm(lastId: number): void {
    this.#waiting = this.#waiting.filter(({ id }) => id > lastId);
  }

  get status(): 'Normal' | 'Warning' | 'Suspended' {
    const { warnAfter, suspendAfter } = this.#settings.livePush;
    if (this.#inARow >= suspendAfter) return 'Suspended';
    return this.#inARow >= warnAfter ? 'Warning' : 'Normal';
  }

  /** The operator switches live push on again in the console. */
  resume(): void {
    this.#inARow = 0;
  }
}
