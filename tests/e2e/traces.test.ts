import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { startOtlpCollector } from '../emulators/otlp.ts';
import type { ExportedSpan } from '../emulators/otlp.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';

let collector: Awaited<ReturnType<typeof startOtlpCollector>>;
beforeAll(async () => {
  collector = await startOtlpCollector();
});
afterAll(() => collector.stop());

const env = () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
const said = 'Wo bleibt mein Paket, Herr Geheimrat?';
const answered = '您的包裹明天到,请放心。';

const below = (spans: readonly ExportedSpan[], parent: ExportedSpan): string[] =>
  spans
    .filter(({ parentSpanId }) => parentSpanId === parent.spanId)
    .map(({ name }) => name)
    .sort();
const attribute = (span: ExportedSpan | undefined, key: string): unknown =>
  Object.values(span?.attributes.find((each) => each.key === key)?.value ?? {})[0];

test('a message is one trace from the inbox to the card, a tap one from the verb to the reply; nobody’s words are in them', async () => {
  const service = await startInside({ env: env() });
  const sandbox = sandboxClient(service.url);
  await sandbox.buyer({ store: 'amazon-de', buyer: 'Anna Geheim', text: said });
  await service.settled();
  const [card] = await sandbox.cards();
  const { id: eventId } = await service.desk.db.read.inboxEvent.findFirstOrThrow();
  await sandbox.tap({ messageId: card!.id, action: 'reply', person: 'lin', form: { text: answered }, version: card!.version });
  await service.settled();
  await service.stop();

  const traceId = eventId.replaceAll('-', '');
  const message = collector.spans.filter((span) => span.traceId === traceId);
  const receive = message.find(({ name }) => name === 'inbox receive')!;
  expect(receive.parentSpanId).toBe('');
  expect(below(message, receive)).toEqual(expect.arrayContaining(['apply batch', 'job translate', 'normalise', 'understand']));
  // Asked for by the batch, and again by the translation: one job of whoever asked last.
  const jobs = message.filter(({ name }) => name === 'job cards');
  expect(jobs.flatMap((job) => below(message, job))).toContain('card post');
  expect(
    attribute(
      message.find(({ name }) => name === 'card post'),
      'gengfu.messenger',
    ),
  ).toBe('sandbox');

  const tap = collector.spans.find(({ name }) => name === 'tap reply')!;
  const work = collector.spans.filter((span) => span.traceId === tap.traceId);
  expect(below(work, tap)).toContain('verb reply');
  const verb = work.find(({ name }) => name === 'verb reply')!;
  expect(below(work, verb)).toEqual(expect.arrayContaining(['job cards', 'job send-reply']));
  const job = work.find(({ name }) => name === 'job send-reply')!;
  expect(below(work, job)).toEqual(expect.arrayContaining(['reply send', 'translate reply']));
  expect(
    attribute(
      work.find(({ name }) => name === 'reply send'),
      'gengfu.platform',
    ),
  ).toBe('amazon');

  for (const span of collector.spans) expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).toBe(true);
  expect([...collector.services]).toEqual(['gengfu']);
  const sent = collector.bodies.join('');
  for (const words of ['Geheim', 'Paket', '包裹', 'Anna']) expect(sent).not.toContain(words);
}, 60_000);

test('what one process stored another goes on with in the same trace', async () => {
  const folder = dataFolder();
  const settings = { GENGFU_DATA: folder, GENGFU_DEMO: 'off', GENGFU_LOG: 'silent', ...env() };
  const first = await compose(loadConfig(settings));
  const body = Buffer.from(JSON.stringify({ buyer: 'Bernd', text: said }));
  const event = { storeId: 'amazon-de', source: 'sandbox', externalId: 'e-1', body };
  const { id } = await first.inbox.store(event);
  expect(await first.inbox.store(event)).toMatchObject({ id, duplicate: true });
  await first.stop();

  const second = await startInside({ folder, env: env() });
  await second.settled();
  await second.stop();
  const names = collector.spans.filter(({ traceId }) => traceId === id.replaceAll('-', '')).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['inbox receive', 'inbox duplicate', 'understand', 'card post']));
  expect(names.filter((name) => name === 'inbox receive')).toHaveLength(1);
});
