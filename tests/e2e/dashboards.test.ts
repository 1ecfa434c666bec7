import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

const docs = path.join(import.meta.dirname, '../../docs');
let service: InsideService;
/** Names by which a scrape knows samples, and the labels seen with each. */
const printed = new Map<string, Set<string>>();
beforeAll(async () => {
  service = await startInside({ env: { GENGFU_BACKUP: '0 4 * * *' } });
  await sandboxClient(service.url).buyer({ store: 'amazon-de', buyer: 'Anna', text: 'Hallo' });
  await service.settled();
  const text = await (await fetch(`${service.url}/metrics`)).text();
  // What has not happened yet prints no sample, only its name.
  for (const [, name] of text.matchAll(/^# TYPE (\w+) \w+$/gm)) printed.set(name!, new Set());
  for (const [, name, labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = printed.get(name!) ?? new Set<string>();
    for (const [, label] of labels.matchAll(/(\w+)="/g)) known.add(label!);
    printed.set(name!, known);
  }
  // What Prometheus adds.
  printed.set('up', new Set(['job', 'instance']));
});
afterAll(() => service.stop());

const words = new Set(['sum', 'max', 'by', 'le', 'rate', 'increase', 'time', 'histogram_quantile']);

/** Metrics in an expression with the labels it selects them by. */
function named(expression: string): { metric: string; labels: string[] }[] {
  const bare = expression.replace(/\bby \([^)]*\)/g, '').replace(/\[\w+\]/g, '');
  return [...bare.matchAll(/\b([a-z]\w+)(?:\{([^}]*)\})?/g)].flatMap(([, metric, labels = '']) =>
    words.has(metric!) || labels === metric
      ? []
      : [{ metric: metric!, labels: [...labels.matchAll(/(\w+)\s*[=!]~?\s*"/g)].map(([, label]) => label!) }],
  );
}

function check(expression: string): void {
  for (const { metric, labels } of named(expression)) {
    expect([...printed.keys()], expression).toContain(metric);
    const known = printed.get(metric)!;
    for (const label of labels.filter((each) => each !== 'job' && each !== 'instance'))
      if (known.size > 0) expect([...known], expression).toContain(label);
  }
}

test('the dashboard asks for nothing that is not printed', () => {
  const board = z
    .object({ panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) })) })
    .parse(JSON.parse(readFileSync(path.join(docs, 'grafana/dashboard.json'), 'utf8')));
  const expressions = board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(expressions.length).toBeGreaterThan(15);
  expressions.forEach(check);
});

/** Name and expression of each rule: the file keeps to one shape, so no parser is needed for two fields. */
const rules = (text: string): { alert: string; expr: string }[] =>
  text
    .split(/^ {6}- alert: /m)
    .slice(1)
    .map((rule) => {
      const [, folded, plain] = /^ {8}expr: (?:>-\n((?: {10}\S.*\n)+)|(.+)\n)/m.exec(rule) ?? [];
      return { alert: rule.split('\n')[0]!, expr: (folded ?? plain ?? '').replace(/\s+/g, ' ').trim() };
    });

test('the alert rules watch nothing that is not printed', () => {
  const found = rules(readFileSync(path.join(docs, 'prometheus/alerts.yml'), 'utf8'));
  expect(found.length).toBeGreaterThan(10);
  expect(new Set(found.map(({ alert }) => alert)).size).toBe(found.length);
  for (const { alert, expr } of found) {
    expect(named(expr), alert).not.toEqual([]);
    check(expr);
  }
});
