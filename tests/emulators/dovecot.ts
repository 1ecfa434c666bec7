import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync } from 'node:fs';
import { chmod, chown, mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real IMAP server in a temporary folder: plain IMAP on loopback, one user, maildir. */
export interface Dovecot {
  /** imap://user:password@127.0.0.1:port/INBOX */
  url: string;
  port: number;
  /**
   * Puts a mail into the inbox as a delivery agent would: written aside, then renamed into `new`. `receivedAt` becomes
   * its internal date; now when absent.
   */
  deliver(raw: string | Uint8Array, receivedAt?: Date): Promise<void>;
  /** Files a copy of what the seller sent, as hosts do with mail that leaves through them. Needs the option `sentFolder`. */
  fileSent(raw: string | Uint8Array): Promise<void>;
  /** Ends the server and starts it again on the same port and mails. */
  restart(): Promise<void>;
  /** Forgets the UIDs, as after a restore from backup: the next look finds another UIDVALIDITY. */
  changeUidValidity(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the server is installed, null when it is not; Debian keeps it off an ordinary user's path. */
function findDovecot(): string | null {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin']) {
    const file = join(folder, 'dovecot');
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return null;
}

export function dovecotAvailable(): boolean {
  return findDovecot() !== null;
}

export interface DovecotOptions {
  /** Replaces what the server says it can do, e.g. to leave out IDLE. */
  capabilities?: string;
  /** What the folder of sent mail is called; none when absent. */
  sentFolder?: string;
}

export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const binary = findDovecot();
  if (!binary) throw new Error('dovecot is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'gengfu-imap-'));
  const port = await freePort();
  const owner = await mailOwner();
  const mails = join(folder, 'mail');
  // Maildir++: a folder lies beside the inbox's parts, with a dot before its name.
  const sent = options.sentFolder === undefined ? undefined : join(mails, `.${options.sentFolder}`);
  for (const place of [mails, ...(sent ? [sent] : [])]) {
    for (const part of ['tmp', 'new', 'cur']) await mkdir(join(place, part), { recursive: true });
    for (const path of [place, ...['tmp', 'new', 'cur'].map((part) => join(place, part))])
      await chown(path, owner.uid, owner.gid);
  }
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'users'), `seller:{PLAIN}secret:${owner.uid}:${owner.gid}::${mails}\n`);
  await writeFile(join(folder, 'dovecot.conf'), configuration({ folder, port, mails, owner, ...options }));
  let server = await launch(binary, folder, port);
  let delivered = 0;
  let generation = 1;

  async function put(place: string, raw: string | Uint8Array, receivedAt?: Date): Promise<void> {
    const name = `${Math.floor(Date.now() / 1000)}.M${String(delivered++).padStart(6, '0')}P${process.pid}.localhost`;
    await writeFile(join(place, 'tmp', name), raw);
    await chown(join(place, 'tmp', name), owner.uid, owner.gid);
    if (receivedAt) await utimes(join(place, 'tmp', name), receivedAt, receivedAt);
    await rename(join(place, 'tmp', name), join(place, 'new', name));
  }

  return {
    url: `imap://seller:secret@127.0.0.1:${port}/INBOX`,
    port,
    deliver: (raw, receivedAt) => put(mails, raw, receivedAt),
    async fileSent(raw) {
      if (!sent) throw new Error('this mailbox has no folder of sent mail');
      await put(sent, raw);
    },
    async restart() {
      await end(server);
      server = await launch(binary, folder, port);
    },
    async changeUidValidity() {
      await end(server);
      for (const index of [
        'dovecot.index',
        'dovecot.index.log',
        'dovecot.index.cache',
        'dovecot.list.index',
        'dovecot.list.index.log',
      ])
        await rm(join(mails, index), { force: true });
      // Version 3 header: V = UIDVALIDITY, N = next UID. Written by hand, since one second decides otherwise.
      const list = join(mails, 'dovecot-uidlist');
      await writeFile(list, `3 V${1_700_000_000 + generation++} N1\n`);
      await chown(list, owner.uid, owner.gid);
      server = await launch(binary, folder, port);
    },
    async stop() {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Owner {
  user: string;
  group: string;
  uid: number;
  gid: number;
}

/** Dovecot refuses to open mail as root; root therefore lends it the account that every Unix has for nobody's files. */
async function mailOwner(): Promise<Owner> {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { user: username, group: execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim(), uid, gid };
  return { user: 'nobody', group: 'nogroup', uid: 65534, gid: 65534 };
}

function configuration(at: DovecotOptions & { folder: string; port: number; mails: string; owner: Owner }): string {
  const { folder, port, mails, owner, capabilities, sentFolder } = at;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/dovecot.log
protocols = imap
${capabilities ? `imap_capability = ${capabilities}` : ''}
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${mails}
mail_fsync = never
${sentFolder ? `namespace inbox {\n  inbox = yes\n  mailbox ${sentFolder} {\n    auto = subscribe\n    special_use = \\Sent\n  }\n}` : ''}
first_valid_uid = ${Math.min(owner.uid, 1)}
default_login_user = ${owner.user}
default_internal_user = ${owner.user}
default_internal_group = ${owner.group}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap {
  process_limit = 50
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
`;
}

/** A test run that is broken off must not leave a server behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach(killGroup));

async function launch(binary: string, folder: string, port: number): Promise<ChildProcess> {
  const server = spawn(binary, ['-F', '-c', join(folder, 'dovecot.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  running.add(server);
  let complaint = '';
  server.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  for (let attempt = 0; attempt < 100; attempt++) {
    if (server.exitCode !== null) throw new Error(`dovecot ended: ${complaint}`);
    if (await accepts(port)) return server;
    await sleep(50);
  }
  server.kill('SIGKILL');
  throw new Error(`dovecot does not answer: ${complaint}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await gone;
  killGroup(server);
  running.delete(server);
}

/** Sessions that idle outlive their master; a machine that goes down takes them along. The group is the server's own. */
function killGroup(server: ChildProcess): void {
  try {
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
  } catch {
    // Nobody was left.
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    // Accepting is not enough: the greeting tells that logins are served.
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.setTimeout(1_000, () => socket.destroy());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0));
    });
  });
}
