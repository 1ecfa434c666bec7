import type { Checks } from '../join-adapters.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import type { Finding } from './finding.ts';
import { mailTrouble } from './mail-trouble.ts';
import { say } from './say.ts';

/** Whether a store's mailbox can be read and its mail be sent, in words. */
export async function checkStoreMail(store: StoreRecord, checks: Pick<Checks, 'imap' | 'smtp'>): Promise<Finding[]> {
  const { imapUrl, smtpUrl } = store.settings.mail ?? {};
  const findings: Finding[] = [];
  if (imapUrl) {
    const subject = `${store.id} IMAP ${new URL(imapUrl).host}`;
    findings.push(
      ...(await checks.imap(imapUrl).then(
        ({ mails, sentFolder }): Finding[] => [
          { state: 'ok', subject, words: say(`可以收信,信箱里有 ${mails} 封`, `can be read; ${mails} mails lie there`) },
          ...(sentFolder ? [] : [noCopies(subject)]),
        ],
        (error: unknown): Finding[] => [{ state: 'failed', subject, words: mailTrouble(error) }],
      )),
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

const noCopies = (subject: string): Finding => ({
  state: 'note',
  subject,
  words: say(
    '没有「已发送」文件夹。万一发信途中断电,更夫查不到信发出了没有,会请人来看',
    'has no Sent folder. Should the machine die while it sends, Gengfu cannot find out whether the mail left, and asks a person',
  ),
});
