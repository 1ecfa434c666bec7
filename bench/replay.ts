/**
 * One million stored messages through 200 rules, the way `/rule replay all` does it: read page by page on a thread, opened
 * (AES-256-GCM) and matched. The ceiling is the bare matcher on the same texts in memory. Seeding is not measured.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileCalendar } from '../src/clocks/calendar.ts';
import { compileRules } from '../src/rules/compile-rules.ts';
import type { Rule } from '../src/rules/compile-rules.ts';
import type { MessageFacts } from '../src/rules/facts.ts';
import { refundWords } from '../src/rules/ready-made/refund-words.ts';
import { allWords } from '../src/rules/ready-made/words-by-language.ts';
import { runReplay } from '../src/rules/run-replay.ts';
import type { Archive } from '../src/rules/run-replay.ts';
import { demoMessages } from '../src/sandbox/demo-sentences.ts';
import { openDatabase } from '../src/store/database.ts';
import { insertRows } from '../src/store/rows.ts';
import { report } from './lib/report.ts';

const messages = 1_000_000;
const ruleCount = 200;
const wordsPerRule = 10;
const differentTexts = 10_000;
const spanMs = 365 * 86_400_000;
const from = Date.parse('2025-11-25T00:00:00Z');
const storeId = 'amazon-de';

// The same numbers in every run.
let seed = 20_261_125;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
const real = allWords(refundWords).filter((word) => !word.includes('*'));
const invented = (): string => Math.floor(random() * 1e9).toString(36);

const rules = Array.from({ length: ruleCount }, (_, index): Rule => ({
  id: `rule-${index}`,
  name: `rule ${index}`,
  version: 1,
  definition: {
    version: 1,
    level: 'normal',
    when: {
      all: [
        { kind: 'keywords', any: [real[index % real.length]!, ...Array.from({ length: wordsPerRule - 1 }, invented)] },
        { kind: 'platform', in: ['amazon'] },
      ],
    },
  },
}));
const texts = Array.from({ length: differentTexts }, (_, index) => `${demoMessages[index % demoMessages.length]!.text} ${index}`);

const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-bench-'));
const db = await openDatabase({ file: path.join(folder, 'gengfu.db'), key: randomBytes(32) });
try {
  await seedMessages();
  const calendar = compileCalendar({
    zone: 'Asia/Shanghai',
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
    holidays: null,
    closedDays: [],
    openDays: [],
  });
  const archive = {
    db,
    stores: { all: () => [{ id: storeId, platform: 'amazon', name: storeId, site: 'de' }] },
    hours: { calendar: () => calendar },
    rules: { rules: () => rules },
  } as unknown as Archive;

  let longestGapMs = 0;
  let lastTick = performance.now();
  const ticker = setInterval(() => {
    longestGapMs = Math.max(longestGapMs, performance.now() - lastTick);
    lastTick = performance.now();
  }, 5);
  const started = performance.now();
  const replayed = await runReplay(archive, { tried: rules, from, to: from + spanMs + 1 });
  const seconds = (performance.now() - started) / 1_000;
  clearInterval(ticker);

  const bare = bareMatcher();
  if (replayed.messages !== messages || replayed.total !== bare.hits)
    throw new Error(`replay: ${replayed.total} hits in ${replayed.messages} messages, bare matcher: ${bare.hits}`);
  report({
    bench: 'replay',
    unit: `s, ${messages.toLocaleString('en')} messages × ${ruleCount} rules`,
    ours: round(seconds),
    peers: { 'bare matcher in memory': round(bare.seconds) },
    ratio: { 'bare matcher in memory': round(seconds / bare.seconds) },
    p50: null,
    p99: null,
    messagesPerSecond: Math.round(messages / seconds),
    hits: replayed.total,
    longestEventLoopGapMs: Math.round(longestGapMs),
  });
} finally {
  await db.close();
  rmSync(folder, { recursive: true });
}

function bareMatcher(): { seconds: number; hits: number } {
  const matcher = compileRules(rules);
  const facts: MessageFacts = {
    text: '',
    platform: 'amazon',
    store: storeId,
    country: 'de',
    language: 'de',
    topic: null,
    dissatisfaction: 0,
    dissatisfied: false,
    buyerTags: [],
  };
  let hits = 0;
  const started = performance.now();
  for (let index = 0; index < messages; index++)
    if (matcher.match({ ...facts, text: texts[index % differentTexts]! }).length > 0) hits++;
  return { seconds: (performance.now() - started) / 1_000, hits };
}

async function seedMessages(): Promise<void> {
  const batch = 10_000;
  for (let start = 0; start < messages; start += batch) {
    const rows = Array.from({ length: batch }, (_, offset) => {
      const index = start + offset;
      return {
        id: `m${index}`,
        conversationId: `c${index >> 1}`,
        storeId,
        author: 'buyer',
        externalId: `m${index}`,
        sentAt: from + Math.floor((index / messages) * spanMs),
        receivedAt: from,
        textSealed: db.seal.seal(texts[index % differentTexts]!),
        language: 'de',
      };
    });
    await db.writeRows(async (tx) => void (await insertRows(tx, 'Message', rows)));
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
