import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../../src/clock.ts';
import type { TranslationRequest, Translator } from '../../../src/ports/translator.ts';
import type { TranslationCache, TranslationCacheEntry } from '../../../src/translation/translation-cache.ts';
import { type TranslationOptions, createTranslation } from '../../../src/translation/translate.ts';
import { TranslatorError } from '../../../src/translation/translator-error.ts';

type Answer = (request: TranslationRequest, call: number) => Promise<string | null> | string | null;

function fakeTranslator(answer: Answer): Translator & { requests: TranslationRequest[] } {
  const requests: TranslationRequest[] = [];
  return {
    name: 'fake',
    requests,
    async translate(request) {
      requests.push(request);
      return answer(request, requests.length);
    },
  };
}

function memoryCache(): TranslationCache & { entries: Map<string, TranslationCacheEntry> } {
  const entries = new Map<string, TranslationCacheEntry>();
  return {
    entries,
    get: async (keys) => new Map(keys.flatMap((key) => (entries.has(key) ? [[key, entries.get(key)?.text ?? '']] : []))),
    put: async (fresh) => fresh.forEach((entry) => entries.set(entry.key, entry)),
  };
}

function service(translator: Translator | null, options: Partial<TranslationOptions> = {}) {
  return createTranslation({
    translator,
    cache: memoryCache(),
    glossary: async () => [],
    timeLimitMs: 1_000,
    clock: createClock(),
    ...options,
  });
}

const order = { from: 'de', to: 'zh', storeId: 'amazon-de' };

afterEach(() => vi.useRealTimers());

describe('translate', () => {
  it('hides order ids from the service and puts them back', async () => {
    const translator = fakeTranslator(({ text }) => `译:${text}`);
    const result = await service(translator).translate({ ...order, text: 'Wo ist 302-1112223-3334445?' });
    expect(translator.requests[0]?.text).toBe('Wo ist ⟦1⟧?');
    expect(result).toEqual({ text: '译:Wo ist 302-1112223-3334445?', provider: 'fake' });
  });

  it('pays once per sentence, whatever the order id', async () => {
    const translator = fakeTranslator(({ text }) => `译:${text}`);
    const cache = memoryCache();
    const { translate } = service(translator, { cache });
    await translate({ ...order, text: 'Wo ist 302-1112223-3334445?' });
    expect(await translate({ ...order, text: 'Wo ist 028-0000000-0000000?' })).toMatchObject({
      text: '译:Wo ist 028-0000000-0000000?',
    });
    expect(translator.requests).toHaveLength(1);
    expect([...cache.entries.values()][0]).toMatchObject({ text: '译:Wo ist ⟦1⟧?', provider: 'fake' });
    // Another pair is another translation.
    await translate({ ...order, to: 'en', text: 'Wo ist 302-1112223-3334445?' });
    expect(translator.requests).toHaveLength(2);
  });

  it('asks once for two who want the same at once', async () => {
    const translator = fakeTranslator(async () => '好');
    const { translate } = service(translator);
    await Promise.all([translate({ ...order, text: 'Gut' }), translate({ ...order, text: 'Gut' })]);
    expect(translator.requests).toHaveLength(1);
  });

  it('asks again when a placeholder got lost, then flags what is missing and does not keep it', async () => {
    const forgetful = fakeTranslator((_, call) => (call === 1 ? '在哪里？' : '⟦1⟧ 在哪里？'));
    const text = 'Wo ist 302-1112223-3334445?';
    expect(await service(forgetful).translate({ ...order, text })).toEqual({
      text: '302-1112223-3334445 在哪里？',
      provider: 'fake',
    });

    const hopeless = fakeTranslator(() => '在哪里？');
    const cache = memoryCache();
    expect(await service(hopeless, { cache }).translate({ ...order, text })).toEqual({
      text: '在哪里？',
      provider: 'fake',
      lost: ['302-1112223-3334445'],
    });
    expect(hopeless.requests).toHaveLength(2);
    expect(cache.entries.size).toBe(0);
  });

  it('gives glossary terms along, and forgets cached translations when they change', async () => {
    const translator = fakeTranslator(({ glossary }) => glossary[0]?.target ?? '?');
    let target = '茶叶罐';
    const { translate } = service(translator, { glossary: async () => [{ source: target, target: 'Teedose', language: 'de' }] });
    expect(await translate({ ...order, text: 'Die Teedose' })).toMatchObject({ text: '茶叶罐' });
    target = '茶罐';
    expect(await translate({ ...order, text: 'Die Teedose' })).toMatchObject({ text: '茶罐' });
  });

  it('leaves alone what needs no translation', async () => {
    const translator = fakeTranslator(() => 'x');
    const { translate } = service(translator);
    expect(await translate({ ...order, from: 'zh-CN', text: '你好' })).toEqual({ text: '你好', provider: 'none' });
    expect(await translate({ ...order, text: '302-1112223-3334445 👍 ???' })).toMatchObject({ provider: 'none' });
    expect(await service(null).translate({ ...order, from: 'zh', text: '你好' })).toMatchObject({ text: '你好' });
    expect(translator.requests).toHaveLength(0);
  });

  it('splits long letters and keeps their shape', async () => {
    const translator = fakeTranslator(({ text }) => text.toUpperCase());
    const text = Array.from({ length: 40 }, (_, index) => `Absatz ${index} ${'wort '.repeat(40)}`).join('\n\n');
    expect(await service(translator).translate({ ...order, text })).toEqual({ text: text.toUpperCase(), provider: 'fake' });
    expect(translator.requests.length).toBeGreaterThan(1);
    expect(Math.max(...translator.requests.map((request) => request.text.length))).toBeLessThanOrEqual(4_000);
  });
});

