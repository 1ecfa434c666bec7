import { compile } from 'html-to-text';
import { mailLimits } from './limits.ts';

/** Elements below this depth are dropped; real mail nests tables some 30 deep. */
const maxDepth = 200;
const maxLinks = 100;

const toText = compile({
  wordwrap: false,
  limits: { maxDepth, ellipsis: '' },
  selectors: [
    // Some links in marketplace mails change state when opened, so no address survives into text that others might follow.
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

const toPreformatted = compile<{ found: number }>({
  wordwrap: false,
  limits: { maxDepth, ellipsis: '', maxBaseElements: 2 },
  baseElements: { selectors: ['pre'], returnDomByDefault: false },
  formatters: {
    counted(element, walk, builder) {
      builder.metadata.found += 1;
      builder.openBlock({ isPre: true });
      walk(element.children, builder);
      builder.closeBlock({});
    },
  },
  selectors: [
    { selector: 'pre', format: 'counted' },
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
  ],
});

const toLinks = compile<{ targets: string[] }>({
  limits: { maxDepth, ellipsis: '' },
  formatters: {
    collected(element, walk, builder) {
      const { href } = element.attribs;
      if (href !== undefined && builder.metadata.targets.length < maxLinks) builder.metadata.targets.push(href.slice(0, 2_000));
      walk(element.children, builder);
    },
  },
  selectors: [
    { selector: 'a', format: 'collected' },
    { selector: 'img', format: 'skip' },
  ],
});

/** Addresses that the links of the HTML lead to, in order, the first 100 of them. To be looked at, never to be opened. */
export function linkTargets(html: string): string[] {
  const found = { targets: [] };
  toLinks(html.slice(0, mailLimits.html), found);
  return found.targets;
}

/** What a person reading the HTML would read. Scripts, styles, images and link addresses are left out. */
export function htmlText(html: string): string {
  return toText(html.slice(0, mailLimits.html)).slice(0, mailLimits.text);
}

/** The text of the only `<pre>` element; null when there is none or more than one. */
export function onlyPreformatted(html: string): string | null {
  const count = { found: 0 };
  const text = toPreformatted(html.slice(0, mailLimits.html), count);
  return count.found === 1 ? text : null;
}
