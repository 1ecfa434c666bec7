import { SQSClient } from '@aws-sdk/client-sqs';
import type { AmazonApi } from '../../emulators/amazon-api.ts';

/** An answer as assertions look at it. */
export type Answer = Record<string, unknown> & { errors?: { code: string; message: string; details?: string }[] };

/** Plain fetch against the emulator, as any client would. */
export function clientOf(amazon: AmazonApi) {
  const { clientId, clientSecret, refreshToken } = amazon.credentials;
  const login = (form: Record<string, string>) =>
    fetch(`${amazon.baseUrls.auth}/auth/o2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form }),
    });
  const tokenOf = async (form: Record<string, string>) =>
    ((await (await login(form)).json()) as { access_token: string }).access_token;
  const sellerToken = () => tokenOf({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const grantlessToken = () => tokenOf({ grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' });

  async function call(
    token: string,
    method: string,
    path: string,
    { body, host = 'api' }: { body?: unknown; host?: 'api' | 'sandbox' } = {},
  ) {
    const response = await fetch(`${amazon.baseUrls[host]}${path}`, {
      method,
      headers: { 'x-amz-access-token': token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : undefined) as Answer };
  }
  return { login, sellerToken, grantlessToken, call };
}

export function sqsOf({ baseUrls, credentials }: AmazonApi): SQSClient {
  return new SQSClient({
    endpoint: baseUrls.sqs,
    region: credentials.awsRegion,
    credentials: { accessKeyId: credentials.awsAccessKeyId, secretAccessKey: credentials.awsSecretAccessKey },
    maxAttempts: 1,
  });
}

export const query = (parameters: Record<string, string | number>): string =>
  new URLSearchParams(Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]))).toString();
