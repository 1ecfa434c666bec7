import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { SmsError } from '../../src/ports/sms.ts';
import type { Sms } from '../../src/ports/sms.ts';
import { signAliyun } from './aliyun-signature.ts';
import { postForJson } from './post-for-json.ts';

const answerSchema = z.object({ Code: z.string() });

/** A template variable takes 35 characters (help.aliyun.com, "短信模板规范"). */
const longestVariable = 35;

/** SendSms of Dysmsapi 2017-05-25. @param options.variable name of the template's one variable @param options.now of the wall */
export function createAliyunSms(options: {
  url: string;
  keyId: string;
  keySecret: string;
  signName: string;
  template: string;
  variable: string;
  now: () => number;
}): Sms {
  const { url, keyId, keySecret, signName, template, variable, now } = options;
  return {
    async send({ to, text, key }) {
      const parameters = {
        AccessKeyId: keyId,
        Action: 'SendSms',
        Format: 'JSON',
        OutId: key,
        // Numbers of the mainland go without their country code.
        PhoneNumbers: to.replace(/^\+86/, '').replace(/^\+/, '00'),
        SignName: signName,
        SignatureMethod: 'HMAC-SHA1',
        SignatureNonce: randomUUID(),
        SignatureVersion: '1.0',
        TemplateCode: template,
        TemplateParam: JSON.stringify({ [variable]: [...text].slice(0, longestVariable).join('') }),
        Timestamp: `${new Date(now()).toISOString().slice(0, 19)}Z`,
        Version: '2017-05-25',
      };
      const body = new URLSearchParams({ ...parameters, Signature: signAliyun('POST', parameters, keySecret) }).toString();
      const answer = answerSchema.safeParse(
        await postForJson(url, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }),
      );
      if (answer.data?.Code !== 'OK')
        throw new SmsError('the SMS provider refused the message', { providerCode: answer.data?.Code });
    },
  };
}
