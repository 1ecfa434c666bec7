import type { Checks } from '../join-adapters.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import type { Finding } from './finding.ts';
import { say } from './say.ts';

/** Whether a store's mailbox can be read and its mail be sent, in words. */
export async function checkStoreMail(store: StoreRecord, checks: Pick<Checks, 'imap' | 'smtp'>): Promise<Finding[]> {
  const { imapUrl, smtpUrl } = store.settings.mail ?? {};
  const findings: Finding[] = [];
  if (imapUrl) {
    const subject = `${store.id} IMAP ${new URL(imapUrl).host}`;
    findings.push(
      await checks.imap(imapUrl).then(
        ({ mails }): Finding => ({
          state: 'ok',
          subject,
          words: say(`可以收信,信箱里有 ${mails} 封`, `can be read; ${mails} mails lie there`),
        }),
        (error: unknown): Finding => ({ state: 'failed', subject, words: mailTrouble(error) }),
      ),
    );
  }
  if (smtpUrl) {
    const subject = `${store.id} SMTP ${new URL(smtpUrl).host}`;
    findings.push(
      await checks.smtp(smtpUrl).then(
        (): Finding => ({ state: 'ok', subject, words: say('可以发信', 'can send') }),
        (error: unknown): Finding => ({ state: 'failed', subject, words: mailTrouble(error) }),
      ),
    );
  }
  return findings;
}

function mailTrouble(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  const words = message.split('\n')[0]!.slice(0, 200);
  if (/auth|login|credential|password|535/i.test(`${code} ${message}`)) {
    return say(
      `登录被拒:${words}。检查用户名和密码;很多邮箱要用「授权码」`,
      `login refused: ${words}. Check user and password; many providers want an app password`,
    );
  }
  return say(`连不上:${words}。检查主机、端口和 imaps/smtps`, `cannot be reached: ${words}. Check host, port and imaps/smtps`);
}
