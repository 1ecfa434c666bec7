/** One call of a push address, as `pushed()` shows it. */
export interface Pushed {
  body: string;
  headers: Record<string, string>;
  /** 0 when nothing came in time. */
  status: number;
  elapsedMs: number;
  /** From 1. */
  attempt: number;
  /** 2xx, empty, in time (facts/marketplaces §5.3). */
  acknowledged: boolean;
}

/** Calls the address once. The platform takes nothing but an empty 2xx in time for an answer. */
export async function callAddress(push: {
  url: string;
  body: Buffer;
  headers: Record<string, string>;
  timeoutMs: number;
  attempt: number;
  /** Gives up at once, when the emulator stops. */
  stopped: AbortSignal;
}): Promise<Pushed> {
  const { url, body, headers, timeoutMs, attempt, stopped } = push;
  const start = performance.now();
  const seen = { body: body.toString('utf8'), headers, attempt };
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stopped]);
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body), signal, redirect: 'manual' });
    const empty = (await response.arrayBuffer()).byteLength === 0;
    return { ...seen, status: response.status, elapsedMs: performance.now() - start, acknowledged: response.ok && empty };
  } catch {
    return { ...seen, status: 0, elapsedMs: performance.now() - start, acknowledged: false };
  }
}
