/** A rule as typed after its name; the name is what stands before `当` or `when`, or before `改成` / `to`. */
export function splitRule(typed: string): { name: string | undefined; condition: string } {
  const start = /(?:^|\s)(?:当|when(?=\s))/iu.exec(typed);
  if (!start) return { name: undefined, condition: typed };
  const name = typed
    .slice(0, start.index)
    .trim()
    .replace(/(?:^|\s)(?:改成|改为|to)$/iu, '')
    .trim();
  return { name: unquoted(name) || undefined, condition: typed.slice(start.index).trim() };
}

const unquoted = (name: string): string => name.replace(/^["“「](.*)["”」]$/u, '$1');
