import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileStore } from '../../src/ports/file-store.ts';

/** What every place for files does, whoever it is. */
export function fileStoreContract(name: string, open: () => Promise<{ store: FileStore; close(): Promise<void> }>): void {
  describe(`the files of ${name}`, () => {
    let stage: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => void (stage = await open()));
    afterAll(async () => {
      stage.store.close();
      await stage.close();
    });

    test('come back byte for byte, and replace what had their name', async () => {
      const bytes = randomBytes(3_000_000);
      await stage.store.put('picture_-1', bytes);
      expect(Buffer.from((await stage.store.get('picture_-1'))!).equals(bytes)).toBe(true);
      await stage.store.put('picture_-1', Buffer.from('newer'));
      expect(Buffer.from((await stage.store.get('picture_-1'))!).toString()).toBe('newer');
    });

    test('are null when there are none, and can be deleted twice', async () => {
      expect(await stage.store.get('nothing')).toBeNull();
      await stage.store.put('fleeting', Buffer.from('x'));
      await stage.store.delete('fleeting');
      await stage.store.delete('fleeting');
      expect(await stage.store.get('fleeting')).toBeNull();
    });

    test('of one name written at once are one of them whole', async () => {
      const versions = Array.from({ length: 8 }, (_, index) => Buffer.alloc(200_000, index));
      await Promise.all(versions.map((bytes) => stage.store.put('contested', bytes)));
      const found = Buffer.from((await stage.store.get('contested'))!);
      expect(versions.some((bytes) => bytes.equals(found))).toBe(true);
    });
  });
}
