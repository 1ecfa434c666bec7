/** What a person is asked for to connect a store to its platform's API. */
export interface AccountForm {
  fields: readonly AccountField[];
  /** What cannot be done there, and the way that exists: plain sentences. */
  limits: { zh: readonly string[]; en: readonly string[] };
  /** Checks what was filled in, without asking the platform. @returns names of the fields that are wrong */
  wrong(values: Readonly<Record<string, string>>): string[];
}

export interface AccountField {
  /** Key in StoreSettings.api. */
  name: string;
  label: { zh: string; en: string };
  /** Where it is found, or what it looks like. */
  hint?: { zh: string; en: string };
  /** Never shown again once it is saved. */
  secret?: true;
  optional?: true;
  /** Optional, and seldom needed: kept out of the way. */
  rare?: true;
}
