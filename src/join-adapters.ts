import path from 'node:path';
import type { BackupPlace } from './ports/backup-place.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Inbox } from './inbox/inbox.ts';
import { joinMarketplaces } from './join-marketplaces.ts';
import type { ApiParts } from './join-marketplaces.ts';
import { joinMessengerChecks, joinMessengers } from './join-messengers.ts';
import type { MessengerDoctor, OnBudget, OnRefused } from './join-messengers.ts';
import type { FileStore } from './ports/file-store.ts';
import type { Sms, SmsTemplateState } from './ports/sms.ts';
import type { TeamMail } from './ports/team-mail.ts';
import type { Mailbox } from './ports/mailbox.ts';
import type { Marketplace } from './ports/marketplace.ts';
import type { Messenger } from './ports/messenger.ts';
import type { RemoteFiles } from './ports/remote-files.ts';
import type { Translator } from './ports/translator.ts';
import type { Database } from './store/database.ts';
import type { StoreDirectory } from './stores/store-directory.ts';
import type { StoreRecord } from './stores/store-record.ts';
import type { CardPreview } from './web/card-preview.ts';
import type { SandboxChat } from './web/sandbox-chat.ts';
import { createFolderStore } from '../adapters/files/folder.ts';
import { createS3Store } from '../adapters/files/s3.ts';

export interface Adapters {
  messengers: ReadonlyMap<string, Messenger>;
  translator: Translator | null;
  /** Null where none is configured. */
  teamMail: TeamMail | null;
  sms: Sms | null;
  marketplaceOf: (store: StoreRecord, source: string) => Marketplace;
  /** Marketplaces that push, by the name in `/in/:source/:store`. */
  pushers: ReadonlyMap<string, Marketplace>;
  openMailbox: (url: string) => Promise<Mailbox>;
  identifyMail: (raw: Uint8Array) => Promise<string>;
  createReceiver?: (parts: { stores: StoreDirectory; inbox: Inbox }) => { start(): Promise<unknown>; stop(): Promise<void> };
  /** Replies as the sandbox marketplace received them. */
  outbound?: (store?: string) => Promise<unknown[]>;
  /** What the sandbox page shows of the chat. */
  sandboxChat?: SandboxChat;
  /** How each real messenger would show a card; loaded when somebody looks for the first time. */
  previews: () => Promise<readonly CardPreview[]>;
  /** Where attachments lie, and how those of strangers are fetched. */
  files: FileStore;
  remoteFiles: RemoteFiles;
  close(): Promise<void>;
}

/** Where ports meet their implementations; of messengers and marketplaces, join-messengers.ts and join-marketplaces.ts. What is heavy is loaded when it is first used. */
export async function joinAdapters(parts: {
  config: Config;
  db: Database;
  clock: Clock;
  onBudget: OnBudget;
  onRefused: OnRefused;
  api: ApiParts;
}): Promise<Adapters> {
  const { config, db, clock } = parts;
  const joined = await joinMessengers(parts);
  const remoteFiles = joinRemoteFiles(config);
  const marketplaces = joinMarketplaces(parts);
  const teamMail = await joinTeamMail(config, clock);

  return {
    messengers: new Map(joined.messengers.map((messenger) => [messenger.name, messenger])),
    translator: await joinTranslator(config),
    teamMail,
    sms: await joinSms(config, clock),
    marketplaceOf: marketplaces.marketplaceOf,
    pushers: marketplaces.pushers,
    async openMailbox(url) {
      const { createImapMailbox } = await import('../adapters/mail/imap-mailbox.ts');
      return createImapMailbox({ url, now: () => clock.now() });
    },
    async identifyMail(raw) {
      const { identifyMail } = await import('../adapters/mail/identify-mail.ts');
      return identifyMail(raw);
    },
    ...(config.smtpPort === undefined ? {} : { createReceiver: (parts) => receiverFor(config.smtpPort!, parts) }),
    ...(marketplaces.outbound ? { outbound: marketplaces.outbound, sandboxChat: await joinSandboxChat(db) } : {}),
    previews: () => joinPreviews(config),
    files: openFileStore(config),
    remoteFiles,
    async close() {
      marketplaces.close();
      await remoteFiles.close();
      teamMail?.close();
      await joined.close();
    },
  };
}

/** The value of `webhook-signature` for a push that a shop would make. */
export { signStandardWebhook as signPush } from '../adapters/webhooks/standard-webhooks.ts';
export { identifyMail } from '../adapters/mail/identify-mail.ts';

/** Looks at what the service leans on without disturbing it; each rejects with the reason in the other side's words. */
export interface Checks {
  imap(url: string): Promise<{ mails: number; sentFolder: boolean }>;
  smtp(url: string): Promise<void>;
  /** Knocks at a shop's address for replies; nothing is delivered. */
  webhook(url: string): Promise<{ status: number }>;
  /** By name, of the messengers that are configured. */
  messengers: ReadonlyMap<string, MessengerDoctor>;
  /** Asks the provider about our template; sends nothing. Absent when none is configured. @throws SmsError */
  smsTemplate?(): Promise<SmsTemplateState>;
  /** Translates one word. Absent when no service is configured. */
  translator?(): Promise<void>;
}

const checkLimitMs = 10_000;

