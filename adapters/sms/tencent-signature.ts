import { createHash, createHmac } from 'node:crypto';

const algorithm = 'TC3-HMAC-SHA256';
const signedHeaders = 'content-type;host';

/**
 * Signature v3 of Tencent Cloud for a JSON POST (cloud.tencent.com/document/api/382/52072).
 * @param request.at instant of X-TC-Timestamp, whole seconds @returns the value of `Authorization`
 */
export function signTencent(request: {
  host: string;
  service: string;
  contentType: string;
  body: string;
  at: number;
  secretId: string;
  secretKey: string;
}): string {
  const { host, service, contentType, body, at, secretId, secretKey } = request;
  const date = new Date(at * 1_000).toISOString().slice(0, 10);
  const canonical = ['POST', '/', '', `content-type:${contentType}`, `host:${host}`, '', signedHeaders, sha256(body)].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const toSign = [algorithm, at, scope, sha256(canonical)].join('\n');
  const key = mac(mac(mac(`TC3${secretKey}`, date), service), 'tc3_request');
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return `${algorithm} Credential=${secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
