/** A value in quotes as rule commands read it back: a quote inside is written twice, nothing else needs escaping. */
export function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

export function quoteList(values: readonly string[]): string {
  return values.map(quote).join(',');
}
