import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const script = new URL('../../../src/understanding/training/accuracy.ts', import.meta.url).pathname;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gengfu-accuracy-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function accuracyOf(lines: string[], ...flags: string[]) {
  const file = path.join(folder, `${Math.random()}.jsonl`);
  await writeFile(file, lines.join('\n'));
  return run('--file', file, ...flags);
}

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

test('--json prints one object; lines without a label are not counted for it', async () => {
  const { code, stdout } = await accuracyOf(
    [
      '{"text":"Das Paket kam kaputt an und niemand antwortet","language":"de","dissatisfied":true,"topic":"product"}',
      '{"text":"Danke, alles bestens","language":"de","dissatisfied":false}',
      '',
      '{"text":"no labels here"}',
    ],
    '--json',
  );
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { overall: object; languages: Record<string, object> };
  expect(report.overall).toMatchObject({ n: 3, language: { n: 2, accuracy: 1 }, dissatisfied: { n: 2, f1: 1 }, topic: { n: 1 } });
  expect(Object.keys(report.languages)).toEqual(['de', 'unlabelled']);
});

test('without --json it is a table', async () => {
  const { code, stdout } = await accuracyOf(['{"text":"Hola, ¿cuándo llega?","language":"es"}']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/precision +recall +F1/);
  expect(stdout).toMatch(/^es +1 +– +– +– +– +100\.0$/m);
});

test('the label is never a hint: a wrong one counts as an error', async () => {
  const { stdout } = await accuracyOf(['{"text":"OK thx","language":"de"}'], '--json');
  expect((JSON.parse(stdout) as { overall: object }).overall).not.toMatchObject({ language: { accuracy: 1 } });
});

test.each([
  ['{"text":"fine"}\n{"text":', /line 2: not JSON/],
  ['{"text":"fine"}\n\n{"txt":"x"}', /line 3: text/],
  ['{"text":"x","topic":"weather"}', /line 1: topic/],
  ['{"text":"x","dissatisfied":"yes"}', /line 1: dissatisfied/],
])('a bad line is named: %j', async (content, message) => {
  const { code, stderr } = await accuracyOf([content]);
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
});

test('a missing file and an unknown flag fail without a stack trace', async () => {
  const missing = await run('--file', path.join(folder, 'nowhere.jsonl'));
  expect(missing.code).toBe(1);
  expect(missing.stderr).toMatch(/ENOENT/);
  const unknown = await run('--fil', 'x');
  expect(unknown.code).toBe(1);
  expect(unknown.stderr.split('\n').length).toBeLessThan(5);
});
