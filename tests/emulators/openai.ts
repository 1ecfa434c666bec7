import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import * as z from 'zod';

const chatRequest = z.object({
  model: z.string(),
  temperature: z.number().optional(),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
});
export type ChatRequest = z.infer<typeof chatRequest>;

export interface ChatAnswer {
  content: string | null;
  /** Default `stop`. */
  finishReason?: 'stop' | 'length' | 'content_filter';
}

export interface OpenAiEmulator {
  /** With `/v1`, as clients want it. */
  url: string;
  key: string;
  requests: ChatRequest[];
  /** What the model says from now on. */
  answer(how: (request: ChatRequest) => ChatAnswer): void;
  /** The next `times` requests get this status. `code` is the service's own, e.g. `insufficient_quota`. */
  fail(status: number, times: number, code?: string): void;
  slow: (ms: number) => void;
  stop: () => Promise<void>;
}

/** POST /v1/chat/completions as https://platform.openai.com/docs/api-reference/chat/create describes it, without streaming. */
export async function startOpenAiEmulator(): Promise<OpenAiEmulator> {
  const key = 'sk-emulated';
  const requests: ChatRequest[] = [];
  let failure: { status: number; times: number; code?: string | undefined } = { status: 500, times: 0 };
  let delayMs = 0;
  let respond: (request: ChatRequest) => ChatAnswer = () => ({ content: 'ok' });

  const app = new Hono();
  app.post('/v1/chat/completions', async (context) => {
    if (context.req.header('authorization') !== `Bearer ${key}`)
      return problem(401, 'Incorrect API key provided', 'invalid_api_key');
    const parsed = chatRequest.safeParse(await context.req.json());
    if (!parsed.success) return problem(400, parsed.error.message, 'invalid_request');
    requests.push(parsed.data);
    if (delayMs > 0) await sleep(delayMs);
    if (failure.times > 0) {
      failure = { ...failure, times: failure.times - 1 };
      return problem(failure.status, 'emulated failure', failure.code ?? null);
    }
    const { content, finishReason = 'stop' } = respond(parsed.data);
    return Response.json({
      id: `chatcmpl-${requests.length}`,
      object: 'chat.completion',
      created: 1_763_625_600,
      model: parsed.data.model,
      choices: [
        { index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: finishReason },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    });
  });

  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/v1`,
    key,
    requests,
    answer(how) {
      respond = how;
    },
    fail(status, times, code) {
      failure = { status, times, code };
    },
    slow(ms) {
      delayMs = ms;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Clients keep connections open for seconds after their last request.
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function problem(status: number, message: string, code: string | null): Response {
  return Response.json({ error: { message, type: 'emulated', param: null, code } }, { status });
}
