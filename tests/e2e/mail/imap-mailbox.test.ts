import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { normalise } from '../../../adapters/marketplaces/mailbox/normalise.ts';
import { dovecotAvailable, startDovecot, type Dovecot } from '../../emulators/dovecot.ts';
import { startMuteProxy } from './mute-proxy.ts';
import { eventually, mail, watchInbox, type WatchedInbox, type WatchOptions } from './watch-inbox.ts';

if (!dovecotAvailable())
  process.stderr.write('SKIPPED: dovecot is not installed, so no IMAP server was tried (apt-get install dovecot-imapd)\n');

describe.skipIf(!dovecotAvailable())('a real IMAP server', () => {
  let server: Dovecot;
  const open: WatchedInbox[] = [];
  const watch = async (options: WatchOptions = {}) => {
    const inbox = await watchInbox(server.url, options);
    open.push(inbox);
    return inbox;
  };
  const connected = (inbox: WatchedInbox) =>
    eventually(() => inbox.mailbox.connection().state === 'connected' && inbox.cursors.length > 0);

  beforeEach(async () => {
    server = await startDovecot();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((inbox) => inbox.stop()));
    await server.stop();
  });

  it('hands over a new mail when it arrives, not at the next poll', async () => {
    const inbox = await watch();
    await connected(inbox);
    const delivered = Date.now();
    await server.deliver(mail('knock'));
    await inbox.until('knock');
    expect(inbox.stored[0]!.at - delivered).toBeLessThan(5_000);
    expect(inbox.stored[0]!.raw.toString()).toBe(mail('knock'));
    const { state, lastInboundAt, problem } = inbox.mailbox.connection();
    expect({ state, problem }).toEqual({ state: 'connected', problem: null });
    expect(lastInboundAt).toBeGreaterThanOrEqual(delivered);
  });

  it('polls where the server has no IDLE', async () => {
    await server.stop();
    server = await startDovecot({ capabilities: 'IMAP4rev1 LITERAL+ ID ENABLE UIDPLUS' });
    const inbox = await watch({ pollMs: 200 });
    await connected(inbox);
    await server.deliver(mail('knock'));
    await inbox.until('knock');
  });

  it('changes no flag: the team still sees the mail as unread', async () => {
    await server.deliver(mail('unread'));
    const inbox = await watch();
    await inbox.until('unread');
    const other = new ImapFlow({
      host: '127.0.0.1',
      port: server.port,
      secure: false,
      auth: { user: 'seller', pass: 'secret' },
      logger: false,
    });
    await other.connect();
    await other.mailboxOpen('INBOX', { readOnly: true });
    const seen = await other.fetchOne('1', { flags: true });
    await other.logout();
    // \Recent goes with the first session that opens the mailbox for writing (RFC 3501 §2.3.2).
    expect(seen && [...(seen.flags ?? [])]).toEqual(['\\Recent']);
  });

  it('begins with the last two days on the first start, and never looks further back', async () => {
    const day = 86_400_000;
    await server.deliver(mail('old'), new Date(Date.now() - 30 * day));
    await server.deliver(mail('yesterday'), new Date(Date.now() - day));
    const inbox = await watch();
    await inbox.until('yesterday');
    await server.deliver(mail('now'));
    await inbox.until('now');
    expect(inbox.stored.map(({ subject }) => subject)).toEqual(['yesterday', 'now']);
  });

  it('goes on behind the cursor after a restart of ours', async () => {
    await server.deliver(mail('one'));
    const before = await watch();
    await before.until('one');
    await connected(before);
    await before.stop();
    await server.deliver(mail('two'));
    const after = await watch({ cursor: before.cursors.at(-1) });
    await after.until('two');
    expect(after.stored.map(({ subject }) => subject)).toEqual(['two']);
  });

  it('comes back after a restart of the server and misses nothing', async () => {
    const inbox = await watch();
    await connected(inbox);
    await server.restart();
    await server.deliver(mail('meanwhile'));
    await inbox.until('meanwhile');
    await server.deliver(mail('afterwards'));
    await inbox.until('afterwards');
    expect(inbox.stored).toHaveLength(2);
  });

  it('looks at recent mail again when the UIDs have lost their meaning', async () => {
    await server.deliver(mail('one'));
    const inbox = await watch();
    await inbox.until('one');
    await connected(inbox);
    const { uidValidity } = inbox.cursors.at(-1)!;
    await server.changeUidValidity();
    await server.deliver(mail('two'));
    await inbox.until('two');
    await eventually(() => inbox.cursors.at(-1)!.uidValidity !== uidValidity);
    expect(inbox.stored.map(({ subject }) => subject).sort()).toEqual(['one', 'one', 'two']);
  });

  it('moves the cursor only behind mail that is durable, whatever fails in between', async () => {
    const subjects = Array.from({ length: 40 }, (_, index) => `mail-${index}`);
    for (const subject of subjects.slice(0, 25)) await server.deliver(mail(subject));
    let calls = 0;
    const durable = new Set<string>();
    const inbox = await watch({
      limits: { batchCount: 4 },
      store: async (subject) => {
        await sleep(calls % 3);
        if (++calls % 7 === 3) throw new Error('the disk is full');
        durable.add(subject);
      },
    });
    const ahead: string[] = [];
    const checking = setInterval(() => {
      const passed = inbox.cursors.at(-1)?.lastUid ?? 0;
      // One mailbox, mails delivered one by one: UID n is the n-th mail.
      ahead.push(...subjects.slice(0, passed).filter((subject) => !durable.has(subject)));
    }, 1);
    await inbox.until(...subjects.slice(0, 10));
    await server.restart();
    for (const subject of subjects.slice(25)) await server.deliver(mail(subject));
    await inbox.until(...subjects);
    clearInterval(checking);
    expect(ahead).toEqual([]);
    await eventually(() => inbox.cursors.at(-1)?.lastUid === subjects.length);
  });

  it('fetches only the beginning of a mail over the cap, and says so', async () => {
    await server.deliver(mail('huge', 'The lid is bent.\r\n' + 'x'.repeat(50_000) + '\r\n'));
    await server.deliver(mail('small'));
    const inbox = await watch({ limits: { maxBytes: 10_000, beginningBytes: 1_000 } });
    await inbox.until('huge', 'small');
    const huge = inbox.stored.find(({ subject }) => subject === 'huge')!;
    expect(huge.raw.length).toBeLessThan(1_100);
    expect(huge.position.cutFrom).toBeGreaterThan(50_000);
    const [message] = await normalise(
      { source: 'mail', externalId: 'huge', receivedAt: Date.now(), body: huge.raw },
      {
        id: 's',
        platform: 'mailbox',
        name: 'Shop',
        site: 'de',
        locale: 'de',
        zone: 'Europe/Berlin',
        settings: { sandbox: false },
      },
    );
    const attachments = [
      { name: 'original.eml', type: 'message/rfc822', size: huge.position.cutFrom, from: { lost: 'too_large' } },
    ];
    expect(message).toMatchObject({ kind: 'buyer_message', attachments });
    expect(message?.kind === 'buyer_message' && message.text).toContain('The lid is bent.');
  });

  it('notices a connection that fell silent without ending', async () => {
    const proxy = await startMuteProxy(server.port);
    const inbox = await watchInbox(server.url.replace(String(server.port), String(proxy.port)), { pollMs: 300, silenceMs: 500 });
    await connected(inbox);
    proxy.mute();
    await server.deliver(mail('through the silence'));
    await inbox.until('through the silence');
    expect(proxy.connections()).toBeGreaterThan(1);
    await inbox.stop();
    await proxy.stop();
  });

  it('says why it cannot log in, without the password', async () => {
    const inbox = await watchInbox(server.url.replace('secret', 'not-the-password'));
    await eventually(() => inbox.mailbox.connection().state === 'down');
    const { problem } = inbox.mailbox.connection();
    expect(problem).toMatch(/auth/i);
    expect(problem).not.toContain('not-the-password');
    await inbox.stop();
  });

  it('settles the mail under way before it stops', async () => {
    let begun = 0;
    const inbox = await watch({
      store: async () => {
        begun += 1;
        await sleep(300);
      },
    });
    await server.deliver(mail('slow'));
    await eventually(() => begun === 1);
    await inbox.stop();
    expect(inbox.stored.map(({ subject }) => subject)).toEqual(['slow']);
    expect(inbox.cursors.at(-1)?.lastUid).toBe(1);
    expect(inbox.mailbox.connection().state).toBe('idle');
  });
});
