import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);

const apis = ['analytics', 'error', 'feedback', 'message', 'notification', 'order', 'post-order'] as const;
for (const api of apis) {
  const schema = JSON.parse(readFileSync(path.join(import.meta.dirname, `${api}.schema.json`), 'utf8')) as object;
  ajv.addSchema(schema, api);
}

/**
 * What is wrong with a body that crosses the wire, as lines; empty = as described.
 * @param shape `<api>/<definition>`, e.g. `message/conversations`
 */
export function faults(shape: string, body: unknown): string[] {
  const [api = '', definition = ''] = shape.split('/');
  const validate = ajv.getSchema(`${api}#/$defs/${definition}`);
  if (!validate) throw new Error(`no description of ${shape}`);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath || '/'} ${message}`);
}