/** For `gengfu doctor` and `gengfu store check`. */
export function joinChecks(config: Config): Checks {
  const { translator, sms } = config;
  return {
    messengers: joinMessengerChecks(config),
    imap: async (url) => (await import('../adapters/mail/check-imap.ts')).checkImap(url, checkLimitMs),
    smtp: async (url) => (await import('../adapters/mail/check-smtp.ts')).checkSmtp(url, checkLimitMs),
    webhook: async (url) =>
      (await import('../adapters/marketplaces/generic/try-reply-address.ts')).tryReplyAddress(url, checkLimitMs),
    ...(sms && {
      async smsTemplate() {
        const { lookAtAliyunTemplate, lookAtTencentTemplate } = await import('../adapters/sms/look-at-template.ts');
        // Signatures carry the time that others see.
        const now = () => Date.now();
        return sms.provider === 'aliyun' ? lookAtAliyunTemplate({ ...sms, now }) : lookAtTencentTemplate({ ...sms, now });
      },
    }),
    ...(translator && {
      async translator() {
        const service = await joinTranslator(config);
        await service?.translate({
          text: 'Hallo',
          from: 'de',
          to: 'zh',
          glossary: [],
          signal: AbortSignal.timeout(config.translatorTimeoutMs),
        });
      },
    }),
  };
}

async function joinSandboxChat(db: Database): Promise<SandboxChat> {
  const [{ readRange }, { renderMessage }] = await Promise.all([
    import('../adapters/messengers/sandbox/read-messages.ts'),
    import('../adapters/messengers/sandbox/render-message.ts'),
  ]);
  return { read: (chat, range) => readRange(db, chat, range), draw: renderMessage };
}

async function joinPreviews({ dingtalk, wecom }: Config): Promise<readonly CardPreview[]> {
  const [{ feishuPreview }, { createDingtalkPreview }, { dingtalkTextPreview }, { createWecomPreview }] = await Promise.all([
    import('../adapters/messengers/feishu/preview.ts'),
    import('../adapters/messengers/dingtalk/preview.ts'),
    import('../adapters/messengers/dingtalk/preview-markdown.ts'),
    import('../adapters/messengers/wecom/preview.ts'),
  ]);
  return [
    feishuPreview,
    createDingtalkPreview(dingtalk),
    // What is sent until a template is imported.
    ...(dingtalk?.cardTemplate ? [] : [dingtalkTextPreview]),
    createWecomPreview(wecom),
  ];
}

async function joinTeamMail({ teamMail }: Config, clock: Clock): Promise<TeamMail | null> {
  if (!teamMail) return null;
  const { createTeamMail } = await import('../adapters/mail/team-mail.ts');
  return createTeamMail({ ...teamMail, now: () => clock.wall() });
}

async function joinSms({ sms }: Config, clock: Clock): Promise<Sms | null> {
  if (!sms) return null;
  // Signatures carry the time that others see.
  const now = (): number => clock.wall();
  if (sms.provider === 'aliyun') {
    const { createAliyunSms } = await import('../adapters/sms/aliyun.ts');
    return createAliyunSms({ ...sms, now });
  }
  const { createTencentSms } = await import('../adapters/sms/tencent.ts');
  return createTencentSms({ ...sms, now });
}

async function joinTranslator(config: Config): Promise<Translator | null> {
  if (config.translator) {
    const { createTranslator } = await import('../adapters/translators/create-translator.ts');
    return createTranslator(config.translator);
  }
  if (!config.sandbox) return null;
  const [{ createPhrasebookTranslator }, { phrasebook }] = await Promise.all([
    import('../adapters/translators/phrasebook.ts'),
    import('./sandbox/phrasebook.ts'),
  ]);
  return createPhrasebookTranslator({ phrases: phrasebook });
}

/** The built-in SMTP receiver serves whatever addresses the stores name at that moment. */
function receiverFor(port: number, { stores, inbox }: { stores: StoreDirectory; inbox: Inbox }) {
  const storesByAddress = (): Map<string, string> =>
    new Map(
      stores.all().flatMap(({ id, settings }) => (settings.mail?.addresses ?? []).map((address) => [address, id] as const)),
    );
  const opened = Promise.all([import('../adapters/mail/smtp-receiver.ts'), import('../adapters/mail/identify-mail.ts')]).then(
    ([{ createSmtpReceiver }, { identifyMail }]) =>
      createSmtpReceiver({
        port,
        addresses: () => storesByAddress().keys(),
        async onMail(raw, address) {
          const storeId = storesByAddress().get(address);
          // Taken off the list in between: the sender keeps the mail and is told at the next try.
          if (!storeId) throw new Error(`no store takes mail for ${address}`);
          await inbox.store({ storeId, source: 'mail', externalId: identifyMail(raw), body: raw });
        },
      }),
  );
  return { start: async () => (await opened).start(), stop: async () => (await opened).stop() };
}

/** The address check is loaded with the first file. */
export const openFileStore = (config: Pick<Config, 'files' | 'dataFolder'>): FileStore =>
  config.files.s3 ? createS3Store(config.files.s3) : createFolderStore(path.join(config.dataFolder, 'files'));

function joinRemoteFiles({ files }: Config): RemoteFiles {
  let opened: Promise<RemoteFiles> | undefined;
  const open = async (): Promise<RemoteFiles> => {
    const { createSafeFetch } = await import('../adapters/http/safe-fetch.ts');
    return createSafeFetch({ trustedHosts: files.trustedHosts });
  };
  return {
    fetch: async (url, limits) => (await (opened ??= open())).fetch(url, limits),
    close: async () => (await opened)?.close(),
  };
}

/** Where backups go, and where they are looked for: the nearest place first. */
export async function joinBackupPlaces({ backups }: Pick<Config, 'backups'>): Promise<BackupPlace[]> {
  const places: BackupPlace[] = [];
  if (backups.folder) {
    const { createFolderPlace } = await import('../adapters/files/backup-folder.ts');
    places.push(createFolderPlace(backups.folder));
  }
  if (backups.s3) {
    const { createS3Place } = await import('../adapters/files/backup-s3.ts');
    places.push(createS3Place(backups.s3));
  }
  return places;
}
