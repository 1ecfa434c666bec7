import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  ExponentialBackoff,
  TaskCancelledError,
  TimeoutStrategy,
  circuitBreaker,
  handleWhen,
  retry,
  timeout,
  wrap,
} from 'cockatiel';
import type { TranslationRequest, Translator } from '../ports/translator.ts';
import { TranslatorError, type TranslatorFault } from './translator-error.ts';

export type Answer = { text: string } | NoAnswer;

/** Errors themselves stay here: those of SDKs carry the request, that is the key and the buyer's words. */
export interface NoAnswer {
  unavailable: 'failed' | 'timeout' | 'no_entry';
  /** For the log and the status page; `paused` = the circuit breaker is open. */
  fault?: TranslatorFault | 'paused' | 'unknown';
}
export type AskTranslator = (request: Omit<TranslationRequest, 'signal'>) => Promise<Answer>;

/** After five failures in a row the service is left alone for half a minute; every message would wait for it otherwise. */
const breakerFailures = 5;
const breakerPauseMs = 30_000;

/**
 * Calls a translator within a time limit, again where that can help, and not at all while it is down.
 * @param options.timeLimitMs for all attempts together.
 * @returns a function that never throws.
 */
export function createAskTranslator({ translator, timeLimitMs }: { translator: Translator; timeLimitMs: number }): AskTranslator {
  const policy = wrap(
    timeout(timeLimitMs, TimeoutStrategy.Aggressive),
    retry(handleWhen(mayHeal), { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 2_000 }) }),
    circuitBreaker(handleWhen(isOutage), { halfOpenAfter: breakerPauseMs, breaker: new ConsecutiveBreaker(breakerFailures) }),
  );
  return async (request) => {
    try {
      const text = await policy.execute(({ signal }) => translator.translate({ ...request, signal }));
      return text === null ? { unavailable: 'no_entry' } : { text };
    } catch (cause) {
      return cause instanceof TaskCancelledError ? { unavailable: 'timeout' } : { unavailable: 'failed', fault: faultOf(cause) };
    }
  };
}

function faultOf(cause: unknown): NonNullable<NoAnswer['fault']> {
  if (cause instanceof TranslatorError) return cause.fault;
  return cause instanceof BrokenCircuitError ? 'paused' : 'unknown';
}

function mayHeal(error: Error): boolean {
  if (error instanceof BrokenCircuitError || error instanceof TaskCancelledError) return false;
  return !(error instanceof TranslatorError && error.fault === 'refused');
}

/** A strange answer says nothing about the next text; everything else does. */
function isOutage(error: Error): boolean {
  return !(error instanceof TranslatorError && error.fault === 'malformed');
}
