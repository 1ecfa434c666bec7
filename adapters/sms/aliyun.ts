import * as z from 'zod';
import { SmsError } from '../../src/ports/sms.ts';
import type { Sms } from '../../src/ports/sms.ts';
import { callAliyun } from './aliyun-call.ts';
import type { AliyunAccount } from './aliyun-call.ts';

const answerSchema = z.object({ Code: z.string() });

/** A template variable takes 35 characters (help.aliyun.com, "短信模板规范"). */
const longestVariable = 35;

/** SendSms of Dysmsapi 2017-05-25. @param options.variable name of the template's one variable */
export function createAliyunSms(options: AliyunAccount & { signName: string; template: string; variable: string }): Sms {
  const { signName, template, variable } = options;
  return {
    async send({ to, text, key }) {
      const answer = answerSchema.safeParse(
        await callAliyun(options, 'SendSms', {
          OutId: key,
          // Numbers of the mainland go without their country code.
          PhoneNumbers: to.replace(/^\+86/, '').replace(/^\+/, '00'),
          SignName: signName,
          TemplateCode: template,
          TemplateParam: JSON.stringify({ [variable]: [...text].slice(0, longestVariable).join('') }),
        }),
      );
      if (answer.data?.Code !== 'OK')
        throw new SmsError('the SMS provider refused the message', { providerCode: answer.data?.Code });
    },
  };
}
