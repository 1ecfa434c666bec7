import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** The platform's side of HTTP callbacks, facts/messengers §2.2.2. */
export function encryptBody(json: string, encryptKey: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  return JSON.stringify({ encrypt: Buffer.concat([iv, cipher.update(json, 'utf8'), cipher.final()]).toString('base64') });
}

export function signatureHeaders(body: string, encryptKey: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const nonce = randomBytes(8).toString('hex');
  const signature = createHash('sha256').update(`${timestamp}${nonce}${encryptKey}${body}`).digest('hex');
  return { 'x-lark-request-timestamp': timestamp, 'x-lark-request-nonce': nonce, 'x-lark-signature': signature };
}
