/** The candidate most like what was typed, by letters changed, added or lost; null when none is near. */
export function nearestPhrase(typed: string, candidates: readonly string[]): string | null {
  let nearest: { phrase: string; distance: number } | null = null;
  for (const phrase of candidates) {
    const distance = editDistance(typed.slice(0, phrase.length), phrase);
    if (distance <= phrase.length * 0.6 && (!nearest || distance / phrase.length < nearest.distance / nearest.phrase.length)) {
      nearest = { phrase, distance };
    }
  }
  return nearest?.phrase ?? null;
}

/** Levenshtein, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
