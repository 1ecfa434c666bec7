import * as z from 'zod';
import { SmsError } from '../../src/ports/sms.ts';
import type { Sms } from '../../src/ports/sms.ts';
import { postForJson } from './post-for-json.ts';
import { signTencent } from './tencent-signature.ts';

const answerSchema = z.object({
  Response: z.object({
    SendStatusSet: z.array(z.object({ Code: z.string() })).optional(),
    Error: z.object({ Code: z.string() }).optional(),
  }),
});

const contentType = 'application/json; charset=utf-8';

/** SendSms of Tencent Cloud SMS 2021-01-11. The template has one variable. @param options.now of the wall */
export function createTencentSms(options: {
  url: string;
  keyId: string;
  keySecret: string;
  signName: string;
  template: string;
  appId: string;
  region: string;
  now: () => number;
}): Sms {
  const { url, keyId, keySecret, signName, template, appId, region, now } = options;
  return {
    async send({ to, text, key }) {
      const body = JSON.stringify({
        PhoneNumberSet: [to],
        SmsSdkAppId: appId,
        SignName: signName,
        TemplateId: template,
        TemplateParamSet: [text],
        SessionContext: key,
      });
      const at = Math.floor(now() / 1_000);
      const { host } = new URL(url);
      const answer = answerSchema.safeParse(
        await postForJson(url, {
          headers: {
            authorization: signTencent({ host, service: 'sms', contentType, body, at, secretId: keyId, secretKey: keySecret }),
            'content-type': contentType,
            'x-tc-action': 'SendSms',
            'x-tc-region': region,
            'x-tc-timestamp': String(at),
            'x-tc-version': '2021-01-11',
          },
          body,
        }),
      );
      const said = answer.data?.Response;
      const code = said?.Error?.Code ?? said?.SendStatusSet?.[0]?.Code;
      if (code !== 'Ok') throw new SmsError('the SMS provider refused the message', { providerCode: code });
    },
  };
}
