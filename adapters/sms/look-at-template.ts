import * as z from 'zod';
import { SmsError } from '../../src/ports/sms.ts';
import type { SmsTemplateState } from '../../src/ports/sms.ts';
import { callAliyun } from './aliyun-call.ts';
import type { AliyunAccount } from './aliyun-call.ts';
import { callTencent } from './tencent-call.ts';
import type { TencentAccount } from './tencent-call.ts';

const aliyunAnswer = z.object({ Code: z.string(), TemplateStatus: z.number().optional() });

/** QuerySmsTemplate of Dysmsapi 2017-05-25: proves the key and sends nothing. @throws SmsError */
export async function lookAtAliyunTemplate(options: AliyunAccount & { template: string }): Promise<SmsTemplateState> {
  const answer = aliyunAnswer.safeParse(await callAliyun(options, 'QuerySmsTemplate', { TemplateCode: options.template }));
  if (answer.data?.Code !== 'OK') throw new SmsError('the SMS provider refused to look', { providerCode: answer.data?.Code });
  switch (answer.data.TemplateStatus) {
    case 0:
      return 'under_review';
    case 1:
      return 'approved';
    case 2:
    case 10:
      return 'refused';
    default:
      return 'unknown';
  }
}

const tencentAnswer = z.object({
  Response: z.object({
    DescribeTemplateStatusSet: z.array(z.object({ StatusCode: z.number() })).optional(),
    Error: z.object({ Code: z.string() }).optional(),
  }),
});

/** DescribeSmsTemplateList of Tencent Cloud SMS 2021-01-11, for the mainland: proves the key and sends nothing. @throws SmsError */
export async function lookAtTencentTemplate(options: TencentAccount & { template: string }): Promise<SmsTemplateState> {
  const given = { TemplateIdSet: [Number(options.template)], International: 0 };
  const answer = tencentAnswer.safeParse(await callTencent(options, 'DescribeSmsTemplateList', given));
  const said = answer.data?.Response;
  if (!said || said.Error) throw new SmsError('the SMS provider refused to look', { providerCode: said?.Error?.Code });
  switch (said.DescribeTemplateStatusSet?.[0]?.StatusCode) {
    case 0:
    case 2:
      return 'approved';
    case 1:
      return 'under_review';
    case -1:
      return 'refused';
    default:
      return 'unknown';
  }
}
