import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { topics } from '../topic/topics.ts';

export const labelledSchema = z.object({
  text: z.string(),
  language: z.string().min(2).optional(),
  dissatisfied: z.boolean().optional(),
  topic: z.enum(topics).optional(),
});
export type Labelled = z.infer<typeof labelledSchema>;

/** JSON Lines; empty lines are skipped. @throws Error that names the 1-based line. */
export function parseLabelled<T>(jsonLines: string, schema: z.ZodType<T>): T[] {
  const sentences: T[] = [];
  for (const [index, line] of jsonLines
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    sentences.push(parseLine(line, index + 1, schema));
  }
  return sentences;
}

function parseLine<T>(line: string, number: number, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error(`line ${number}: not JSON (${(cause as Error).message})`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`line ${number}: ${issue?.path.join('.') || 'the line'}: ${issue?.message}`, { cause: parsed.error });
  }
  return parsed.data;
}

/** All sentences of `corpus/` (trained on) or `heldout/` (never trained or tuned on), in the order of file names. */
export async function readCorpus(folder: 'corpus' | 'heldout'): Promise<Required<Labelled>[]> {
  const directory = new URL(`./${folder}/`, import.meta.url);
  const names = (await readdir(directory)).filter((name) => name.endsWith('.jsonl')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      try {
        return parseLabelled(await readFile(new URL(name, directory), 'utf8'), labelledSchema.required());
      } catch (cause) {
        throw new Error(`${folder}/${name}, ${(cause as Error).message}`, { cause });
      }
    }),
  );
  return files.flat();
}
