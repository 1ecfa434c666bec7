/** Where training leaves what understanding loads. All are committed; `npm run train` writes them again, byte for byte. */
export const modelFiles = {
  languageTable: new URL('./language-table.bin', import.meta.url),
  language: new URL('./language.bin', import.meta.url),
  tone: new URL('./tone.bin', import.meta.url),
  topic: new URL('./topic.bin', import.meta.url),
} as const;
export type ModelName = keyof typeof modelFiles;
