/** The part of html-to-text 10 that is used here; the package ships no declarations. */
declare module 'html-to-text' {
  export interface Element {
    children: unknown[];
    attribs: Record<string, string>;
  }

  export interface TextBuilder<Metadata> {
    /** The third argument of the compiled function. */
    metadata: Metadata;
    openBlock(options: { isPre?: boolean; leadingLineBreaks?: number }): void;
    closeBlock(options: { trailingLineBreaks?: number }): void;
  }

  export type Formatter<Metadata> = (
    element: Element,
    walk: (children: unknown[], builder: TextBuilder<Metadata>) => void,
    builder: TextBuilder<Metadata>,
  ) => void;

  export interface HtmlToTextOptions<Metadata> {
    /** Column to wrap at; `false` leaves lines alone. */
    wordwrap?: number | false;
    /** Only these elements are converted; with `returnDomByDefault: false` nothing when none is found. */
    baseElements?: { selectors?: string[]; returnDomByDefault?: boolean };
    limits?: { maxDepth?: number; maxBaseElements?: number; ellipsis?: string };
    formatters?: Record<string, Formatter<Metadata>>;
    selectors?: { selector: string; format?: string; options?: Record<string, unknown> }[];
  }

  export function compile<Metadata = undefined>(
    options: HtmlToTextOptions<Metadata>,
  ): (html: string, metadata?: Metadata) => string;
}
