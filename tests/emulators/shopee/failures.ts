import { knownMessages } from './refusal.ts';

/** What the next calls meet instead of an answer. */
export interface Failure {
  /** `sellerchat.send_message`, or a path. */
  call: string | RegExp;
  /** The platform's code; the body is built from it. */
  error?: string;
  status?: number;
  body?: string;
  retryAfterMs?: number;
  /** The connection goes before any answer, or in the middle of one. */
  cut?: 'connection' | 'mid_answer';
  /** The call does its work first. Without a status, body or error the connection then drops. */
  afterEffect?: true;
  times?: number;
}

export class Failures {
  readonly #planned: Failure[] = [];

  plan({ times = 1, ...failure }: Failure): void {
    for (let i = 0; i < times; i += 1) this.#planned.push(failure);
  }

  take(name: string, path: string): Failure | undefined {
    const index = this.#planned.findIndex(({ call }) => (typeof call === 'string' ? call === name : call.test(path)));
    return index < 0 ? undefined : this.#planned.splice(index, 1)[0];
  }

  heal(): void {
    this.#planned.length = 0;
  }
}

/** Status, body and headers of a planned failure. */
export function answerOf(failure: Failure, requestId: string): { status: number; body: string; headers: Record<string, string> } {
  const error = failure.error ?? 'error_server';
  const body = failure.body ?? JSON.stringify({ error, message: knownMessages[error] ?? error, request_id: requestId });
  const headers: Record<string, string> =
    failure.retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(failure.retryAfterMs / 1_000)) };
  return { status: failure.status ?? 200, body, headers };
}

export function isCut(failure: Failure): boolean {
  const silent = failure.status === undefined && failure.body === undefined && failure.error === undefined;
  return failure.cut === 'connection' || (failure.cut === undefined && failure.afterEffect === true && silent);
}
