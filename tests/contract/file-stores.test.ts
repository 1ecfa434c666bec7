import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createFolderStore } from '../../adapters/files/folder.ts';
import { createS3Store } from '../../adapters/files/s3.ts';
import { startS3Emulator } from '../emulators/s3.ts';
import { fileStoreContract } from './file-store.ts';

fileStoreContract('a folder', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-files-'));
  return { store: createFolderStore(folder), close: async () => rmSync(folder, { recursive: true }) };
});

fileStoreContract('a bucket', async () => {
  const service = await startS3Emulator();
  return { store: createS3Store(service), close: () => service.stop() };
});

test('a folder keeps its files from others, and from names that lead elsewhere', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-files-'));
  const store = createFolderStore(path.join(folder, 'files'));
  await store.put('abcdef', Buffer.from('x'));
  expect(readdirSync(path.join(folder, 'files', 'ab'))).toEqual(['abcdef']);
  expect(statSync(path.join(folder, 'files', 'ab', 'abcdef')).mode & 0o077).toBe(0);
  await expect(store.put('../../evil', Buffer.from('x'))).rejects.toThrow('not a name');
  rmSync(folder, { recursive: true });
});

test('a bucket whose service is short of breath is tried again; a wrong secret is not', async () => {
  const service = await startS3Emulator();
  service.fail(503, 503);
  const store = createS3Store(service);
  await store.put('patient', Buffer.from('x'));
  expect([...service.objects.keys()]).toEqual(['gengfu/patient']);
  await expect(createS3Store({ ...service, secret: 'other' }).put('a', Buffer.from('x'))).rejects.toThrow(
    'SignatureDoesNotMatch',
  );
  store.close();
  await service.stop();
});
