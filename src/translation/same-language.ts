/**
 * Whether readers of one language read the other without help: the same language in the same script
 * (`en`/`en-GB`, `zh`/`zh-CN`), but not `zh-CN`/`zh-TW`.
 * @param left BCP 47 codes; a malformed one equals only itself.
 */
export function sameLanguage(left: string, right: string): boolean {
  return left === right || written(left) === written(right);
}

function written(code: string): string {
  try {
    const { language, script } = new Intl.Locale(code).maximize();
    return `${language}-${script ?? ''}`;
  } catch {
    return code;
  }
}
