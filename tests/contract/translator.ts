import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TranslationRequest, Translator } from '../../src/ports/translator.ts';
import { TranslatorError, type TranslatorFault } from '../../src/translation/translator-error.ts';

export interface TranslatorUnderTest {
  translator: Translator;
  /** A text it can translate from German into Chinese, with `⟦1⟧` in both. */
  known: { text: string; translation: string };
  /** Gaps are declared, never skipped silently. */
  can: {
    /** Uses glossary terms. */
    glossary: boolean;
    /** Has something for every text. */
    anyText: boolean;
  };
  /** Makes the next request go wrong in each way the service has; empty for a translator without a service. */
  faults: { name: string; fault: TranslatorFault; arrange: () => void }[];
  /** Makes every following answer take this long. Absent = it never waits for anything. */
  slow?: (ms: number) => void;
  stop(): Promise<void>;
}

/** What every Translator does, whatever stands behind it. */
export function translatorContract(name: string, start: () => Promise<TranslatorUnderTest>): void {
  describe(`translator contract: ${name}`, () => {
    let subject: TranslatorUnderTest;
    beforeAll(async () => {
      subject = await start();
    });
    afterAll(() => subject.stop());

    const ask = (request: Partial<TranslationRequest>) =>
      subject.translator.translate({
        text: subject.known.text,
        from: 'de',
        to: 'zh',
        glossary: [],
        signal: AbortSignal.timeout(5_000),
        ...request,
      });

    it('translates what it knows, placeholders included', async () => {
      expect(await ask({})).toBe(subject.known.translation);
    });

    it('finds out the source language by itself', async () => {
      expect(await ask({ from: undefined })).toBe(subject.known.translation);
    });

    it('answers a text it has never seen, or says null', async () => {
      const text = 'Ein Satz <b>mit</b> "Zeichen" & Zeilen,\n\nden niemand kennt: a < b > c &amp; ⟦1⟧';
      const translation = await ask({ text });
      if (!subject.can.anyText) return expect(translation).toBeNull();
      expect(translation).toContain('<b>mit</b> "Zeichen" & Zeilen,\n\nden niemand kennt: a < b > c &amp; ⟦1⟧');
    });

    it('puts glossary terms in, if it can', async () => {
      const glossary = [{ source: 'Teedose', target: '茶叶罐' }];
      const translation = await ask({ text: 'Die Teedose ist da', glossary });
      if (!subject.can.glossary) return expect(translation).toBeNull();
      expect(translation).toContain('茶叶罐');
      expect(translation).not.toContain('Teedose');
    });

    it('tells failures apart', async () => {
      for (const { name: failure, fault, arrange } of subject.faults) {
        arrange();
        const error = await ask({}).catch((cause: unknown) => cause);
        expect(error, failure).toBeInstanceOf(TranslatorError);
        expect(error, failure).toMatchObject({ fault });
        // The words of a buyer do not belong in a log.
        expect(inspect(error, { depth: 9, showHidden: true }), failure).not.toContain('Deckel');
      }
      expect(await ask({})).toBe(subject.known.translation);
    });

    it('gives up as soon as its caller does', async () => {
      if (subject.slow === undefined) return;
      subject.slow(2_000);
      const began = performance.now();
      await expect(ask({ signal: AbortSignal.timeout(100) })).rejects.toBeInstanceOf(TranslatorError);
      expect(performance.now() - began).toBeLessThan(1_000);
      subject.slow(0);
    });
  });
}
