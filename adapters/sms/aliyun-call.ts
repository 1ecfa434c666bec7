import { randomUUID } from 'node:crypto';
import { signAliyun } from './aliyun-signature.ts';
import { postForJson } from './post-for-json.ts';

export interface AliyunAccount {
  url: string;
  keyId: string;
  keySecret: string;
  /** Of the wall: signatures carry the time. */
  now: () => number;
}

/** One signed call of Dysmsapi 2017-05-25. @returns its answer as it came @throws SmsError when nothing that is JSON comes back */
export function callAliyun(account: AliyunAccount, action: string, given: Readonly<Record<string, string>>): Promise<unknown> {
  const parameters = {
    AccessKeyId: account.keyId,
    Action: action,
    Format: 'JSON',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: randomUUID(),
    SignatureVersion: '1.0',
    Timestamp: `${new Date(account.now()).toISOString().slice(0, 19)}Z`,
    Version: '2017-05-25',
    ...given,
  };
  const body = new URLSearchParams({ ...parameters, Signature: signAliyun('POST', parameters, account.keySecret) }).toString();
  return postForJson(account.url, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
}
