import { readFileSync, readdirSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { toJson } from '../../emulators/shopee/json.ts';

/**
 * Models of Shopee's calls and pushes, written by hand from the samples of facts/marketplaces §5. A query is text and is read
 * as its types; a body has them. Each check returns what is wrong, or nothing.
 */

interface Model {
  method: 'GET' | 'POST';
  request: object;
  reply: object;
}

const read = (name: string): object => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as object;

const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.json'));
const shared = files.filter((file) => file.startsWith('shared-')).map(read);
const strict = new Ajv({ schemas: shared, allErrors: true, allowUnionTypes: true });
const reading = new Ajv({ schemas: shared, allErrors: true, allowUnionTypes: true, coerceTypes: true });

const requests = new Map<string, ValidateFunction>();
const replies = new Map<string, ValidateFunction>();
const pushes = new Map<string, ValidateFunction>();

for (const file of files.filter((name) => !name.startsWith('shared-'))) {
  const name = file.replace(/\.json$/, '');
  if (name.startsWith('push-')) {
    pushes.set(name.slice('push-'.length), strict.compile(read(file)));
    continue;
  }
  const model = read(file) as Model;
  requests.set(name, (model.method === 'GET' ? reading : strict).compile(model.request));
  replies.set(name, strict.compile(model.reply));
}

function check(models: Map<string, ValidateFunction>, name: string, value: unknown): string | undefined {
  const model = models.get(name);
  if (!model) return `there is no model of ${name}`;
  // A copy: reading a query changes it. Types are all that is looked at, so ids may lose digits in it.
  const copy: unknown = JSON.parse(toJson(value));
  if (model(copy)) return undefined;
  return (model.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath.slice(1)} ${message}`.trim()).join('; ');
}

/** Names of the calls that have a model. */
export const modelled = (): string[] => [...requests.keys()];

/** Query without the common parameters, or body. */
export const checkRequest = (call: string, fields: unknown): string | undefined => check(requests, call, fields);

/** What stands beside `error`, `message` and `request_id`. */
export const checkReply = (call: string, reply: unknown): string | undefined => check(replies, call, reply);

export const checkPush = (body: { code: number }): string | undefined => check(pushes, String(body.code), body);
