/** A translation service. Implementations are in adapters/translators. */
export interface Translator {
  readonly name: string;
  /**
   * @returns null when this translator has nothing for the text or pair (a phrasebook's miss).
   * @throws on network or service failure; the caller bounds the time with `signal`.
   */
  translate(request: TranslationRequest): Promise<string | null>;
}

export interface TranslationRequest {
  text: string;
  /** BCP 47; absent = the service should detect it. */
  from?: string;
  /** BCP 47. */
  to: string;
  /** Terms that must come out as given. */
  glossary: { source: string; target: string }[];
  signal: AbortSignal;
}
