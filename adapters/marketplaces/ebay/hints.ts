/** A hint's id: what it is about, a blank, and eBay's id, which may hold anything. */
export const hintId = (kind: string, id: string): string => `${kind} ${id}`;

export function readHint(text: string): { kind: string; id: string } {
  const at = text.indexOf(' ');
  return { kind: text.slice(0, Math.max(0, at)), id: text.slice(at + 1) };
}
