import { readFileSync } from 'node:fs';

export type Json = Record<string, unknown>;

export interface Parameter {
  name: string;
  in: 'query' | 'path' | 'body';
  required?: boolean;
  type?: string;
  schema?: Json;
  [keyword: string]: unknown;
}

export interface StaticPair {
  request: { parameters: Record<string, { value: unknown }> };
  response?: unknown;
}

export interface Operation {
  operationId: string;
  method: 'get' | 'post' | 'put' | 'delete';
  /** With `{names}`, as the model writes it. */
  path: string;
  model: string;
  produces: string;
  parameters: Parameter[];
  responses: Record<string, { schema?: Json; 'x-amzn-api-sandbox'?: { static?: StaticPair[] } }>;
  'x-usage-plan'?: { rate: number; burst: number };
  'x-grantless'?: true;
  'x-amzn-api-sandbox-only'?: true;
}

export interface Model {
  produces: string[] | null;
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path' | 'model' | 'produces'>>>;
  definitions: Record<string, Json>;
}

const names = [
  'orders_2026-01-01',
  'notifications',
  'reports_2021-06-30',
  'fbaInventory',
  'messaging',
  'solicitations',
  'uploads_2020-11-01',
] as const;

export function readOracle<T = Json>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../../oracles/amazon/${file}`, import.meta.url), 'utf8')) as T;
}

/** Trimmed copies of the platform's own models; where from: tests/oracles/amazon/NOTICE. */
export const models = new Map(names.map((name) => [name as string, readOracle<Model>(`models/${name}.json`)]));

export const operations: Operation[] = [...models].flatMap(([model, { paths, produces }]) =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      ...operation,
      method: method as Operation['method'],
      path,
      model,
      produces: produces?.[0] ?? 'application/json',
    })),
  ),
);

export function operationOf(operationId: string): Operation {
  const found = operations.find((operation) => operation.operationId === operationId);
  if (!found) throw new Error(`no operation ${operationId} in tests/oracles/amazon`);
  return found;
}
