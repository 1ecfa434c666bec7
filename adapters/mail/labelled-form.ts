export interface FormLabels<Label extends string> {
  /** Lower case, without the colon. */
  labels: readonly Label[];
  /** Of these, the one whose value is the message itself: it runs to the end, whatever stands in it. */
  closing: readonly Label[];
}

/**
 * Reads a form that was sent as text: lines `Label: value`, the value also on the lines below. Only the first line of a
 * value counts, except for the closing one. A label that comes twice means what it meant first.
 */
export function readLabelledForm<Label extends string>(
  text: string,
  { labels, closing }: FormLabels<Label>,
): ReadonlyMap<Label, string> {
  const values = new Map<Label, string>();
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const name = labelOf(line);
    const label = labels.find((candidate) => candidate === name);
    if (label === undefined || values.has(label)) continue;
    const value = line.slice(line.indexOf(':') + 1).replace(/^\*+/, '');
    if (closing.includes(label)) {
      values.set(label, [value, ...lines.slice(at + 1)].join('\n').trim());
      break;
    }
    values.set(label, value.trim() || nextLine(lines, at));
  }
  return values;
}

/** `Order #:` and `**Order#**:` are one label. */
function labelOf(line: string): string {
  const colon = line.indexOf(':');
  if (colon < 1 || colon > 40) return '';
  return line.slice(0, colon).replaceAll('*', '').trim().toLowerCase().replace(' #', '#');
}

/** Some mailers put the value below its label, after an empty line or not; a label there means that it was left empty. */
function nextLine(lines: readonly string[], at: number): string {
  const below = lines.slice(at + 1, at + 4).find((line) => line.trim() !== '') ?? '';
  return labelOf(below) === '' ? below.trim() : '';
}
