import type { Config } from '../config.ts';
import type { Checks } from '../join-adapters.ts';
import { SmsError } from '../ports/sms.ts';
import type { SmsTemplateState } from '../ports/sms.ts';
import type { Finding } from './finding.ts';
import { mailTrouble } from './mail-trouble.ts';
import { reasonOf } from './reason-of.ts';
import { say } from './say.ts';

/** Whether colleagues can be reached by mail and text message, where that is set. Sends nothing. */
export async function checkColleagueWays({ teamMail, sms }: Config, checks: Checks): Promise<Finding[]> {
  return (await Promise.all([teamMail ? checkTeamMail(teamMail, checks) : [], sms ? checkSms(checks) : []])).flat();
}

async function checkTeamMail({ url, from }: NonNullable<Config['teamMail']>, checks: Checks): Promise<Finding[]> {
  const subject = say('同事邮件 SMTP_URL', 'mail to colleagues SMTP_URL');
  try {
    await checks.smtp(url);
    return [{ state: 'ok', subject, words: say(`可以登录,以 ${from} 发信`, `can log in, and sends as ${from}`) }];
  } catch (error) {
    return [{ state: 'failed', subject, words: mailTrouble(error) }];
  }
}

async function checkSms(checks: Checks): Promise<Finding[]> {
  const subject = say('同事短信 SMS_PROVIDER', 'text messages SMS_PROVIDER');
  try {
    return [{ subject, ...templateWords(await checks.smsTemplate!()) }];
  } catch (error) {
    return [{ state: 'failed', subject, words: smsTrouble(error) }];
  }
}

function templateWords(state: SmsTemplateState): Omit<Finding, 'subject'> {
  switch (state) {
    case 'approved':
      return { state: 'ok', words: say('密钥可用,模板已通过审核', 'the key is good and the template is approved') };
    case 'under_review':
      return {
        state: 'failed',
        words: say(
          '密钥可用,但模板还在审核,通过之前发不出短信',
          'the key is good, but the template is still under review: nothing is sent before',
        ),
      };
    case 'refused':
      return {
        state: 'failed',
        words: say(
          '模板没有通过审核或已撤回。到短信控制台看原因,重新申请',
          'the template was not approved, or withdrawn. The SMS console says why; apply again',
        ),
      };
    case 'unknown':
      return { state: 'note', words: say('密钥可用;模板的状态查不到', 'the key is good; how the template stands is not told') };
  }
}

/** Both providers name what is wrong in their codes. */
function smsTrouble(error: unknown): string {
  const code = error instanceof SmsError ? (error.providerCode ?? '') : '';
  if (/AccessKey|Signature|AuthFailure|SecretId/i.test(code))
    return say(
      `短信服务商不认这对密钥 (${code})。重新复制 SMS_KEY_ID 和 SMS_KEY_SECRET,并核对这台机器的时间`,
      `the provider does not know this key (${code}). Copy SMS_KEY_ID and SMS_KEY_SECRET again, and compare the clock of this machine`,
    );
  if (/template/i.test(code))
    return say(`没有这个模板 (${code})。核对 SMS_TEMPLATE`, `there is no such template (${code}). Compare SMS_TEMPLATE`);
  if (/Permission|Unauthorized|Forbidden|RAM/i.test(code))
    return say(
      `这对密钥没有短信权限 (${code})。在访问控制里授予短信服务的权限`,
      `this key may not use SMS (${code}). Grant it the SMS service in the access management`,
    );
  if (code) return say(`短信服务商拒绝了 (${code})`, `the provider refused (${code})`);
  return say(
    `连接不到短信服务商。检查网络 (${reasonOf(error)})`,
    `the provider cannot be reached. Check the network (${reasonOf(error)})`,
  );
}
