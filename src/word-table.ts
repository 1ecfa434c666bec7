/**
 * A table that is looked up with words from outside. It has no prototype: `__proto__` or `constructor`, typed by somebody or
 * sent by a platform, finds nothing, where a plain object would hand over a part of the language.
 */
export const wordTable = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, entries);
