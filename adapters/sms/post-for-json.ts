import { SmsError } from '../../src/ports/sms.ts';

/** Somebody waits to be woken: a provider that is slower counts as out of reach. */
const longestMs = 10_000;

/** Posts and reads JSON. @throws SmsError when nothing that is JSON comes back */
export async function postForJson(url: string, request: { headers: Record<string, string>; body: string }): Promise<unknown> {
  try {
    const answer = await fetch(url, { method: 'POST', ...request, signal: AbortSignal.timeout(longestMs), redirect: 'error' });
    return await answer.json();
  } catch (cause) {
    throw new SmsError('the SMS provider cannot be reached', { cause });
  }
}
