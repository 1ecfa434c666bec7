/** How many letters of each script a text has; digits, signs and emoji count for none. */
export interface ScriptCounts {
  latin: number;
  cyrillic: number;
  arabic: number;
  thai: number;
  hangul: number;
  kana: number;
  han: number;
}

export function countScripts(text: string): ScriptCounts {
  const counts: ScriptCounts = { latin: 0, cyrillic: 0, arabic: 0, thai: 0, hangul: 0, kana: 0, han: 0 };
  for (let i = 0; i < text.length; i++) {
    const script = scriptOf(text.charCodeAt(i));
    if (script !== null) counts[script]++;
  }
  return counts;
}

function scriptOf(unit: number): keyof ScriptCounts | null {
  if (unit < 0x250) {
    const letter = (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
    return letter || (unit >= 0xc0 && unit !== 0xd7 && unit !== 0xf7) ? 'latin' : null;
  }
  if (unit >= 0x400 && unit < 0x530) return 'cyrillic';
  if ((unit >= 0x600 && unit < 0x780) || (unit >= 0xfb50 && unit < 0xfe00) || (unit >= 0xfe70 && unit < 0xfeff)) return 'arabic';
  if (unit >= 0xe00 && unit < 0xe80) return 'thai';
  if ((unit >= 0x1100 && unit < 0x1200) || (unit >= 0x3130 && unit < 0x3190) || (unit >= 0xac00 && unit < 0xd7b0))
    return 'hangul';
  // The prolonged sound mark ー is kana, the middle dot ・ is not.
  if ((unit >= 0x3041 && unit < 0x30ff && unit !== 0x30fb) || (unit >= 0xff66 && unit < 0xff9f)) return 'kana';
  if ((unit >= 0x3400 && unit < 0xa000) || (unit >= 0xf900 && unit < 0xfb00)) return 'han';
  if (unit >= 0x1e00 && unit < 0x1f00) return 'latin';
  return null;
}
