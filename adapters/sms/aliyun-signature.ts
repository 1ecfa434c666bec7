import { createHmac } from 'node:crypto';

/**
 * Signature 1.0 of Aliyun's RPC interfaces: HMAC-SHA1 over method, path and the sorted parameters, keyed with the secret and
 * an ampersand (help.aliyun.com, "RPC 签名机制").
 * @param parameters all but `Signature` @returns base64
 */
export function signAliyun(method: 'GET' | 'POST', parameters: Readonly<Record<string, string>>, secret: string): string {
  const sorted = Object.keys(parameters)
    .sort()
    .map((name) => `${encode(name)}=${encode(parameters[name]!)}`)
    .join('&');
  return createHmac('sha1', `${secret}&`)
    .update(`${method}&${encode('/')}&${encode(sorted)}`)
    .digest('base64');
}

/** RFC 3986: more than encodeURIComponent escapes. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
