import { MessengerError } from '../../../src/ports/messenger.ts';
import { openApi } from './api.ts';
import { feishuConfig } from './config.ts';
import type { FeishuOptions } from './config.ts';
import { remarkOnScopes } from './check-scopes.ts';
import { createIdentity } from './identity.ts';
import { words } from './words.ts';

/**
 * Asks the platform whether it knows the app, its bot, and (long connection) whether it would let us connect. Opens no
 * connection: pushes of one app go to a random one of its connections, so a look would steal them from the service.
 * @returns what is good and what is worth knowing, a sentence each
 * @throws MessengerError or Error in the platform's words
 */
export async function checkFeishu(options: FeishuOptions): Promise<{ good: string[]; remarks: string[] }> {
  const config = feishuConfig.parse(options);
  const api = await openApi(config);
  await createIdentity(api).bot();
  const good = [words[config.language].appGood(config.appId)];
  const scopes = await remarkOnScopes(api, config.language);
  const remarks = scopes === null ? [] : [scopes];
  if (config.mode === 'http') return { good, remarks: [...remarks, words[config.language].callbackAddress] };
  // The call with which the SDK's long connection begins (facts/messengers §1.1).
  const response = await fetch(`${config.baseUrl}/callback/ws/endpoint`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', locale: 'zh' },
    body: JSON.stringify({ AppID: config.appId, AppSecret: config.appSecret }),
    signal: AbortSignal.timeout(config.requestTimeoutMs),
  }).catch((cause: unknown) => {
    throw new MessengerError('unreachable', 'Feishu did not answer', { cause });
  });
  const answer = (await response.json().catch(() => ({}))) as { code?: number; msg?: string };
  if (answer.code !== 0)
    throw new MessengerError('refused', `long connection refused: ${answer.msg ?? 'no reason given'}`, {
      platformCode: String(answer.code ?? response.status),
    });
  return { good: [...good, words[config.language].lineGood], remarks };
}
