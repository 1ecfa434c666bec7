import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';

/** As the provider understood it. */
export interface SentSms {
  to: string;
  signName: string;
  template: string;
  values: string[];
}

export const smsAccount = {
  keyId: 'emulated-key',
  keySecret: 'emulated-secret',
  signName: '更夫',
  template: 'SMS_1001',
  appId: '1400006666',
};

/** Clocks further apart than this are refused by both. */
const mostSkewMs = 15 * 60_000;

type Review = 'approved' | 'under_review' | 'refused';

const reviews = {
  aliyun: { approved: 1, under_review: 0, refused: 2 },
  tencent: { approved: 0, under_review: 1, refused: -1 },
} as const;

export type SmsEmulator = Awaited<ReturnType<typeof startSmsEmulator>>;

/** Aliyun's and Tencent Cloud's SMS doors on loopback; each checks its own signature, written from its documents. */
export async function startSmsEmulator() {
  const sent: SentSms[] = [];
  const refusals: string[] = [];
  const nonces = new Set<string>();
  let review: Review = 'approved';
  const app = new Hono();

  app.post('/aliyun/', async (c) => {
    const parameters = new URLSearchParams(await c.req.text());
    const { Signature: signature = '', ...given } = Object.fromEntries(parameters) as Record<string, string>;
    const query = Object.entries(given)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`)
      .join('&');
    const expected = createHmac('sha1', `${smsAccount.keySecret}&`)
      .update(`POST&%2F&${rfc3986(query)}`)
      .digest('base64');
    if (given.AccessKeyId !== smsAccount.keyId) return c.json({ Code: 'InvalidAccessKeyId.NotFound' }, 404);
    if (!same(signature, expected)) return c.json({ Code: 'SignatureDoesNotMatch' }, 400);
    if (Math.abs(Date.parse(given.Timestamp ?? '') - Date.now()) > mostSkewMs)
      return c.json({ Code: 'InvalidTimeStamp.Expired' }, 400);
    if (nonces.has(given.SignatureNonce ?? '')) return c.json({ Code: 'SignatureNonceUsed' }, 400);
    nonces.add(given.SignatureNonce ?? '');
    if (given.Action === 'QuerySmsTemplate' && given.Version === '2017-05-25')
      return given.TemplateCode === smsAccount.template
        ? c.json({
            Code: 'OK',
            Message: 'OK',
            TemplateCode: smsAccount.template,
            TemplateStatus: reviews.aliyun[review],
            RequestId: 'r',
          })
        : c.json({ Code: 'isv.SMS_TEMPLATE_ILLEGAL', Message: 'refused' });
    if (given.Action !== 'SendSms' || given.Version !== '2017-05-25') return c.json({ Code: 'InvalidAction.NotFound' }, 404);
    if (!/^1\d{10}$|^00\d{6,}$/u.test(given.PhoneNumbers ?? '')) return c.json({ Code: 'isv.MOBILE_NUMBER_ILLEGAL' });
    const refusal = refusals.shift();
    if (refusal) return c.json({ Code: refusal, Message: 'refused' });
    const values = Object.values(JSON.parse(given.TemplateParam ?? '{}') as Record<string, string>);
    sent.push({ to: given.PhoneNumbers!, signName: given.SignName!, template: given.TemplateCode!, values });
    return c.json({ Code: 'OK', Message: 'OK', BizId: `biz-${sent.length}`, RequestId: 'r' });
  });

  app.post('/tencent/', async (c) => {
    const body = await c.req.text();
    const header = (name: string): string => c.req.header(name) ?? '';
    const at = Number(header('x-tc-timestamp'));
    const date = new Date(at * 1_000).toISOString().slice(0, 10);
    const found =
      /^TC3-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=content-type;host, Signature=([0-9a-f]{64})$/u.exec(
        header('authorization'),
      );
    const fail = (code: string) => c.json({ Response: { Error: { Code: code, Message: 'refused' }, RequestId: 'r' } });
    if (!found || found[1] !== smsAccount.keyId || found[2] !== `${date}/sms/tc3_request`)
      return fail('AuthFailure.InvalidAuthorization');
    if (Math.abs(at * 1_000 - Date.now()) > 5 * 60_000) return fail('AuthFailure.SignatureExpire');
    const canonical = `POST\n/\n\ncontent-type:${header('content-type')}\nhost:${header('host')}\n\ncontent-type;host\n${hash(body)}`;
    const toSign = `TC3-HMAC-SHA256\n${at}\n${date}/sms/tc3_request\n${hash(canonical)}`;
    const key = [date, 'sms', 'tc3_request'].reduce<string | Buffer>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      `TC3${smsAccount.keySecret}`,
    );
    if (!same(found[3]!, createHmac('sha256', key).update(toSign).digest('hex'))) return fail('AuthFailure.SignatureFailure');
    if (header('x-tc-action') === 'DescribeSmsTemplateList' && header('x-tc-version') === '2021-01-11') {
      const StatusCode = reviews.tencent[review];
      return c.json({ Response: { DescribeTemplateStatusSet: [{ TemplateId: 1, StatusCode }], RequestId: 'r' } });
    }
    if (header('x-tc-action') !== 'SendSms' || header('x-tc-version') !== '2021-01-11') return fail('InvalidAction');
    const request = JSON.parse(body) as Record<string, string> & { PhoneNumberSet: string[]; TemplateParamSet: string[] };
    if (request.SmsSdkAppId !== smsAccount.appId) return fail('UnauthorizedOperation.SmsSdkAppIdVerifyFail');
    const [to = ''] = request.PhoneNumberSet;
    const code = refusals.shift() ?? (/^\+\d{8,15}$/u.test(to) ? 'Ok' : 'InvalidParameterValue.IncorrectPhoneNumber');
    if (code === 'Ok')
      sent.push({ to, signName: request.SignName!, template: request.TemplateId!, values: request.TemplateParamSet });
    return c.json({
      Response: { SendStatusSet: [{ SerialNo: '1', PhoneNumber: to, Fee: 1, Code: code, Message: code }], RequestId: 'r' },
    });
  });

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    /** The settings with which the product finds this provider. */
    env: (provider: 'aliyun' | 'tencent') => ({
      SMS_PROVIDER: provider,
      SMS_KEY_ID: smsAccount.keyId,
      SMS_KEY_SECRET: smsAccount.keySecret,
      SMS_SIGN_NAME: smsAccount.signName,
      SMS_TEMPLATE: smsAccount.template,
      SMS_APP_ID: smsAccount.appId,
      SMS_URL: `${url}/${provider}/`,
    }),
    sent: (): readonly SentSms[] => sent,
    /** The next message is refused with this code of the provider. */
    refuse: (code: string): void => void refusals.push(code),
    /** How the review of the template stands. */
    reviewed: (state: Review): void => void (review = state),
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const rfc3986 = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9_.~-]/u.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
