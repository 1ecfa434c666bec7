import * as z from 'zod';
import { SmsError } from '../../src/ports/sms.ts';
import type { Sms } from '../../src/ports/sms.ts';
import { callTencent } from './tencent-call.ts';
import type { TencentAccount } from './tencent-call.ts';

const answerSchema = z.object({
  Response: z.object({
    SendStatusSet: z.array(z.object({ Code: z.string() })).optional(),
    Error: z.object({ Code: z.string() }).optional(),
  }),
});

/** SendSms of Tencent Cloud SMS 2021-01-11. The template has one variable. */
export function createTencentSms(options: TencentAccount & { signName: string; template: string; appId: string }): Sms {
  const { signName, template, appId } = options;
  return {
    async send({ to, text, key }) {
      const answer = answerSchema.safeParse(
        await callTencent(options, 'SendSms', {
          PhoneNumberSet: [to],
          SmsSdkAppId: appId,
          SignName: signName,
          TemplateId: template,
          TemplateParamSet: [text],
          SessionContext: key,
        }),
      );
      const said = answer.data?.Response;
      const code = said?.Error?.Code ?? said?.SendStatusSet?.[0]?.Code;
      if (code !== 'Ok') throw new SmsError('the SMS provider refused the message', { providerCode: code });
    },
  };
}
