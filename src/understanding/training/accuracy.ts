import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createUnderstander } from '../understand.ts';
import { measureAccuracy, type Accuracy } from './measure-accuracy.ts';
import { labelledSchema, parseLabelled, readCorpus, type Labelled } from './read-corpus.ts';

const usage = `npm run accuracy                            held-out sentences, as a table
npm run accuracy -- --file F.jsonl [--json]  lines of {text, language?, dissatisfied?, topic?}
`;

try {
  const { values } = parseArgs({
    options: { file: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) process.stdout.write(usage);
  else await report(values.file, values.json === true ? toJson : toTable);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

interface Report {
  file: string;
  overall: Accuracy;
  /** By label, `unlabelled` for lines that name no language. */
  languages: Record<string, Accuracy>;
}

async function report(file: string | undefined, format: (report: Report) => string): Promise<void> {
  const sentences = file === undefined ? await readCorpus('heldout') : await readFileLines(file);
  const understander = await createUnderstander();
  const byLanguage = Object.groupBy(sentences, ({ language }) => language ?? 'unlabelled');
  const languages: Record<string, Accuracy> = {};
  for (const [language, group] of Object.entries(byLanguage)) languages[language] = measureAccuracy(group ?? [], understander);
  process.stdout.write(format({ file: file ?? 'heldout', overall: measureAccuracy(sentences, understander), languages }));
}

async function readFileLines(file: string): Promise<Labelled[]> {
  const content = await readFile(file, 'utf8');
  try {
    return parseLabelled(content, labelledSchema);
  } catch (cause) {
    throw new Error(`${file}, ${(cause as Error).message}`, { cause });
  }
}

function toJson(result: Report): string {
  return `${JSON.stringify(result)}\n`;
}

function toTable({ overall, languages }: Report): string {
  const head = ['', 'n', 'precision', 'recall', 'F1', 'topic', 'language'];
  const rows = [...Object.entries(languages), ['all', overall] as const].map(([name, accuracy]) => [
    name,
    String(accuracy.n),
    percent(accuracy.dissatisfied.precision),
    percent(accuracy.dissatisfied.recall),
    percent(accuracy.dissatisfied.f1),
    percent(accuracy.topic.accuracy),
    percent(accuracy.language.accuracy),
  ]);
  return (
    [head, ...rows].map((cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(10) : cell.padStart(9))).join(' ')).join('\n') +
    '\n'
  );
}

function percent(value: number | null): string {
  return value === null ? '–' : (value * 100).toFixed(1);
}
