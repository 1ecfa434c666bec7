/** "`source` is `target`" for one direction. */
export interface GlossaryTerm {
  source: string;
  target: string;
}

/** A line of a store's glossary: `source` (a brand, or a word of the team) is called `target` in `language`. */
export interface GlossaryLine extends GlossaryTerm {
  /** BCP 47 code of `target`. */
  language: string;
}
