/** What a platform says of itself, where it has no words of its own: by topic. */
export const zhNotice = {
  'notice.cancellation_request': '买家要求取消订单',
  'notice.return_request': '买家申请退货',
  'notice.dispute': '买家发起了争议(拒付)',
  'notice.return_to_handle': '退货已寄回或在途,需要卖家处理',
  'notice.evidence_wanted': '退货有争议,平台要卖家举证',
  'notice.listing_banned': '商品被平台下架',
  'notice.listing_violation': '商品违反平台规则',
  'notice.account_health': '店铺表现警报',
  'notice.app_removed': '应用已从店铺卸载,之后不再有推送',
  'notice.data_request': '顾客要求查看自己的数据,须在 30 天内答复',
  'notice.customer_erasure': '平台要求删除一位顾客的数据,须在 30 天内完成',
  'notice.shop_erasure': '店铺卸载已满 48 小时,平台要求删除它的全部数据',
  'notice.refund_request': '买家申请仅退款',
  'notice.a_to_z_claim': '买家提出了 A-to-z 索赔',
  'notice.other': '平台通知:{topic}',
} as const;
