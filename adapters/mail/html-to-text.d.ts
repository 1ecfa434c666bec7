/** The part of html-to-text 10 that is used here; the package ships no declarations. */
declare module 'html-to-text' {
  export interface HtmlToTextOptions {
    /** Column to wrap at; `false` leaves lines alone. */
    wordwrap?: number | false;
    baseElements?: { selectors?: string[]; returnDomByDefault?: boolean };
    limits?: {
      maxInputLength?: number;
      maxDepth?: number;
      maxChildNodes?: number;
      maxBaseElements?: number;
      ellipsis?: string;
    };
    selectors?: { selector: string; format?: string; options?: Record<string, unknown> }[];
  }

  export function convert(html: string, options?: HtmlToTextOptions): string;
}
