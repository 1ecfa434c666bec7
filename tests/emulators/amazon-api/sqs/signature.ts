import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { QueueRefusal } from './refusal.ts';

export interface SignedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

const windowMs = 15 * 60_000;
const coral = 'com.amazon.coral.service';

/**
 * AWS Signature Version 4 of a call to the queue, which SQS checks on every request: this is the IAM that notifications
 * rely on (facts/marketplaces §3.5). The SDK signs with the machine's clock, so its window is on that.
 * @throws QueueRefusal 403
 */
export function checkSignature(
  request: SignedRequest,
  keys: { accessKeyId: string; secretAccessKey: string; region: string },
  now: number,
): void {
  const header = request.headers.authorization;
  if (!header)
    throw new QueueRefusal(403, `${coral}#MissingAuthenticationTokenException`, 'Request is missing Authentication Token');
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^,/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  if (!parts) throw new QueueRefusal(403, `${coral}#IncompleteSignatureException`, 'Authorization header is malformed.');
  const [, accessKeyId, date, region, service, signedHeaders, signature] = parts as unknown as string[];
  if (accessKeyId !== keys.accessKeyId)
    throw new QueueRefusal(403, `${coral}#UnrecognizedClientException`, 'The security token included in the request is invalid.');
  const stamp = request.headers['x-amz-date'] ?? '';
  if (Math.abs(stampToMs(stamp) - now) > windowMs || !stamp.startsWith(date!))
    throw new QueueRefusal(403, `${coral}#InvalidSignatureException`, `Signature expired: ${stamp}`);
  if (region !== keys.region || service !== 'sqs')
    throw new QueueRefusal(403, `${coral}#InvalidSignatureException`, 'Credential should be scoped to a valid region.');

  const names = signedHeaders!.split(';');
  const canonical = [
    request.method,
    request.path,
    '',
    ...names.map((name) => `${name}:${(request.headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`),
    '',
    signedHeaders,
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = [date!, region, service, 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${keys.secretAccessKey}`,
  );
  const expected = createHmac('sha256', key).update(toSign).digest();
  if (!names.includes('host') || !timingSafeEqual(expected, Buffer.from(signature!, 'hex')))
    throw new QueueRefusal(
      403,
      `${coral}#InvalidSignatureException`,
      'The request signature we calculated does not match the signature you provided.',
    );
}

/** 20261120T081500Z */
function stampToMs(stamp: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  return year === undefined ? Number.NaN : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
