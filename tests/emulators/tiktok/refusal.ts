/** An envelope whose code is not 0 (facts/marketplaces §7). */
export class Refusal extends Error {
  readonly code: number;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(code: number, message: string, answer: { status?: number; headers?: Record<string, string> } = {}) {
    super(message);
    this.code = code;
    // A call that was understood and turned down is answered with 200.
    this.status = answer.status ?? 200;
    this.headers = answer.headers ?? {};
  }
}
