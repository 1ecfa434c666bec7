/**
 * Knocks at a shop's address for replies without delivering anything: an OPTIONS request, which changes nothing and which
 * no shop can take for a reply. Any answer shows that the address can be reached; what a POST would get it cannot show.
 * @returns the HTTP status of the answer
 * @throws the network's own error
 */
export async function tryReplyAddress(url: string, timeLimitMs: number): Promise<{ status: number }> {
  const response = await fetch(url, {
    method: 'OPTIONS',
    redirect: 'manual',
    signal: AbortSignal.timeout(timeLimitMs),
  });
  await response.body?.cancel();
  return { status: response.status };
}
