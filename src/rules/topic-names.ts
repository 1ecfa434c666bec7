import { createVocabulary } from './vocabulary.ts';

/** Topics of a message (FEATURES B5). */
export const topicNames = createVocabulary([
  { id: 'logistics', zh: '物流', en: 'logistics', also: ['物流咨询', 'shipping', 'delivery'] },
  { id: 'product', zh: '商品', en: 'product', also: ['产品', '商品咨询'] },
  { id: 'return', zh: '退货', en: 'return', also: ['退换货', 'returns'] },
  { id: 'refund', zh: '退款', en: 'refund', also: ['refunds'] },
  { id: 'complaint', zh: '投诉', en: 'complaint', also: ['complaints'] },
  { id: 'invoice', zh: '发票', en: 'invoice', also: ['invoices'] },
  { id: 'cancellation', zh: '取消订单', en: 'cancellation', also: ['取消', 'cancel'] },
  { id: 'presale', zh: '售前', en: 'pre-sale', also: ['pre_sale', '售前咨询'] },
  { id: 'other', zh: '其他', en: 'other', also: ['其它'] },
]);
