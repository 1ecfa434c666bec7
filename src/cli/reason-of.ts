/** First line, and what the network said beneath it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error && error.cause.message ? ` (${error.cause.message.split('\n')[0]})` : '';
  return `${error.message.split('\n')[0]}${cause}`.slice(0, 300);
}
