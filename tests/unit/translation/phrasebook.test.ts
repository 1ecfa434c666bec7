import { describe, expect, it } from 'vitest';
import { createPhrasebookTranslator } from '../../../adapters/translators/phrasebook.ts';
import { createClock } from '../../../src/clock.ts';
import { demoReplies } from '../../../src/sandbox/demo-replies.ts';
import { demoMessages } from '../../../src/sandbox/demo-sentences.ts';
import { phrasebook } from '../../../src/sandbox/phrasebook.ts';
import { createTranslation } from '../../../src/translation/translate.ts';

const { translate } = createTranslation({
  translator: createPhrasebookTranslator({ phrases: phrasebook }),
  cache: { get: async () => new Map(), put: async () => {} },
  glossary: async () => [],
  timeLimitMs: 1_000,
  clock: createClock(),
});

describe('the demo’s phrasebook, through the whole way of a translation', () => {
  it.each(demoMessages.map((message) => [message.text, message] as const))('%s', async (text, { store, language, zh, en }) => {
    expect(await translate({ text, from: language, to: 'zh', storeId: store })).toMatchObject({ text: zh });
    expect(await translate({ text, to: 'en', storeId: store })).toMatchObject({ text: en });
  });

  it.each(demoReplies.map((reply) => [reply.zh, reply] as const))('%s', async (text, reply) => {
    expect(await translate({ text, from: 'zh', to: 'de', storeId: 'amazon-de' })).toMatchObject({
      text: reply.de,
      provider: 'phrasebook',
    });
    expect(await translate({ text, from: 'zh', to: 'ms', storeId: 'shopee-my' })).toMatchObject({ text: reply.ms });
    expect(await translate({ text: reply.en, from: 'en', to: 'de', storeId: 'amazon-de' })).toMatchObject({ text: reply.de });
  });

  it('forgives commas, widths and a missing full stop, and carries another order id over', async () => {
    const order = { storeId: 'amazon-de', to: 'de' };
    expect(await translate({ ...order, text: '很抱歉,我们马上为您补发一个新的' })).toMatchObject({ text: demoReplies[0]?.de });
    expect(
      await translate({
        storeId: 'shopee-my',
        to: 'zh',
        text: 'Boleh bagi invois atas nama syarikat untuk pesanan 270101ABCD1234?',
      }),
    ).toMatchObject({
      text: '订单 270101ABCD1234 可以开公司抬头的发票吗？',
    });
  });

  it('invents nothing', async () => {
    expect(await translate({ text: 'Ein ganz neuer Satz', from: 'de', to: 'zh', storeId: 'amazon-de' })).toEqual({
      unavailable: 'no_entry',
    });
  });

  it('has one meaning per sentence and no order twice', () => {
    const texts = phrasebook.flatMap((phrase) => [...new Set(Object.values(phrase))]);
    expect(new Set(texts).size).toBe(texts.length);
    const orders = demoMessages.flatMap(({ order }) => (order === null ? [] : [order]));
    expect(new Set(orders).size).toBe(orders.length);
  });
});
