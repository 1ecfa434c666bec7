/** Languages the team reads. Buyers' languages are BCP 47 strings. */
export type Language = 'zh' | 'en';
