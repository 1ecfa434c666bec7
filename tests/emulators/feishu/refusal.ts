/** An answer other than success: HTTP status and the platform's code. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Record<string, string>;

  constructor(code: number, message: string, answer: { status?: number; headers?: Record<string, string> } = {}) {
    super(message);
    this.code = code;
    this.status = answer.status ?? 400;
    this.headers = answer.headers ?? {};
  }
}
