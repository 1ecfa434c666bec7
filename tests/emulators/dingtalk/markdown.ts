/** Who is named and what can be clicked in markdown: `<a atId=…>` is a mention (facts/messengers §3.5), `dtmd:` links count (§3.6). */
export function readMarkdown(markdown: string): { mentions: string[]; links: string[] } {
  const read: { mentions: string[]; links: string[] } = { mentions: [], links: [] };
  for (const [, id] of markdown.matchAll(/<a\s+atId\s*=\s*["']?([^"'>\s]+)/gi)) if (id) read.mentions.push(id);
  for (const [, url] of markdown.matchAll(/(?<!\\)\[[^\]]*\]\(([^)\s]+)\)/g)) if (url) read.links.push(url);
  for (const [, url] of markdown.matchAll(/<a\s+href\s*=\s*["']?([^"'>\s]+)/gi)) if (url) read.links.push(url);
  return read;
}
