import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { models } from './models.ts';
import type { Json, Operation, Parameter } from './models.ts';
import { invalidInput } from './refusal.ts';

export type Query = Record<string, string | string[] | number | boolean | undefined>;

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
formats.default(ajv);
for (const [name, { definitions }] of models) ajv.addSchema({ $id: name, definitions: closed(definitions) });

const compiled = new Map<string, ValidateFunction>();

function validator(model: string, schema: Json): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/', `"${model}#/`);
  const known = compiled.get(text) ?? ajv.compile(JSON.parse(text) as Json);
  compiled.set(text, known);
  return known;
}

/**
 * The models allow properties they do not name; ours never mean any, so an unknown one is a slip. Parts of an `allOf`
 * must stay open. `maxLength` on a list is meant as `maxItems` (tests/oracles/amazon/EXCEPTIONS.md 1 and 2).
 */
function closed(definitions: Record<string, Json>): Record<string, Json> {
  const parts = new Set<string>();
  const walk = (value: unknown, visit: (node: Json) => Json): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, visit));
    if (typeof value !== 'object' || value === null) return value;
    return visit(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, visit)])));
  };
  walk(definitions, (node) => {
    if (Array.isArray(node.allOf)) for (const { $ref } of node.allOf as { $ref?: string }[]) if ($ref) parts.add($ref);
    return node;
  });
  const close = (node: Json): Json => {
    if (node.type === 'array' && 'maxLength' in node) return { ...node, maxItems: node.maxLength, minItems: node.minLength ?? 0 };
    const open = node.type !== 'object' || !node.properties || 'additionalProperties' in node || 'allOf' in node;
    return open ? node : { ...node, additionalProperties: false };
  };
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      const inAllOf = parts.has(`#/definitions/${name}`) || 'allOf' in definition;
      return [name, inAllOf ? definition : (walk(definition, close) as Json)];
    }),
  );
}

/** @throws Refusal InvalidInput when a name, a value or a type is not the model's */
export function readQuery(operation: Operation, search: URLSearchParams): Query {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query');
  for (const name of new Set(search.keys())) {
    if (!known.some((parameter) => parameter.name === name)) throw invalidInput(`Unknown query parameter ${name}.`);
    // Lists are comma separated: collectionFormat is csv wherever the models leave it out.
    if (search.getAll(name).length > 1) throw invalidInput(`Query parameter ${name} is given more than once.`);
  }
  const query: Query = {};
  for (const parameter of known) {
    const text = search.get(parameter.name);
    if (text === null || text === '') {
      if (parameter.required) throw invalidInput(`Missing required parameter ${parameter.name}.`);
      continue;
    }
    query[parameter.name] = check(operation.model, parameter, typed(parameter, text));
  }
  return query;
}

export function readPath(operation: Operation, given: Record<string, string>): Record<string, string> {
  for (const parameter of operation.parameters)
    if (parameter.in === 'path') check(operation.model, parameter, given[parameter.name]);
  return given;
}

/** @throws Refusal InvalidInput when it is no JSON or does not fit the model */
export function readBody(operation: Operation, text: string): Json {
  const parameter = operation.parameters.find((candidate) => candidate.in === 'body');
  if (!parameter?.schema) return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalidInput('Request body is not valid JSON.');
  }
  check(operation.model, { ...parameter.schema, name: 'body', in: 'body' }, body);
  return body as Json;
}

/** What is wrong with an answer by the model; empty when it fits. */
export function faultsOf(operation: Operation, status: number, body: unknown): string[] {
  const response = operation.responses[status];
  if (!response) return [`${operation.operationId} never answers ${status}`];
  if (!response.schema) return [];
  const validate = validator(operation.model, response.schema);
  return validate(body) ? [] : [ajv.errorsText(validate.errors)];
}

function typed(parameter: Parameter, text: string): string | string[] | number | boolean {
  switch (parameter.type) {
    case 'array':
      return text.split(',');
    case 'integer':
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    default:
      return text;
  }
}

function check<T>(model: string, parameter: Parameter, value: T): T {
  const { name, in: _in, required: _required, schema: _schema, ...keywords } = parameter;
  const validate = validator(model, keywords);
  if (!validate(value)) throw invalidInput(`${name}: ${ajv.errorsText(validate.errors, { dataVar: name })}`);
  return value;
}
