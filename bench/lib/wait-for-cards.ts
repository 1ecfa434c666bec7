/** Cards in the sandbox chat, once there are `count` of them. */
export async function waitForCards(port: number, count: number, timeLimitMs = 120_000): Promise<{ id: string }[]> {
  const cards = new Map<string, { id: string }>();
  let after = 0;
  for (const started = performance.now(); performance.now() - started < timeLimitMs;) {
    const answer = await fetch(`http://127.0.0.1:${port}/sandbox/api/messages?after=${after}`);
    const { messages } = (await answer.json()) as { messages: { id: string; seq: number; kind: string }[] };
    for (const message of messages) if (message.kind === 'card') cards.set(message.id, message);
    after = Math.max(after, ...messages.map(({ seq }) => seq));
    if (cards.size >= count) return [...cards.values()];
    if (messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${cards.size} of ${count} cards after ${timeLimitMs} ms`);
}
