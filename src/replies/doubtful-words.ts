/**
 * Words a seller's message is checked for, in the languages sellers and buyers write. Ours and linear in time; Latin words
 * stand alone, CJK ones anywhere.
 */
const latin = (...words: string[]): RegExp => new RegExp(`(?<![\\p{L}\\d])(?:${words.join('|')})(?![\\p{L}\\d])`, 'iu');
const anywhere = (...words: string[]): RegExp => new RegExp(words.join('|'), 'iu');

export const messengerNames = [
  latin(
    'whats ?app',
    'telegram',
    'viber',
    'wechat',
    'we chat',
    'line id',
    'skype',
    'zalo',
    'kakao ?talk',
    'messenger',
    'instagram',
    'facebook',
    'snapchat',
    'signal app',
    'qq',
  ),
  anywhere('微信', '加.{0,3}V信', '扣扣', 'ライン交換', '카카오톡', 'วอทแอพ', 'ไลน์ไอดี'),
];

export const reviewWords = [
  latin(
    '(?:5|five)[ -]?stars?',
    'positive (?:review|feedback)s?',
    'good (?:review|feedback|rating)s?',
    'leave (?:us )?a (?:review|feedback|rating)',
    '(?:change|remove|delete|update|revise) (?:your|the) (?:review|feedback|rating)',
    '(?:5|fünf)[ -]?sterne',
    'positive bewertung(?:en)?',
    'gute bewertung(?:en)?',
    'bewertung (?:ändern|löschen|entfernen)',
    'avis positifs?',
    '(?:5|cinq) étoiles',
    'reseñas? positivas?',
    '(?:5|cinco) estrellas',
    'avaliaç(?:ão|ões) positivas?',
    '(?:5|cinco) estrelas',
    'recension[ei] positiv[ae]',
    '(?:5|cinque) stelle',
    'bintang (?:5|lima)',
    'ulasan (?:positif|bagus|baik)',
    '5 sao',
  ),
  anywhere(
    '五星',
    '5 ?星',
    '好评',
    '改.{0,4}评价',
    '删.{0,4}评价',
    '撤.{0,4}差评',
    '高評価',
    '星5',
    '별점 ?5',
    'รีวิว ?5 ?ดาว',
    '5 ?ดาว',
  ),
];

export const offPlatformWords = [
  latin(
    'pay ?pal me',
    'bank transfer',
    'wire transfer',
    'western union',
    'pay (?:us |me )?(?:directly|outside)',
    'outside (?:of )?(?:the )?(?:platform|amazon|ebay|shopee|lazada|tiktok)',
    'buy (?:it )?(?:directly )?(?:from|on) our (?:own )?(?:website|shop|store)',
    'überweisung direkt',
    'virement direct',
    'transferencia directa',
    'transfer langsung',
  ),
  anywhere('私下.{0,4}(?:转账|付款|交易|退款)', '线下.{0,4}(?:转账|付款|交易|退款)', '支付宝转', '微信转', '直接转账'),
];

export const rudeWords = [
  latin(
    'stupid',
    'idiots?',
    'your own fault',
    'liars?',
    'shut up',
    'dumm',
    'selbst schuld',
    'lügner(?:in)?',
    'menteu(?:r|se)',
    'mentiros[oa]',
    'bodoh',
    'ngu',
  ),
  anywhere('你自己的问题', '骗子', '傻', '有病', '爱买不买', '随便你', '嘘つき', 'バカ'),
];
