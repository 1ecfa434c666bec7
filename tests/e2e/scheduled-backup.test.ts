import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { terminal } from '../cli/run-cli.ts';
import { startS3Emulator } from '../emulators/s3.ts';
import type { S3Emulator } from '../emulators/s3.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { phonePhoto } from '../timeline/sample-files.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import { until } from '../timeline/until.ts';

let s3: S3Emulator;
beforeAll(async () => {
  s3 = await startS3Emulator();
});
afterAll(() => s3.stop());

const inBucket = () => ({
  GENGFU_BACKUP_S3_URL: s3.url,
  GENGFU_BACKUP_S3_BUCKET: s3.bucket,
  GENGFU_BACKUP_S3_KEY: s3.key,
  GENGFU_BACKUP_S3_SECRET: s3.secret,
  GENGFU_BACKUP_S3_REGION: s3.region,
});
const everySecond = { GENGFU_BACKUP: '* * * * * *', GENGFU_BACKUP_KEEP: '1' };
const manifests = (names: Iterable<string>): string[] => [...names].filter((name) => name.endsWith('Z.json')).sort();

test('backups are made on schedule under load, the last one kept in a folder and a bucket; one restores to that moment and nothing else', async () => {
  const folder = dataFolder();
  const service = await startInside({ env: { ...everySecond, ...inBucket(), GENGFU_BACKUP_FOLDER: folder } });
  const sandbox = sandboxClient(service.url);
  const file = { name: 'a.jpg', data: (await phonePhoto(200)).toString('base64') };
  await sandbox.buyer({ store: 'amazon-de', buyer: 'Anna', text: 'Kaputt!', files: [file] });
  await until(() => existsSync(path.join(service.folder, 'files')), 'the attachment is stored');

  const acknowledged: { id: string; at: number }[] = [];
  const busy = new AbortController();
  const writing = (async () => {
    for (let n = 0; !busy.signal.aborted; n++) {
      const { messageId } = await sandbox.buyer({ store: 'shopee-my', buyer: `buyer ${n}`, text: 'Where is my parcel?' });
      acknowledged.push({ id: messageId, at: Date.now() });
    }
  })();
  const [first] = await until(
    () => (manifests(readdirSync(folder)).length > 0 ? manifests(readdirSync(folder)) : null),
    'a backup',
  );
  await until(() => manifests(readdirSync(folder))[0]! > first!, 'the first of two backups gone');
  await until(() => service.desk.db.read.setting.findUnique({ where: { key: 'backupState' } }), 'the record of it');
  busy.abort();
  await writing;
  await service.settled();
  await service.desk.db.write((tx) => service.desk.queue.cancel(tx, ['backup']));
  await service.desk.queue.idle();
  expect(manifests(readdirSync(folder)).length).toBe(1);
  const stored = [...s3.objects.keys()].map((key) => key.replace('gengfu-backup/', ''));
  expect(manifests(stored)).toEqual(manifests(readdirSync(folder)));
  expect(stored.some((name) => name.startsWith('files/'))).toBe(true);

  const name = manifests(stored)[0]!.replace('.json', '');
  const { at, files } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as { at: string; files: string[] };
  const elsewhere = terminal({ env: inBucket() });
  expect((await elsewhere('db', 'restore', name)).err).toMatch(/key/);
  copyFileSync(path.join(service.folder, 'key'), path.join(elsewhere.folder, 'key'));
  expect((await elsewhere('db', 'restore', name)).out).toContain(`restored ${name}`);
  for (const each of files) expect(existsSync(path.join(elsewhere.folder, 'files', each))).toBe(true);

  const restored = new Sqlite(path.join(elsewhere.folder, 'gengfu.db'), { readonly: true });
  const original = new Sqlite(path.join(service.folder, 'gengfu.db'), { readonly: true });
  const all = (db: Sqlite.Database) =>
    db
      .prepare('SELECT "id", "externalId", "storeId", "receivedAt", hex("bodySealed") AS body FROM "InboxEvent" ORDER BY "id"')
      .all() as {
      externalId: string;
    }[];
  const [before, after] = [all(restored), all(original)];
  // A moment of the original: as far as it goes the same, byte for byte, and everything acknowledged by then is in it.
  expect(before).toEqual(after.slice(0, before.length));
  expect(before.length).toBeLessThan(after.length);
  const known = new Set(before.map(({ externalId }) => externalId));
  const due = acknowledged.filter((each) => each.at < Date.parse(at));
  expect(due.length).toBeGreaterThan(0);
  expect(due.filter(({ id }) => !known.has(id))).toEqual([]);
  expect(restored.prepare('SELECT count(*) FROM "Message"').pluck().get()).toBeGreaterThan(0);
  restored.close();
  original.close();
  await service.stop();

  const broken = readFileSync(path.join(folder, `${name}.db`));
  broken.writeUInt8(broken.readUInt8(broken.length - 100) ^ 1, broken.length - 100);
  writeFileSync(path.join(folder, `${name}.db`), broken);
  const local = terminal({ folder: elsewhere.folder, env: { GENGFU_BACKUP_FOLDER: folder } });
  expect((await local('db', 'restore', name)).err).toMatch(/checksum|damaged/);
}, 60_000);

test('a backup that fails is told in the group, once', async () => {
  const gone = { ...inBucket(), GENGFU_BACKUP_S3_URL: 'http://127.0.0.1:9' };
  const service = await startInside({ env: { ...everySecond, ...gone, GENGFU_LANGUAGE: 'en' } });
  const sandbox = sandboxClient(service.url);
  const told = async () => (await sandbox.messages()).filter(({ text }) => text.includes('The scheduled backup failed'));
  await until(async () => (await told()).length > 0, 'the failure told');
  expect((await told()).map(({ text }) => text)).toEqual([
    expect.stringContaining('127.0.0.1:9/shop-files: ECONNREFUSED') as string,
  ]);
  expect((await sandbox.say('lin', '/status'))[0]!.text).toContain('No scheduled backup has succeeded since');
  const state = JSON.parse(
    (await service.desk.db.read.setting.findUniqueOrThrow({ where: { key: 'backupState' } })).value,
  ) as object;
  expect(state).toMatchObject({ lastAt: null, problem: expect.any(String) as string });
  await service.stop();
});
