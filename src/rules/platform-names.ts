import { createVocabulary } from './vocabulary.ts';

/** Marketplaces as teams call them. Ids are those of Store.platform; a platform of one's own is written by its id. */
export const platformNames = createVocabulary([
  { id: 'amazon', zh: '亚马逊', en: 'Amazon', also: ['amz', '亚马逊平台'] },
  { id: 'ebay', zh: 'eBay', en: 'eBay', also: ['易贝', '亿贝'] },
  { id: 'shopee', zh: '虾皮', en: 'Shopee', also: ['蝦皮'] },
  { id: 'lazada', zh: '来赞达', en: 'Lazada', also: ['来赞宝'] },
  { id: 'tiktok', zh: 'TikTok', en: 'TikTok Shop', also: ['tiktokshop', 'tt', 'tiktok小店', '抖音海外'] },
  { id: 'mercadolibre', zh: '美客多', en: 'Mercado Libre', also: ['meli', 'mercado livre', 'mercado'] },
  { id: 'walmart', zh: '沃尔玛', en: 'Walmart' },
  { id: 'etsy', zh: 'Etsy', en: 'Etsy', also: ['伊西'] },
  { id: 'shopify', zh: 'Shopify', en: 'Shopify', also: ['独立站'] },
  { id: 'aliexpress', zh: '速卖通', en: 'AliExpress', also: ['smt', 'ali express'] },
  { id: 'temu', zh: 'Temu', en: 'Temu', also: ['拼多多海外', '特木'] },
  { id: 'wish', zh: 'Wish', en: 'Wish' },
  { id: 'generic', zh: '通用接口', en: 'Generic', also: ['webhook'] },
  { id: 'sandbox', zh: '沙盒', en: 'Sandbox' },
]);
