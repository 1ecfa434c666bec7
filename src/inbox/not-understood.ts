import type { Understanding } from '../understanding/understand.ts';

/** What is known of words that nobody understood: nothing. They become a ticket all the same. */
export const notUnderstood: Understanding = {
  language: null,
  languageReliable: false,
  dissatisfaction: 0,
  dissatisfied: false,
  topic: 'other',
  entities: { orders: [], tracking: [], products: [], amounts: [], dates: [] },
};
