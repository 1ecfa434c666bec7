import { timingSafeEqual } from 'node:crypto';
import type { Seal } from '../store/seal.ts';

/** What of an attachment a link shows. `chart` is a PNG of ours that no attachment stands for: its id is the vault's key. */
export type FileView = 'whole' | 'thumbnail' | 'chart';

const dayMs = 86_400_000;
const letters = { whole: 'w', thumbnail: 't', chart: 'c' } as const;
const shape = /^([\w-]{27,28}|[0-9a-f-]{36})\.([wtc])\.([0-9a-z]{1,10})\.([\w-]{27})$/;

/** Links that open one file for some days, for whoever has them. */
export interface FileLinks {
  /** `/files/…`, the same all day so that a card need not change for it. */
  path(attachmentId: string, view: FileView, now: number): string;
  /** The same for outside; undefined without an address of ours. */
  url(attachmentId: string, view: FileView, now: number): string | undefined;
  /** @returns null for a forged, damaged or old token */
  open(token: string, now: number): { attachmentId: string; view: FileView } | null;
}

/** @param options.days how long a link is good; default 7, and up to a day more */
export function createFileLinks(options: { seal: Seal; publicUrl?: string; days?: number }): FileLinks {
  const { seal, publicUrl, days = 7 } = options;
  const sign = (claim: string): string => seal.sign('file link', claim);

  function path(attachmentId: string, view: FileView, now: number): string {
    const until = (Math.floor(now / dayMs) + 1 + days) * dayMs;
    const claim = `${attachmentId}.${letters[view]}.${until.toString(36)}`;
    return `/files/${claim}.${sign(claim)}`;
  }

  return {
    path,
    url: (attachmentId, view, now) => (publicUrl === undefined ? undefined : publicUrl + path(attachmentId, view, now)),
    open(token, now) {
      const [, attachmentId, letter, until, given] = shape.exec(token) ?? [];
      if (!attachmentId || !letter || !until || !given) return null;
      const expected = sign(`${attachmentId}.${letter}.${until}`);
      if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return null;
      if (parseInt(until, 36) < now) return null;
      return { attachmentId, view: letter === 't' ? 'thumbnail' : letter === 'c' ? 'chart' : 'whole' };
    },
  };
}
