import { writeFile } from 'node:fs/promises';
import { loadLexicon } from '../lexicon/load-lexicon.ts';
import { writeModel } from '../model/model-file.ts';
import { modelFiles, type ModelName } from '../model/model-files.ts';
import { packNgrams } from './pack-ngrams.ts';
import { readCorpus } from './read-corpus.ts';
import { trainModels } from './train-models.ts';

/** `npm run train`: writes every file in `model/` from `corpus/`, the lexicon and eld's database. */
const started = performance.now();
const sentences = await readCorpus('corpus');
const models = trainModels(sentences, await loadLexicon());
const files: Record<ModelName, Uint8Array> = {
  languageTable: await packNgrams(),
  language: writeModel(models.language),
  tone: writeModel(models.tone),
  topic: writeModel(models.topic),
};
for (const [name, bytes] of Object.entries(files)) {
  await writeFile(modelFiles[name as ModelName], bytes);
  process.stdout.write(`${name.padEnd(14)} ${bytes.length} bytes\n`);
}
process.stdout.write(`${sentences.length} sentences, ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
