/**
 * The one escaper of this adapter: words of people inside markdown of a robot message. What the client's small dialect
 * understands is not published and backslashes are not known to work everywhere, so every sign that could start a link, a mention,
 * a picture or a style is replaced by its full-width look-alike (facts/messengers §3.6, §5.8).
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[[\]<>*`~\\|]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    .replace(/@(?=all\b|所有人)/gi, '＠')
    .replace(
      /^(\s*)(#+|=+|-{3,}|_{3,}|[-+](?=\s)|\d+\.(?=\s))/gm,
      (_all, indent: string, sign: string) => `${indent}\u200b${sign}`,
    )
    .replace(/(?<=^|\W)_+(?=\S)|(?<=\S)_+(?=\W|$)/g, (signs) => '＿'.repeat(signs.length));
}

/** Escaped words with their line ends kept: one alone is no line end in markdown. */
export function escapeLines(text: string): string {
  return escapeMarkdown(text).replace(/\r?\n/g, '  \n');
}