describe('when the service has nothing or is in trouble', () => {
  it('says absent without a translator and no_entry for a miss', async () => {
    expect(await service(null).translate({ ...order, text: 'Hallo' })).toEqual({ unavailable: 'absent' });
    expect(await service(fakeTranslator(() => null)).translate({ ...order, text: 'Hallo' })).toEqual({ unavailable: 'no_entry' });
  });

  it('tries again after a hiccup', async () => {
    const translator = fakeTranslator((_, call) => {
      if (call < 3) throw new TranslatorError('unreachable', 'hiccup');
      return '你好';
    });
    expect(await service(translator, { timeLimitMs: 10_000 }).translate({ ...order, text: 'Hallo' })).toMatchObject({
      text: '你好',
    });
  });

  it('does not insist where a person has to act', async () => {
    const translator = fakeTranslator(() => {
      throw new TranslatorError('refused', 'quota');
    });
    expect(await service(translator).translate({ ...order, text: 'Hallo' })).toEqual({ unavailable: 'failed', fault: 'refused' });
    expect(translator.requests).toHaveLength(1);
  });

  it('stops waiting at the time limit, even for a translator that ignores its signal', async () => {
    const translator = fakeTranslator(() => new Promise<string>(() => {}));
    const began = performance.now();
    expect(await service(translator, { timeLimitMs: 50 }).translate({ ...order, text: 'Hallo' })).toEqual({
      unavailable: 'timeout',
    });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(translator.requests[0]?.signal.aborted).toBe(true);
  });

  it('leaves a dead service alone for a while, then looks again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    let dead = true;
    const translator = fakeTranslator(() => {
      if (dead) throw new TranslatorError('refused', 'dead');
      return '好';
    });
    const { translate } = service(translator);
    for (let call = 0; call < 8; call += 1) await translate({ ...order, text: `Hallo ${call}` });
    expect(translator.requests).toHaveLength(5);
    expect(await translate({ ...order, text: 'Hallo' })).toEqual({ unavailable: 'failed', fault: 'paused' });
    dead = false;
    vi.setSystemTime(Date.now() + 31_000);
    expect(await translate({ ...order, text: 'Hallo' })).toMatchObject({ text: '好' });
  });

  it('does not hide trouble of the database', async () => {
    const cache = { ...memoryCache(), get: () => Promise.reject(new Error('disk I/O error')) };
    await expect(
      service(
        fakeTranslator(() => 'x'),
        { cache },
      ).translate({ ...order, text: 'Hallo' }),
    ).rejects.toThrow('disk I/O error');
  });
});
