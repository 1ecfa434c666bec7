import type { DeepLClient } from 'deepl-node';
import type { Translator } from '../../src/ports/translator.ts';
import { TranslatorError } from '../../src/translation/translator-error.ts';
import { sourceLanguage, targetLanguage } from './deepl-language.ts';
import { protectText, readProtectedText } from './deepl-markup.ts';
import { untilAborted } from './until-aborted.ts';

export interface DeepLOptions {
  /** Authentication key; one that ends in `:fx` belongs to the free plan. */
  key: string;
  /** Base URL. Default: what the kind of key calls for, api.deepl.com or api-free.deepl.com. */
  url?: string;
}

/** DeepL through its own SDK, which is loaded with the first text. */
export function createDeepLTranslator({ key, url }: DeepLOptions): Translator {
  let loading: Promise<DeepLClient> | undefined;

  async function load(): Promise<DeepLClient> {
    const { DeepLClient: Client } = await import('deepl-node');
    // The caller retries, within a time limit the SDK does not know.
    return new Client(key, { maxRetries: 0, sendPlatformInfo: false, ...(url === undefined ? {} : { serverUrl: url }) });
  }

  return {
    name: 'deepl',
    async translate({ text, from, to, glossary, signal }) {
      const client = await (loading ??= load());
      const markup = protectText(text, glossary);
      const request = client.translateText(markup.xml, from === undefined ? null : sourceLanguage(from), targetLanguage(to), {
        tagHandling: 'xml',
        tagHandlingVersion: 'v2',
        ignoreTags: [markup.tag],
        outlineDetection: false,
        preserveFormatting: true,
        // With tags the default is to ignore line breaks, which joins the lines of a letter.
        splitSentences: 'on',
      });
      const result = await untilAborted(request, signal).catch(async (cause: unknown) => {
        throw await explain(cause, signal);
      });
      return readProtectedText(result.text, markup);
    },
  };
}

/** Answers of the service, by https://developers.deepl.com/docs/best-practices/error-handling */
async function explain(cause: unknown, signal: AbortSignal): Promise<TranslatorError> {
  const { AuthorizationError, ConnectionError, QuotaExceededError, TooManyRequestsError } = await import('deepl-node');
  if (signal.aborted) return new TranslatorError('unreachable', 'deepl: given up');
  if (cause instanceof AuthorizationError) return new TranslatorError('refused', 'deepl: the key is not accepted');
  if (cause instanceof QuotaExceededError) return new TranslatorError('refused', 'deepl: the quota is used up');
  if (cause instanceof TooManyRequestsError) return new TranslatorError('throttled', 'deepl: too many requests');
  if (cause instanceof ConnectionError) return new TranslatorError('unreachable', 'deepl: no connection');
  // The SDK has no class for the rest; a bad request (a language it lacks) will be bad the next time too.
  const bad = cause instanceof Error && /^(?:Bad request|Not found)/u.test(cause.message);
  return new TranslatorError(bad ? 'refused' : 'unreachable', bad ? 'deepl: bad request' : 'deepl: trouble at the service');
}
