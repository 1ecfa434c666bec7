/** The digest: one card for many tickets, worked through in one go. */
export const zhDigest = {
  'card.digest': '{at} 汇总 · {count} 条提醒 ({stores} 家店)',
  'card.digest_how': '群消息一度发不出去,这些没有逐条发卡片。/列表 看全部,/查看 加编号 打开一条',
  'card.digest_together': '同一原因一起来的,合成一张。/查看 加编号 打开一条,/为什么 加编号 看原因',
  'card.digest_left': '还剩 {count} 条',
  'card.digest_done': '都另有卡片,或已有人处理',
  'action.take_next': '处理下一张',
  'action.take_all': '认领全部',
  'toast.take_next': '#{ticket} 归您处理,卡片马上到',
  'toast.take_all': '已认领 {count} 条。点「处理下一张」逐条打开',
  'help.digest_next': '认领汇总里的下一张,发出它的卡片',
  'help.digest_all': '认领汇总里所有还没人接的',
  'error.digest_moved': '{by} {ago}点过这张汇总,现在是这样',
  'error.digest_empty': '这张汇总里没有等您处理的了',
  'error.unknown_digest': '这里没有可以处理的汇总。/列表 看全部工单',
} as const;
