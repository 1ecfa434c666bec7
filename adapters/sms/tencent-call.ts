import { postForJson } from './post-for-json.ts';
import { signTencent } from './tencent-signature.ts';

const contentType = 'application/json; charset=utf-8';

export interface TencentAccount {
  url: string;
  keyId: string;
  keySecret: string;
  region: string;
  /** Of the wall: signatures carry the time. */
  now: () => number;
}

/** One signed call of Tencent Cloud SMS 2021-01-11. @returns its answer as it came @throws SmsError when nothing that is JSON comes back */
export function callTencent(account: TencentAccount, action: string, given: object): Promise<unknown> {
  const { url, keyId, keySecret, region, now } = account;
  const body = JSON.stringify(given);
  const at = Math.floor(now() / 1_000);
  const { host } = new URL(url);
  return postForJson(url, {
    headers: {
      authorization: signTencent({ host, service: 'sms', contentType, body, at, secretId: keyId, secretKey: keySecret }),
      'content-type': contentType,
      'x-tc-action': action,
      'x-tc-region': region,
      'x-tc-timestamp': String(at),
      'x-tc-version': '2021-01-11',
    },
    body,
  });
}
