import { createVocabulary } from './vocabulary.ts';

/** What is counted by the hour, as rules call it. */
export const seriesNames = createVocabulary([
  { id: 'refunds', zh: '退款', en: 'refunds', also: ['refund'] },
  { id: 'returns', zh: '退货', en: 'returns', also: ['return'] },
  { id: 'complaints', zh: '投诉', en: 'complaints', also: ['不满', 'complaint'] },
  { id: 'claims', zh: '纠纷', en: 'claims', also: ['索赔', 'claim', 'disputes'] },
  { id: 'messages', zh: '消息', en: 'messages', also: ['来信', 'message'] },
]);
