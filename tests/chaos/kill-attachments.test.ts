import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { dataFolder } from '../timeline/data-folder.ts';
import { openFileHost } from '../timeline/file-host.ts';
import { phonePhoto, pdf } from '../timeline/sample-files.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { endProcesses } from '../timeline/start-process.ts';
import { until } from '../timeline/until.ts';
import { messageCreated, push } from '../timeline/webhook.ts';
import { openUndying } from './undying-service.ts';

afterEach(endProcesses);

test('killed while files are fetched, and while files are sent, each is there once', { timeout: 120_000 }, async () => {
  const host = await openFileHost();
  const folder = dataFolder();
  const service = await openUndying({ folder, env: { GENGFU_LOG: 'warn', GENGFU_FILES_HOSTS: host.host } });

  await service.killAt('batch-applied', 'attachments-kept', 'attachments-kept');
  const attachments = [
    { url: host.put('/a.jpg', { bytes: await phonePhoto() }), name: 'a.jpg' },
    { url: host.put('/b.pdf', { bytes: pdf() }), name: 'b.pdf' },
  ];
  const body = messageCreated({ buyer: 'b-1', text: 'Kaputt', attachments });
  await service.ask((url) => push(url, { store: 'amazon-de', body, id: 'evt-1' }));
  const card = await service.ask((url) =>
    until(async () => {
      const [found] = await sandboxClient(url).cards();
      const files = found?.card?.attachments ?? [];
      return files.length === 2 && files.every(({ state }) => state === 'stored') ? found : null;
    }, 'both files on the card'),
  );
  await service.mourn(3);

  await service.killAt('reply-marked', 'reply-sent');
  const files = [{ name: 'c.pdf', data: pdf('c').toString('base64') }];
  await service.ask((url) => sandboxClient(url).say('lin', '', { quotes: card.id, files, eventId: 'say-1' }));
  await service.mourn(5);
  const replies = await service.ask((url) =>
    until(async () => {
      const found = await sandboxClient(url).outbound();
      return found.length > 0 ? found : null;
    }, 'the answer'),
  );
  expect(replies.map((reply) => reply.files.map(({ name }) => name))).toEqual([['c.pdf']]);
  await service.stop();

  // Two files, one thumbnail, and the answer's: nothing half-written, nothing twice.
  const stored = readdirSync(path.join(folder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(stored.map(({ name }) => name).filter((name) => name.includes('.'))).toEqual([]);
  expect(stored).toHaveLength(4);
  await host.stop();
});
