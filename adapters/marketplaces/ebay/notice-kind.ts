/** Words by which eBay's own notices tell what they are about, in the languages of its larger sites; the first match counts. */
const kinds: readonly { topic: string; words: RegExp }[] = [
  {
    topic: 'account_health',
    words: anyOf(
      'suspen\\w+|restrict(?:ed|ions?)|below standard|selling limits?|account (?:is )?(?:on hold|limited)',
      'gesperrt|eingeschränkt|einschränkung\\w*|suspendue?s?|restreinte?s?|sospes[ao]|limitat[ao]|suspendid[ao]|restringid[ao]',
      ['冻结', '限制销售', '停用'],
    ),
  },
  {
    topic: 'policy',
    words: anyOf(
      'polic(?:y|ies)|violat\\w+|(?:was|were|been|we) removed|taken down|prohibited|counterfeit|infring\\w+|vero',
      'grundsatz|grundsätze\\w*|verstoß\\w*|verstößt|entfernt|règlement|infraction|supprimée?s?|violazion[ei]|rimoss[aoi]|política|infracción|eliminad[ao]',
      ['违规', '违反', '政策', '下架', '移除', '侵权'],
    ),
  },
  {
    topic: 'case',
    words: anyOf(
      'opened a case|case (?:is |was |has been )?(?:opened|closed|escalated|decided|updated)|case \\d+|dispute|chargeback|inquiry|not received',
      'return request|requested a return|refund|fall (?:wurde|eröffnet|\\d+)|rückgabe|rückerstattung|käuferschutz\\w*|litige|remboursement|controversia|rimborso|disputa|devolución|reembolso',
      ['纠纷', '退货', '退款', '索赔', '未收到'],
    ),
  },
  {
    topic: 'action_required',
    words: anyOf(
      'action (?:is )?(?:required|needed)|respond by|verify your|confirm your identity|payouts?.{0,20}hold|payment hold|appeal',
      'handlungsbedarf|bitte bestätigen|action requise|vérifiez|azione richiesta|acción requerida',
      ['需要您', '请验证', '截止'],
    ),
  },
];

/** Whole words of languages that part them, and signs of one that does not. */
function anyOf(english: string, others: string, chinese: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${english}|${others})(?!\\p{L})|${chinese.join('|')}`, 'iu');
}

/** A notice that asks for nobody is a newsletter or a confirmation: kept, without a ticket. */
export function noticeKind(words: string): { topic: string; needsAttention: boolean } {
  const found = kinds.find(({ words: pattern }) => pattern.test(words));
  return found ? { topic: found.topic, needsAttention: true } : { topic: 'ebay_notice', needsAttention: false };
}
