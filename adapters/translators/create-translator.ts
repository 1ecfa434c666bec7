import type { Translator } from '../../src/ports/translator.ts';
import { createDeepLTranslator } from './deepl.ts';
import { createOpenAiTranslator } from './openai.ts';

export interface TranslatorSettings {
  kind: 'deepl' | 'openai';
  url?: string | undefined;
  key?: string | undefined;
  model?: string | undefined;
}

/** @throws Error when a setting that this kind needs is missing; the message names the environment variable. */
export function createTranslator({ kind, url, key, model }: TranslatorSettings): Translator {
  switch (kind) {
    case 'deepl':
      if (key === undefined) throw new Error('TRANSLATOR=deepl needs TRANSLATOR_KEY');
      return createDeepLTranslator({ key, url });
    case 'openai':
      if (model === undefined) throw new Error('TRANSLATOR=openai needs MODEL_NAME');
      return createOpenAiTranslator({ model, key, url });
  }
}
