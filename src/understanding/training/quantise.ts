/**
 * Floats to signed bytes. The scale comes from the 99.9th percentile of the weights in use, not from the largest: a few outliers
 * are clipped so that the many small weights keep their steps.
 */
export function quantise(weights: Float32Array): { bytes: Int8Array; scale: number } {
  const sizes = weights
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .sort();
  const top = sizes[Math.floor(sizes.length * 0.999)] ?? sizes.at(-1) ?? 1;
  // The file stores the scale as a 32-bit float; use exactly that here too.
  const scale = Math.fround(top / 127);
  return { bytes: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))), scale };
}
