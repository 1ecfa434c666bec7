import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { migrate } from '../../../src/store/migrate.ts';
import { isOutage } from '../../../src/store/outage.ts';
import { connectSqlite } from '../../../src/store/sqlite-connection.ts';
import type { SqliteConnection } from '../../../src/store/sqlite-connection.ts';
import { dataFolder } from '../../timeline/data-folder.ts';

let connection: SqliteConnection;
afterEach(() => connection.client.$disconnect());

test('a database without room is an outage, however it is said: nothing is wrong with what was to be written', async () => {
  const file = path.join(dataFolder(), 'gengfu.db');
  migrate(file);
  connection = await connectSqlite(file);
  const { client, direct } = connection;
  direct.pragma(`max_page_count = ${String(direct.pragma('page_count', { simple: true }))}`);
  const value = 'x'.repeat(100_000);
  const tries = [
    client.setting.create({ data: { key: 'a', value } }),
    client.$executeRaw`INSERT INTO "Setting" ("key", "value") VALUES ('b', ${value})`,
    client.$transaction((tx) => tx.setting.create({ data: { key: 'c', value } })),
  ];
  for (const attempt of tries) expect(isOutage(await attempt.catch((error: unknown) => error))).toBe(true);
  expect(() => direct.exec(`INSERT INTO "Setting" ("key", "value") VALUES ('d', '${value}')`)).toThrow(
    expect.toSatisfy(isOutage) as Error,
  );
});
