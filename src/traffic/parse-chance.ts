/** Largest that makes sense, as the setting's schema has it, and smallest: under it no store would ever be silent. */
export const chanceLimits = { least: 1e-6, most: 0.1 } as const;

const parts: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000, 十万: 100_000 };

/** `0.1%`, `0.001`, `1/1000`, `千分之一`, `1 in 1000` as a probability; null when it is something else. */
export function parseChance(text: string): number | null {
  const said = text.normalize('NFKC').trim().toLowerCase();
  const plain = /^(\d{1,3}(?:\.\d{1,8})?)\s*(%|‰)?$/u.exec(said);
  if (plain) return Number(plain[1]) / (plain[2] === '%' ? 100 : plain[2] === '‰' ? 1_000 : 1);
  const spoken = /^(十万|十|百|千|万)分之([一二两三四五六七八九]|\d{1,2})$/u.exec(said);
  if (spoken) {
    const digit = '零一二三四五六七八九'.indexOf(spoken[2]!.replace('两', '二'));
    return (digit > 0 ? digit : Number(spoken[2])) / parts[spoken[1]!]!;
  }
  const share = /^(\d{1,4})\s*(?:\/|in)\s*(\d{1,8})$/u.exec(said);
  return share && Number(share[2]) > 0 ? Number(share[1]) / Number(share[2]) : null;
}

/** `0.1%`, without digits that say nothing. */
export const formatChance = (chance: number): string => `${Number((chance * 100).toPrecision(3))}%`;
