/**
 * Whether readers of one language read the other without help: the same language in the same script
 * (`en`/`en-GB`, `zh`/`zh-CN`), but not `zh-CN`/`zh-TW`.
 * @param left BCP 47 codes; a malformed one equals only itself.
 */
export function sameLanguage(left: string, right: string): boolean {
  return left === right || written(left) === written(right);
}

/** Codes come from a few languages or from strangers: the known ones are kept, never more than this many. */
const keptCodes = 200;
const known = new Map<string, string>();

function written(code: string): string {
  const before = known.get(code);
  if (before !== undefined) return before;
  const result = maximized(code);
  if (known.size < keptCodes) known.set(code, result);
  return result;
}

function maximized(code: string): string {
  try {
    const { language, script } = new Intl.Locale(code).maximize();
    return `${language}-${script ?? ''}`;
  } catch {
    return code;
  }
}
