/** Follows the chat as a reader does and notes when each buyer's first card appeared. */
export async function watchCards(port: number) {
  const abort = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/sandbox/api/stream`, { signal: abort.signal });
  const seenAt = new Map<string, number>();
  const reading = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) {
      const now = performance.now();
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const end = text.lastIndexOf('\n\n');
      if (end < 0) continue;
      for (const found of text.slice(0, end).matchAll(/"value":"((?:warm|steady|burst|many) \d+)/g))
        if (!seenAt.has(found[1]!)) seenAt.set(found[1]!, now);
      text = text.slice(end + 2);
    }
  })();
  reading.catch(() => {});
  return {
    /** @param sent when each buyer's message was sent. @returns milliseconds, ascending, once all cards stand */
    latencies: async (sent: ReadonlyMap<string, number>, timeLimitMs = 120_000): Promise<number[]> => {
      const started = performance.now();
      while ([...sent.keys()].some((buyer) => !seenAt.has(buyer))) {
        if (performance.now() - started > timeLimitMs) throw new Error('cards are missing');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return [...sent].map(([buyer, at]) => seenAt.get(buyer)! - at).sort((a, b) => a - b);
    },
    close: () => abort.abort(),
  };
}
