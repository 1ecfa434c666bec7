import { randomBytes } from 'node:crypto';
import type { OpenAI } from 'openai';
import type { Translator } from '../../src/ports/translator.ts';
import { TranslatorError } from '../../src/translation/translator-error.ts';
import { readAnswer } from './openai-answer.ts';
import { buildPrompt } from './openai-prompt.ts';

export interface OpenAiOptions {
  model: string;
  /** Local services ask for none. */
  key?: string;
  /** Base URL of any service with `/chat/completions`. Default: api.openai.com. */
  url?: string;
}

/** A language model behind the OpenAI chat protocol (DeepSeek, Qwen, Ollama, vLLM …) as a translator. */
export function createOpenAiTranslator({ model, key, url }: OpenAiOptions): Translator {
  let loading: Promise<OpenAI> | undefined;

  async function load(): Promise<OpenAI> {
    const { OpenAI: Client } = await import('openai');
    // The caller retries, within a time limit of its own.
    return new Client({ apiKey: key ?? 'none', maxRetries: 0, ...(url === undefined ? {} : { baseURL: url }) });
  }

  return {
    name: 'openai',
    async translate({ signal, ...request }) {
      const client = await (loading ??= load());
      // Unknown to the writer of the text, who therefore cannot close the frame and go on with instructions.
      const frame = `text-${randomBytes(6).toString('hex')}`;
      const completion = await client.chat.completions
        .create({ model, temperature: 0, messages: buildPrompt(request, frame) }, { signal })
        .catch(async (cause: unknown) => {
          throw await explain(cause);
        });
      const choice = completion.choices?.at(0);
      if (choice?.finish_reason === 'content_filter')
        throw new TranslatorError('refused', 'openai: the service filtered the text');
      return readAnswer(choice?.message?.content ?? '', {
        source: request.text,
        frame,
        cut: choice?.finish_reason === 'length' ? 'cut' : 'whole',
      });
    },
  };
}

async function explain(cause: unknown): Promise<TranslatorError> {
  const { APIConnectionError, APIError, APIUserAbortError } = await import('openai');
  if (cause instanceof APIUserAbortError) return new TranslatorError('unreachable', 'openai: given up');
  if (cause instanceof APIConnectionError) return new TranslatorError('unreachable', 'openai: no connection');
  if (!(cause instanceof APIError)) return new TranslatorError('malformed', 'openai: not an answer of the chat protocol');
  const status = Number(cause.status);
  // 429 is also how an empty account is reported, and that does not pass.
  if (status === 429 && cause.code !== 'insufficient_quota') return new TranslatorError('throttled', 'openai: too many requests');
  if (status === 408 || status === 409 || status >= 500) return new TranslatorError('unreachable', `openai: HTTP ${status}`);
  return new TranslatorError('refused', `openai: HTTP ${status}`);
}
